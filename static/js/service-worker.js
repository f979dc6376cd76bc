/* Keeps one page of the guide for whoever asked, and shows it where there is no network.

   Nothing is kept before a page sends "keep"; nothing else is ever kept than the copy and the files
   that it names. With a network every answer comes from the site. */
"use strict";

var CACHE = "guide-garde";
var DATE = "/hors-ligne/date";
var A_DAY = 24 * 3600 * 1000;
var ALLOWED = /^\/([a-z]{2}\/)?hors-ligne\/guide\/$/;
var LEFT_ALONE = /^\/(gestion|partenaire|api)\//;

/* The address of the copy travels in the address of this script: it is the language's. */
function copyPath() {
  var path = new URL(self.location.href).searchParams.get("copie") || "";
  return ALLOWED.test(path) ? path : "/hors-ligne/guide/";
}

function filesOf(text) {
  var found = text.match(/(?:href|src)="(\/static\/[^"]+)"/g) || [];
  return found.map(function (one) { return one.slice(one.indexOf("/")).replace(/"$/, ""); });
}

/* All or nothing: the copy takes the place of the last one once each of its files is there. */
function keep() {
  return fetch(copyPath(), { cache: "reload", credentials: "omit" }).then(function (answer) {
    if (!answer.ok) {
      throw new Error("not kept: " + answer.status);
    }
    return answer.clone().text().then(function (text) {
      var files = filesOf(text);
      return caches.open(CACHE).then(function (cache) {
        return cache.addAll(files)
          .then(function () { return cache.put(copyPath(), answer); })
          .then(function () { return cache.put(DATE, new Response(String(Date.now()))); })
          .then(function () { return prune(cache, files.concat(copyPath(), DATE)); });
      });
    });
  });
}

function prune(cache, paths) {
  return cache.keys().then(function (requests) {
    return Promise.all(requests.map(function (request) {
      return paths.indexOf(new URL(request.url).pathname) === -1 ? cache.delete(request) : null;
    }));
  });
}

function isHeld(path) {
  return caches.has(CACHE).then(function (has) {
    return has ? caches.open(CACHE).then(function (cache) { return cache.match(path); }) : undefined;
  });
}

/* Once a day at most, and only where something is kept already. */
function refresh() {
  return isHeld(DATE).then(function (date) {
    return date && date.text().then(function (text) {
      return Date.now() - Number(text) > A_DAY ? keep() : null;
    });
  }).catch(function () { /* the last copy stays */ });
}

function orHeld(request, path) {
  return fetch(request).catch(function (failure) {
    return isHeld(path).then(function (held) {
      if (!held) {
        throw failure;
      }
      return held;
    });
  });
}

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("message", function (event) {
  if (event.data === "keep" && event.ports[0]) {
    event.waitUntil(keep().then(
      function () { event.ports[0].postMessage("kept"); },
      function () { event.ports[0].postMessage("failed"); }
    ));
  }
});

self.addEventListener("fetch", function (event) {
  var request = event.request;
  var url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || LEFT_ALONE.test(url.pathname)) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(orHeld(request, copyPath()));
    event.waitUntil(refresh());
  } else if (url.pathname.indexOf("/static/") === 0) {
    event.respondWith(orHeld(request, url.pathname));
  }
});
