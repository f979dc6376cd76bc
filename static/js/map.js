/* The map, fetched only when someone asks for it; the list says the same without it. */
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var SAME_PLACE = 60; // metres
  var AROUND = 1500; // metres: the map opens on the centre, what lies further is found by zooming
  // The three shapes of services/templatetags/guide.py, and a square where several meet.
  var SHAPES = {
    necessite: "M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21z",
    accomplissement: "M12 1.5 23.3 22H.7z",
    loisir: "m12 .8 3.3 7.5 8.1.8-6.1 5.4 1.8 8L12 18.3l-7.1 4.2 1.8-8L.6 9.1l8.1-.8z",
    several: "M1.5 3.5h21v17h-21z"
  };

  function make(tag, className, text) {
    var node = document.createElement(tag);
    if (className) {
      node.className = className;
    }
    if (text) {
      node.textContent = text;
    }
    return node;
  }

  function loaded(node) {
    return new Promise(function (resolve, reject) {
      node.onload = resolve;
      node.onerror = reject;
      document.head.appendChild(node);
    });
  }

  function leaflet(section) {
    if (window.L) {
      return Promise.resolve();
    }
    var style = make("link");
    style.rel = "stylesheet";
    style.href = section.dataset.style;
    var script = make("script");
    script.src = section.dataset.script;
    return Promise.all([loaded(style), loaded(script)]);
  }

  function places(section) {
    return fetch(section.dataset.geojson).then(function (answer) {
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      return answer.json();
    });
  }

  // One stop for all the places of one address: five bodies share one door of the town, and
  // their sources put it up to fifty metres apart.
  function stops(features) {
    var all = [];
    features.forEach(function (feature) {
      var point = window.L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);
      var stop = all.find(function (other) {
        return other.point.distanceTo(point) < SAME_PLACE;
      });
      if (!stop) {
        stop = { point: point, places: [], services: [] };
        all.push(stop);
      }
      stop.places.push(feature.properties);
      stop.services = stop.services.concat(feature.properties.services);
    });
    all.forEach(function (stop) {
      stop.services.sort(byNumber);
    });
    return all.sort(function (a, b) {
      return byNumber(a.services[0], b.services[0]);
    });
  }

  function byNumber(a, b) {
    return a.number - b.number;
  }

  function pillarOf(stop) {
    var first = stop.services[0].pillar;
    var isCommon = stop.services.every(function (service) {
      return service.pillar === first;
    });
    return isCommon ? first : "several";
  }

  function numbersOf(stop) {
    return stop.services.map(function (service) {
      return service.number;
    });
  }

  function nameOf(stop, section) {
    var name = numbersOf(stop).join(", ") + ". " + stop.places[0].name;
    var count = stop.services.length;
    return count > 1 ? name + ", " + count + " " + section.dataset.several : name;
  }

  function iconOf(stop) {
    var pillar = pillarOf(stop);
    var box = make("div");
    var svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("class", "shape");
    var path = document.createElementNS(SVG, "path");
    path.setAttribute("d", SHAPES[pillar]);
    svg.appendChild(path);
    box.appendChild(svg);
    var count = stop.services.length;
    box.appendChild(make("b", "", stop.services[0].number + (count > 1 ? "+" : "")));
    return window.L.divIcon({
      className: "spot spot--" + pillar,
      html: box,
      iconSize: [44, 44],
      popupAnchor: [0, -18]
    });
  }

  function bubbleOf(stop) {
    var bubble = make("div", "bubble");
    stop.places.forEach(function (place) {
      var head = make("p");
      head.appendChild(make("b", "", place.name));
      head.appendChild(make("br"));
      head.appendChild(document.createTextNode(place.address));
      bubble.appendChild(head);
      var list = make("ul");
      place.services.forEach(function (service) {
        var item = make("li");
        var link = make("a", "", service.number + ". " + service.title);
        link.href = service.url;
        item.appendChild(link);
        list.appendChild(item);
      });
      bubble.appendChild(list);
    });
    return bubble;
  }

  // Enter or space opens, focus goes into the popup; Escape closes, focus comes back.
  function mind(marker, name, section) {
    var button = marker.getElement();
    button.setAttribute("aria-label", name);
    button.addEventListener("keydown", function (event) {
      if (event.key === " ") {
        event.preventDefault();
        marker.openPopup();
      }
    });
    marker.on("popupopen", function (event) {
      var popup = event.popup.getElement();
      popup.setAttribute("role", "dialog");
      popup.setAttribute("aria-label", name);
      popup.tabIndex = -1;
      var close = popup.querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", section.dataset.close);
      popup.onkeydown = function (key) {
        if (key.key === "Escape") {
          key.stopPropagation();
          marker.closePopup();
        }
      };
      popup.focus();
    });
    marker.on("popupclose", function () {
      // The popup has just left the page, and took the focus with it if it had it.
      if (document.activeElement === document.body) {
        button.focus();
      }
    });
  }

  function frame(map, all, centre) {
    var near = all.filter(function (stop) {
      return map.distance(stop.point, centre) < AROUND;
    });
    if (near.length) {
      var points = near.map(function (stop) {
        return stop.point;
      });
      map.fitBounds(points, { padding: [40, 40], maxZoom: 17 });
    }
  }

  function draw(section, collection) {
    var L = window.L;
    var config = JSON.parse(section.dataset.config);
    var canvas = section.querySelector("[data-map-canvas]");
    canvas.textContent = "";
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", section.dataset.label);
    var map = L.map(canvas, {
      center: config.DEFAULT_CENTER,
      zoom: config.DEFAULT_ZOOM,
      minZoom: config.MIN_ZOOM,
      maxZoom: config.MAX_ZOOM,
      scrollWheelZoom: false,
      zoomControl: false,
      // No movement on its own for those who asked for none.
      zoomAnimation: false,
      fadeAnimation: false,
      markerZoomAnimation: false
    });
    map.attributionControl.setPrefix(false);
    config.TILES.forEach(function (tiles) {
      L.tileLayer(tiles[1], tiles[2]).addTo(map);
    });
    L.control
      .zoom({ zoomInTitle: section.dataset.zoomIn, zoomOutTitle: section.dataset.zoomOut })
      .addTo(map);
    var all = stops(collection.features);
    all.forEach(function (stop, rank) {
      var marker = L.marker(stop.point, {
        icon: iconOf(stop),
        // The first of the list stands on top.
        zIndexOffset: (all.length - rank) * 100,
        riseOnHover: true,
        riseOffset: all.length * 100
      }).addTo(map);
      marker.bindPopup(bubbleOf(stop), {
        maxWidth: Math.min(270, canvas.clientWidth - 110),
        autoPanPaddingTopLeft: [60, 15],
        autoPanPaddingBottomRight: [15, 30]
      });
      mind(marker, nameOf(stop, section), section);
    });
    frame(map, all, config.DEFAULT_CENTER);
  }

  function open(section) {
    var message = section.querySelector("[data-map-message]");
    if (section.dataset.open) {
      return;
    }
    section.dataset.open = "yes";
    message.textContent = section.dataset.waiting;
    Promise.all([leaflet(section), places(section)])
      .then(function (answers) {
        var collection = answers[1];
        draw(section, collection);
        message.textContent = collection.note || "";
        section.querySelector("[data-map-outside]").textContent = collection.outside || "";
        section.querySelectorAll("[data-map-sketch]").forEach(function (words) {
          words.hidden = true;
        });
        buttons(section, true);
      })
      .catch(function () {
        delete section.dataset.open;
        message.textContent = section.dataset.failed;
      });
  }

  function buttons(section, isHidden) {
    section.querySelectorAll("button[data-map-open]").forEach(function (button) {
      button.hidden = isHidden;
    });
  }

  function start() {
    var section = document.querySelector("[data-map]");
    if (section && section.dataset.geojson) {
      buttons(section, false);
    }
  }

  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-map-open]");
    var section = document.querySelector("[data-map]");
    if (opener && section && section.dataset.geojson) {
      event.preventDefault();
      section.focus();
      section.scrollIntoView();
      open(section);
    }
  });

  document.addEventListener("guide:changed", start);
  start();
})();
