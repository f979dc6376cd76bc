/* "Autour de moi": asks for the position on a click only, and rounds it before it leaves. */
(function () {
  "use strict";
  var DECIMALS = 3; // about a hundred metres

  function show() {
    if (!navigator.geolocation || !window.isSecureContext) {
      return;
    }
    document.querySelectorAll("[data-near-me]").forEach(function (block) {
      block.hidden = false;
    });
  }

  function put(form, name, value) {
    var field = form.querySelector('input[type="hidden"][name="' + name + '"]');
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      form.appendChild(field);
    }
    field.value = value;
  }

  function submit(form, position) {
    put(form, "lat", position.coords.latitude.toFixed(DECIMALS));
    put(form, "lon", position.coords.longitude.toFixed(DECIMALS));
    form.querySelectorAll('[name="pres"]').forEach(function (landmark) {
      landmark.checked = false;
    });
    var sort = form.querySelector('[name="tri"]');
    if (sort) {
      sort.disabled = true; // nearest first is what this button asks for
    }
    put(form, "tri", "proximite");
    form.submit();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-near-me-button]");
    if (!button) {
      return;
    }
    var block = button.closest("[data-near-me]");
    var message = block.querySelector("[data-near-me-message]");
    message.textContent = block.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      function (position) {
        submit(button.form, position);
      },
      function () {
        message.textContent = block.dataset.refused;
      },
      { maximumAge: 300000, timeout: 10000 }
    );
  });

  document.addEventListener("guide:changed", show);
  show();
})();
