/* Comforts of the desk, the sheet and Ma liste; without this file every form and link works. */
(function () {
  "use strict";
  var WAIT_MS = 120;
  var form = document.querySelector("[data-desk-form]");

  function ticks() {
    return [].slice.call(document.querySelectorAll("[data-desk-tick]"));
  }

  function count() {
    var place = document.querySelector("[data-desk-count]");
    var number = ticks().filter(function (tick) {
      return tick.checked;
    }).length;
    place.textContent = number ? place.dataset.some + " " + number : place.dataset.none;
  }

  /* Results while typing: the address of the page keeps still until « Chercher ». */
  function searchWhileTyping(field) {
    var timer = null;
    var pending = null;
    field.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(load, WAIT_MS);
    });

    function load() {
      if (pending) {
        pending.abort();
      }
      pending = new AbortController();
      var params = new URLSearchParams(new FormData(form)).toString();
      fetch(form.action + "?" + params, { signal: pending.signal })
        .then(function (answer) {
          return answer.ok ? answer.text() : Promise.reject(new Error("no results"));
        })
        .then(replace)
        .catch(function () {
          // The button « Chercher » still works.
        });
    }
  }

  function replace(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html");
    var old = document.querySelector("[data-desk-live]");
    var results = document.importNode(fresh.querySelector("[data-desk-live]"), true);
    old.parentNode.replaceChild(results, old);
    document.querySelector("[data-desk-found]").textContent =
      results.querySelector("#resultats").textContent;
    readyToCopy(results);
    count();
  }

  /* Arrows go from the field to the rows and from row to row. */
  function moveByArrows(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var stops = ticks();
    var here = stops.indexOf(event.target);
    var isField = event.target.id === "q";
    if (!step || (here < 0 && !(isField && step === 1))) {
      return;
    }
    event.preventDefault();
    (stops[isField ? 0 : here + step] || document.getElementById("q")).focus();
  }

  function readyToCopy(root) {
    root.querySelectorAll("[data-copy]").forEach(function (block) {
      var text = block.querySelector("[data-copy-text]");
      var said = block.querySelector("[data-copy-said]");
      block.querySelector("[data-copy-tool]").hidden = false;
      block.querySelector("[data-copy-button]").addEventListener("click", function () {
        text.select();
        said.textContent = document.execCommand("copy") ? said.dataset.done : said.dataset.failed;
      });
    });
  }

  function readyToShare(block) {
    if (!navigator.share) {
      return;
    }
    block.hidden = false;
    block.querySelector("button").addEventListener("click", function () {
      navigator.share({ title: block.dataset.title, url: block.dataset.url }).catch(function () {
        // Closing the phone's own window is no error.
      });
    });
  }

  if (form) {
    searchWhileTyping(document.getElementById("q"));
    form.addEventListener("keydown", moveByArrows);
    form.addEventListener("change", count);
    count();
  }
  readyToCopy(document);
  document.querySelectorAll("[data-share]").forEach(readyToShare);
  if (location.hash === "#imprimer") {
    history.replaceState(null, "", location.pathname + location.search);
    window.addEventListener("load", function () {
      window.print();
    });
  }
})();
