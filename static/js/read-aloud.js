/* Reads the practical block aloud with the voice of the device; without one, no button. */
(function () {
  "use strict";
  var voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;

  function add(parts, lang, text) {
    var last = parts[parts.length - 1];
    text = (text || "").replace(/\s+/g, " ").trim();
    if (!text) return;
    if (last && last.lang === lang) last.text += ". " + text;
    else parts.push({ lang: lang, text: text });
  }

  /* What the town wrote stays French on a foreign page: each language asks for its own voice. */
  function collect(node, lang, parts) {
    if (node.nodeType === 3) return add(parts, lang, node.data);
    if (node.nodeType !== 1) return;
    lang = node.lang || lang;
    if (!node.querySelector("[lang]")) return add(parts, lang, node.innerText);
    Array.prototype.forEach.call(node.childNodes, function (child) {
      collect(child, lang, parts);
    });
  }

  function partsOf(block) {
    var parts = [];
    Array.prototype.forEach.call(block.querySelectorAll("dt, dd"), function (line) {
      collect(line, document.documentElement.lang, parts);
    });
    return parts;
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-read-aloud]"), function (button) {
    var label = button.querySelector("span");
    var start = label.textContent;

    function stop() {
      voice.cancel();
      label.textContent = start;
    }

    button.hidden = false;
    button.addEventListener("click", function () {
      if (voice.speaking) {
        stop();
        return;
      }
      var block = document.querySelector(button.getAttribute("data-read-aloud"));
      label.textContent = button.getAttribute("data-stop");
      partsOf(block).forEach(function (part, place, parts) {
        var said = new SpeechSynthesisUtterance(part.text);
        said.lang = part.lang;
        if (place === parts.length - 1) said.onend = stop;
        voice.speak(said);
      });
    });
    window.addEventListener("pagehide", stop);
  });
})();
