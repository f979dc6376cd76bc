"""Read aloud: the practical block, said by the device's voice in the language of each part."""

import pytest

from services.models import Service, ServiceAtLocation

DESK = {"width": 1280, "height": 900}
BUTTON = "[data-read-aloud]"
NOTE = "Sonnez à la porte bleue."
# A voice that says nothing and notes all it is asked.
VOICE = """
window.spoken = [];
window.cancelled = 0;
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
    speaking: false,
    speak(said) { this.speaking = true; window.spoken.push(said); },
    cancel() { this.speaking = false; window.cancelled += 1; },
} });
"""
NO_VOICE = """
delete window.speechSynthesis;
delete Window.prototype.speechSynthesis;
"""
SPOKEN = "spoken.map(said => [said.lang, said.text])"
LINES = """[...document.querySelectorAll("#en-pratique dt, #en-pratique dd")]
    .map(line => line.innerText.replace(/\\s+/g, " ").trim())"""


@pytest.fixture
def path(miramas) -> str:
    """The page of a service that has a note of the town at its only place."""
    public = Service.objects.published().values("pk")
    place = ServiceAtLocation.objects.filter(service__in=public).order_by("pk").first()
    ServiceAtLocation.objects.filter(pk=place.pk).update(note=NOTE)
    return place.service.get_absolute_url()


@pytest.fixture
def open_with(path, open_page):
    """Give a function that opens the page of the service after a script of the test."""

    def opened(script: str, language: str = ""):
        page = open_page("/robots.txt", **DESK)
        page.context.add_init_script(script)
        page.goto(language + path)
        return page

    return opened


def test_without_a_voice_there_is_no_button(open_with):
    page = open_with(NO_VOICE)
    assert page.evaluate("'speechSynthesis' in window") is False
    assert page.locator(BUTTON).count() == 1
    assert page.locator(BUTTON).is_hidden()


def test_pressed_it_says_the_practical_block_and_pressed_again_stops(open_with):
    page = open_with(VOICE)
    button = page.locator(BUTTON)
    start = button.inner_text()
    assert page.evaluate(SPOKEN) == []
    button.press("Enter")
    [[language, text]] = page.evaluate(SPOKEN)
    assert language == "fr"
    assert text == ". ".join(page.evaluate(LINES))
    assert NOTE in text
    assert button.inner_text() == "Arrêter la lecture"

    button.press("Enter")
    assert page.evaluate("[spoken.length, cancelled, speechSynthesis.speaking]") == [1, 1, False]
    assert button.inner_text() == start


def test_the_end_of_the_reading_gives_the_button_its_words_back(open_with):
    page = open_with(VOICE)
    button = page.locator(BUTTON)
    start = button.inner_text()
    button.press("Enter")
    page.evaluate("spoken[spoken.length - 1].onend()")
    assert button.inner_text() == start


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_on_a_foreign_page_french_is_said_in_french(open_with, language):
    page = open_with(VOICE, f"/{language}")
    french = [text.strip() for text in page.locator("#en-pratique [lang=fr]").all_inner_texts()]
    assert NOTE in french
    page.locator(BUTTON).press("Enter")
    spoken = page.evaluate(SPOKEN)
    assert {lang for lang, _text in spoken} == {language, "fr"}
    # Two parts in a row never share a language, and the block is said from its start to its end.
    assert all(one[0] != after[0] for one, after in zip(spoken, spoken[1:], strict=False))
    said_in_french = " ".join(text for lang, text in spoken if lang == "fr")
    said_in_theirs = " ".join(text for lang, text in spoken if lang == language)
    assert all(" ".join(text.split()) in said_in_french for text in french)
    assert NOTE not in said_in_theirs
    first, *_others, last = page.evaluate(LINES)
    assert spoken[0][1].startswith(first)
    assert spoken[-1][1].endswith(last)
    # Only the last part ends the reading.
    ends = page.evaluate("spoken.map(said => Boolean(said.onend))")
    assert ends == [*[False] * (len(spoken) - 1), True]
