/* Search by word in the guide kept without network: hides what does not hold every word. */
(function () {
  "use strict";

  var form = document.querySelector("[data-copy-search]");
  var box = form.querySelector("input");
  var said = form.querySelector("[role=status]");
  var small = /^(a|au|aux|avec|ce|comment|d|dans|de|des|du|en|et|il|j|je|l|la|le|les|m|ma|me|mes|mon|ne|on|ou|par|pas|pour|qu|que|qui|s|sa|se|ses|son|sur|un|une|vous|y)$/;

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  function fold(text) {
    var plain = text.toLowerCase();
    if (plain.normalize) {
      plain = plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    }
    return " " + plain.replace(/œ/g, "oe").replace(/[\s.,;:!?()«»"'’\/|–-]+/g, " ");
  }

  function heading(entry) {
    var part = entry.parentNode.getAttribute("data-words");
    return part ? part + " " : "";
  }

  var entries = all("[data-entry]").map(function (entry) {
    return { node: entry, text: fold(heading(entry) + entry.textContent) };
  });

  /* The start of a word is enough, and a plural finds the singular. */
  function stems(text) {
    var words = fold(text).split(" ").filter(function (word) {
      return word && !small.test(word);
    });
    return words.map(function (word) {
      return " " + (word.length > 3 ? word.replace(/(s|x)$/, "") : word);
    });
  }

  function holds(text, words) {
    return words.every(function (word) {
      return text.indexOf(word) !== -1;
    });
  }

  function show() {
    var words = stems(box.value);
    var count = 0;
    entries.forEach(function (entry) {
      var found = holds(entry.text, words);
      entry.node.hidden = !found;
      count += found ? 1 : 0;
    });
    all("[data-part]").forEach(function (part) {
      part.hidden = words.length > 0 && !part.querySelector("[data-entry]:not([hidden])");
    });
    all("[data-aside], nav").forEach(function (part) {
      part.hidden = words.length > 0;
    });
    said.textContent = words.length ? told(count) : "";
  }

  function told(count) {
    if (!count) {
      return form.getAttribute("data-none");
    }
    return count === 1
      ? form.getAttribute("data-one")
      : form.getAttribute("data-many").replace("%n", count);
  }

  form.hidden = false;
  box.addEventListener("input", show);
  form.addEventListener("reset", function () {
    window.setTimeout(show, 0);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
  });
  /* A link to a hidden entry shows everything again. */
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(window.location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      form.reset();
      window.setTimeout(function () { target.scrollIntoView(); }, 10);
    }
  });
})();
