/* Reads the practical block aloud with the voice of the device; without one, no button. */
(function () {
  "use strict";
  var voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;

  function textOf(element) {
    return Array.prototype.map
      .call(element.querySelectorAll("dt, dd"), function (part) {
        return part.innerText.replace(/\s+/g, " ").trim();
      })
      .join(". ");
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
      var said = new SpeechSynthesisUtterance(textOf(block));
      said.lang = document.documentElement.lang;
      said.onend = stop;
      label.textContent = button.getAttribute("data-stop");
      voice.speak(said);
    });
    window.addEventListener("pagehide", stop);
  });
})();
