/* Lists with search as you type: each gets the name of its field, which it does not say by itself. */
(function () {
  "use strict";

  function nameAll() {
    Array.prototype.forEach.call(document.querySelectorAll("select.admin-autocomplete"), nameOne);
  }

  function nameOne(select) {
    var label = document.querySelector('label[for="' + select.id + '"]');
    var row = select.parentNode;
    var box = row ? row.querySelector(".select2-selection") : null;
    if (!label || !box) {
      return;
    }
    label.id = label.id || select.id + "_label";
    var shown = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", label.id + (shown && shown.id ? " " + shown.id : ""));
    if (shown) {
      shown.setAttribute("aria-labelledby", label.id);
    }
  }

  function soon() {
    window.setTimeout(nameAll, 0);
  }

  window.addEventListener("load", soon);
  document.addEventListener("formset:added", soon);
})();

/* Who is typing is there: a session that ends for want of use must not take a long text with it. */
(function () {
  "use strict";
  var PAUSE_MS = 5 * 60 * 1000;
  var last = Date.now();

  document.addEventListener("input", function () {
    if (Date.now() - last > PAUSE_MS && window.fetch) {
      last = Date.now();
      // Any page of staff tells that they are there; this one is light.
      window.fetch("/gestion/jsi18n/", { cache: "no-store", credentials: "same-origin" });
    }
  });
})();
