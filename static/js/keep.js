/* « Garder le guide sur cet appareil »: asks the browser to keep the copy, or to forget it. */
(function () {
  "use strict";

  var CACHE = "guide-garde";
  var DATE = "/hors-ligne/date";
  var root = document.querySelector("[data-keep]");
  if (!root || !("serviceWorker" in navigator) || !window.caches) {
    return;
  }
  var status = root.querySelector("[data-keep-status]");
  var held = root.querySelector("[data-keep-held]");
  root.hidden = false;
  document.querySelector("[data-keep-unable]").hidden = true;

  function say(name) {
    status.textContent = root.getAttribute("data-" + name);
  }

  function dateOfCopy() {
    return caches.has(CACHE).then(function (has) {
      return has ? caches.open(CACHE).then(function (cache) { return cache.match(DATE); }) : null;
    }).then(function (found) { return found ? found.text() : ""; });
  }

  function show(otherwise) {
    return dateOfCopy().then(function (text) {
      held.hidden = !text;
      if (!text) {
        say(otherwise);
        return;
      }
      var day = new Date(Number(text)).toLocaleDateString(document.documentElement.lang, {
        weekday: "long", day: "numeric", month: "long", year: "numeric"
      });
      status.textContent = root.getAttribute("data-kept").replace("%d", day);
    });
  }

  function ask(worker) {
    return new Promise(function (done) {
      var channel = new MessageChannel();
      channel.port1.onmessage = function (event) { done(event.data); };
      worker.postMessage("keep", [channel.port2]);
    });
  }

  root.querySelector("[data-keep-do]").addEventListener("click", function () {
    say("busy");
    var script = root.getAttribute("data-worker");
    var copy = encodeURIComponent(root.getAttribute("data-copy"));
    navigator.serviceWorker.register(script + "?copie=" + copy, { scope: "/" })
      .then(function () { return navigator.serviceWorker.ready; })
      .then(function (registration) { return ask(registration.active); })
      .then(function (answer) { return answer === "kept" ? show("none") : say("failed"); })
      .catch(function () { say("failed"); });
  });

  root.querySelector("[data-keep-remove]").addEventListener("click", function () {
    navigator.serviceWorker.getRegistrations().then(function (all) {
      return Promise.all(all.map(function (one) { return one.unregister(); }));
    }).then(function () { return caches.delete(CACHE); })
      .then(function () { return show("gone"); });
  });

  show("none");
})();
