/* Small comforts of a page: the print button, and a link field that selects itself. */
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (block) {
    block.hidden = false;
    block.querySelector("[data-print-button]").addEventListener("click", function () {
      window.print();
    });
  });

  document.querySelectorAll("[data-select-all]").forEach(function (field) {
    field.addEventListener("focus", function () {
      field.select();
    });
  });
})();
