/* Addresses suggested while typing, through our own server. Without it, one types as before. */
(function () {
  "use strict";

  var WAIT = 300;
  var SHORTEST = 3;

  function setUp(input, number) {
    var settings = JSON.parse(input.getAttribute("data-address"));
    var words = settings.words;
    var list = document.createElement("ul");
    var status = document.createElement("p");
    var found = [];
    var current = -1;
    var timer = 0;
    var asked = "";

    list.id = "addresses-" + number;
    list.className = "addresses";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.list);
    status.className = "help";
    status.setAttribute("role", "status");
    input.parentNode.insertBefore(list, input.nextSibling);
    list.parentNode.insertBefore(status, list.nextSibling);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");

    input.addEventListener("input", function () {
      window.clearTimeout(timer);
      close();
      if (input.value.trim().length >= SHORTEST) {
        timer = window.setTimeout(ask, WAIT);
      }
    });
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", function () {
      window.setTimeout(close, 200);
    });

    function ask() {
      var mine = (asked = input.value.trim());
      window
        .fetch(settings.url + "?q=" + encodeURIComponent(mine), { credentials: "same-origin" })
        .then(function (answer) {
          if (!answer.ok) {
            throw new Error(answer.status);
          }
          return answer.json();
        })
        .then(function (told) {
          if (mine !== asked || document.activeElement !== input) {
            return;
          }
          if (told.down) {
            status.textContent = words.down;
          } else {
            show(told.found);
          }
        })
        .catch(function () {
          status.textContent = words.down;
        });
    }

    function show(rows) {
      found = rows;
      current = -1;
      list.textContent = "";
      rows.forEach(function (row, place) {
        var option = document.createElement("li");
        option.id = list.id + "-" + place;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = row.label + (row.sure ? "" : " " + words.unsure);
        option.addEventListener("mousedown", function (event) {
          event.preventDefault();
          choose(place);
        });
        list.appendChild(option);
      });
      list.hidden = rows.length === 0;
      input.setAttribute("aria-expanded", String(rows.length > 0));
      status.textContent = rows.length ? words.some.replace("{n}", rows.length) : words.none;
    }

    function close() {
      list.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function onKey(event) {
      if (list.hidden) {
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark((current + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
      } else if (event.key === "Enter" && current >= 0) {
        event.preventDefault();
        choose(current);
      } else if (event.key === "Escape") {
        close();
      }
    }

    function mark(place) {
      current = Math.max(0, place);
      Array.prototype.forEach.call(list.children, function (option, at) {
        option.setAttribute("aria-selected", String(at === current));
      });
      input.setAttribute("aria-activedescendant", list.id + "-" + current);
    }

    function choose(place) {
      var row = found[place];
      ["address", "postcode", "city", "city_code", "latitude", "longitude"].forEach(function (name) {
        var field = document.getElementById(input.id.replace(/address$/, name));
        if (field && row[name]) {
          field.value = row[name];
        }
      });
      close();
      status.textContent = row.sure ? words.taken : words.approximate;
      var longitude = document.getElementById(input.id.replace(/address$/, "longitude"));
      if (longitude) {
        longitude.dispatchEvent(new Event("change"));
      }
    }
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-address]"), setUp);
})();
