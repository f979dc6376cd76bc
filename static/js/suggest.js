/* Suggestions under the search field: a combobox for whoever types. The field works without it. */
(function () {
  "use strict";
  var PAUSE_MS = 150;
  var field = null;
  var list = null;
  var status = null;
  var active = -1;
  var timer = 0;
  var pending = null;

  function part(name, className) {
    var element = document.createElement(name);
    element.className = className;
    return element;
  }

  function options() {
    return Array.prototype.slice.call(list.children);
  }

  function mark(index) {
    options().forEach(function (option, place) {
      option.setAttribute("aria-selected", place === index ? "true" : "false");
    });
    active = index;
    if (index >= 0) {
      field.setAttribute("aria-activedescendant", list.children[index].id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function choose(option) {
    close();
    location.assign(option.getAttribute("data-url"));
  }

  function show(answer) {
    list.textContent = "";
    answer.suggestions.forEach(function (row, place) {
      var option = part("li", "suggest__option");
      var text = part("span", "");
      var kind = part("span", "suggest__kind");
      option.id = "suggestion-" + place;
      option.setAttribute("role", "option");
      option.setAttribute("data-url", row.url);
      text.textContent = row.text;
      if (row.lang) {
        text.lang = row.lang;
        text.dir = "ltr";
      }
      option.appendChild(text);
      kind.textContent = row.label;
      option.appendChild(kind);
      list.appendChild(option);
    });
    status.textContent = answer.announcement;
    list.hidden = !answer.suggestions.length;
    field.setAttribute("aria-expanded", list.hidden ? "false" : "true");
    mark(-1);
  }

  function ask() {
    var text = field.value.trim();
    if (pending) {
      pending.abort();
    }
    if (text.length < 2) {
      close();
      return;
    }
    pending = new AbortController();
    fetch(field.getAttribute("data-suggest") + "?q=" + encodeURIComponent(text), {
      signal: pending.signal,
    })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (answer) {
        if (document.activeElement === field) {
          show(answer);
        }
      })
      .catch(function () {
        /* No network, or already another question: the field goes on without suggestions. */
      });
  }

  function move(step) {
    var count = list.children.length;
    if (!list.hidden && count) {
      mark((active + step + count + (active < 0 && step < 0 ? 1 : 0)) % count);
    }
  }

  function onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    }
  }

  function start() {
    field = document.querySelector("[data-suggest]");
    if (!field || field.getAttribute("role")) {
      return;
    }
    list = part("ul", "suggest");
    list.id = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0].textContent);
    status = part("p", "vh");
    status.setAttribute("role", "status");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.parentNode.appendChild(list);
    field.parentNode.appendChild(status);
    field.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    });
    field.addEventListener("keydown", onKey);
    field.addEventListener("blur", close);
    list.addEventListener("mousedown", function (event) {
      var option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) {
        choose(option);
      }
    });
  }

  document.addEventListener("guide:changed", start);
  start();
})();
