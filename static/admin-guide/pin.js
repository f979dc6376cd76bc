/* A map under the two number fields of a location. The fields stay the truth: the map only writes
   them, and everything works without it. */
(function () {
  "use strict";

  function setUp(latitude) {
    var settings = JSON.parse(latitude.getAttribute("data-pin"));
    var longitude = document.getElementById(latitude.id.replace(/latitude$/, "longitude"));
    var row = latitude.closest(".form-row");
    if (!longitude || !row) {
      return;
    }
    var words = settings.words;
    var box = add(row, "div", "pin");
    var open = add(box, "button", "");
    open.type = "button";
    open.textContent = words.open;
    var status = add(box, "p", "pin-status");
    status.setAttribute("role", "status");
    open.addEventListener("click", function () {
      open.disabled = true;
      load(settings).then(
        function () {
          open.hidden = true;
          show(box, status, settings, latitude, longitude);
        },
        function () {
          open.disabled = false;
          status.textContent = words.failed;
        }
      );
    });
  }

  /* Leaflet comes from our own server, when it is asked for. */
  function load(settings) {
    return new Promise(function (resolve, reject) {
      if (window.L) {
        resolve();
        return;
      }
      var style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = settings.style;
      document.head.appendChild(style);
      var script = document.createElement("script");
      script.src = settings.script;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  function show(box, status, settings, latitude, longitude) {
    var words = settings.words;
    var help = add(box, "p", "help");
    help.textContent = words.help;
    var stage = add(box, "div", "pin-stage");
    var place = add(stage, "div", "pin-map");
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", words.map);
    stage.appendChild(cross());
    var moves = add(box, "div", "pin-moves");
    box.appendChild(status);

    var map = window.L.map(place, { attributionControl: true, zoomControl: false });
    map.attributionControl.setPrefix(false);
    window.L.tileLayer(settings.tiles, settings.tileOptions).addTo(map);
    var quiet = false;

    function read() {
      var lat = number(latitude.value);
      var lon = number(longitude.value);
      return lat === null || lon === null ? null : [lat, lon];
    }
    function say() {
      var point = read();
      status.textContent = point
        ? words.position.replace("{lat}", comma(point[0])).replace("{lon}", comma(point[1]))
        : words.none;
    }
    function centre() {
      var point = read();
      quiet = true;
      map.setView(point || settings.centre, point ? 18 : 15, { animate: false });
      quiet = false;
      say();
    }
    map.on("moveend", function () {
      if (quiet) {
        return;
      }
      var point = map.getCenter();
      latitude.value = comma(point.lat);
      longitude.value = comma(point.lng);
      say();
    });
    latitude.addEventListener("change", centre);
    longitude.addEventListener("change", centre);

    function button(label, act) {
      var control = add(moves, "button", "");
      control.type = "button";
      control.textContent = label;
      control.addEventListener("click", act);
    }
    function pan(x, y) {
      return function () {
        map.panBy([x, y], { animate: false });
      };
    }
    button(words.north, pan(0, -20));
    button(words.south, pan(0, 20));
    button(words.west, pan(-20, 0));
    button(words.east, pan(20, 0));
    button(words.closer, function () {
      map.setZoom(map.getZoom() + 1, { animate: false });
    });
    button(words.farther, function () {
      map.setZoom(map.getZoom() - 1, { animate: false });
    });
    centre();
    place.focus();
  }

  function cross() {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "pin-cross");
    svg.setAttribute("viewBox", "0 0 40 40");
    svg.setAttribute("aria-hidden", "true");
    for (var count = 0; count < 2; count += 1) {
      var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", "M20 2v14M20 24v14M2 20h14M24 20h14");
      svg.appendChild(path);
    }
    return svg;
  }

  function add(parent, name, className) {
    var element = document.createElement(name);
    if (className) {
      element.className = className;
    }
    parent.appendChild(element);
    return element;
  }

  function number(text) {
    var value = parseFloat(text.trim().replace(",", ".").replace("−", "-"));
    return isNaN(value) ? null : value;
  }

  function comma(value) {
    return value.toFixed(6).replace(".", ",");
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-pin]"), setUp);
})();
