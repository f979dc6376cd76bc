/* Results without a full reload. Without this file the same forms and links load whole pages. */
(function () {
  "use strict";
  var LINKS = ".chip, .pages a, .drops a";
  var shown = location.pathname + location.search;
  var pending = null;

  function region(root) {
    return root.querySelector("[data-live]");
  }

  function replace(html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var fresh = region(page);
    if (!fresh) {
      throw new Error("no results in the answer");
    }
    var old = region(document);
    old.parentNode.replaceChild(document.importNode(fresh, true), old);
    document.title = page.title;
    document.dispatchEvent(new CustomEvent("guide:changed"));
    // Focus on the title: screen readers read the count, once.
    document.querySelector("[data-live-title]").focus();
  }

  function load(url, isNew) {
    if (pending) {
      pending.abort();
    }
    pending = new AbortController();
    region(document).setAttribute("aria-busy", "true");
    fetch(url, { signal: pending.signal })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) {
          throw new Error("not a page of results");
        }
        return answer.text();
      })
      .then(function (html) {
        replace(html);
        if (isNew) {
          history.pushState(null, "", url);
        }
        shown = location.pathname + location.search;
      })
      .catch(function (error) {
        if (error.name !== "AbortError") {
          location.assign(url);
        }
      });
  }

  function addressOf(form) {
    var params = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (value) {
        params.append(name, value);
      }
    });
    var query = params.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  }

  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-live-form]")) {
      event.preventDefault();
      load(addressOf(event.target), true);
    }
  });

  document.addEventListener("click", function (event) {
    var link = event.target.closest(LINKS);
    var isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain && region(document).contains(link)) {
      event.preventDefault();
      load(link.href, true);
    }
  });

  window.addEventListener("popstate", function () {
    // A jump to an anchor of this page also comes here, and changes nothing.
    if (shown !== location.pathname + location.search) {
      load(location.href, false);
    }
  });
})();
