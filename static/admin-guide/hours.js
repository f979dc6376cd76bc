/* The French sentence of the hours, while they are filled. Without it, a button shows it. */
(function () {
  "use strict";

  var WAIT = 400;

  function setUp(box) {
    var form = box.closest("form");
    var told = box.querySelector("[data-hours-told]");
    var timer = 0;
    var last = 0;

    form.addEventListener("input", soon);
    form.addEventListener("change", soon);

    function soon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    }

    function ask() {
      var mine = (last += 1);
      window
        .fetch(box.getAttribute("data-hours"), {
          method: "POST",
          credentials: "same-origin",
          body: new FormData(form),
        })
        .then(function (answer) {
          return answer.ok ? answer.json() : { text: "" };
        })
        .then(function (answer) {
          if (mine === last && told.textContent !== answer.text) {
            told.textContent = answer.text;
          }
        })
        .catch(function () {
          told.textContent = "";
        });
    }
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-hours]"), setUp);
})();
