/* Tells before a session ends, puts the end off in place, and keeps what was typed. */
(function () {
  "use strict";
  var here = document.querySelector("script[data-session]");
  var WARNED_S = 5 * 60;
  var box = null;
  var timer = 0;

  function say(name, button) {
    if (!box) {
      box = document.createElement("div");
      box.className = "session-end";
      box.setAttribute("role", "alert");
      document.body.appendChild(box);
    }
    box.textContent = "";
    var words = document.createElement("p");
    words.textContent = here.getAttribute("data-" + name);
    box.appendChild(words);
    var press = document.createElement("button");
    press.type = "button";
    press.className = "btn button";
    press.textContent = here.getAttribute("data-" + button);
    press.addEventListener("click", ask);
    box.appendChild(press);
  }

  function wait(seconds) {
    window.clearTimeout(timer);
    var before = Math.max(0, seconds - WARNED_S);
    timer = window.setTimeout(function () {
      say("soon", "stay");
      timer = window.setTimeout(function () {
        say("over", "again");
      }, Math.min(seconds, WARNED_S) * 1000);
    }, before * 1000);
  }

  function ask() {
    fetch(here.getAttribute("data-session"), { credentials: "same-origin" })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (left) {
        if (!left.seconds) {
          say("over", "again");
          return;
        }
        // Signing in again gave another token: the form of this page takes it.
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (field) {
          field.value = left.token;
        });
        if (box) {
          box.remove();
          box = null;
        }
        wait(left.seconds);
      })
      .catch(function () {
        say("over", "again");
      });
  }

  wait(Number(here.getAttribute("data-seconds")));
})();
