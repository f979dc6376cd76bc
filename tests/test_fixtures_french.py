"""The shipped words: short sentences, known words, needs that fit on a button."""

import re
import zipfile
from pathlib import Path

import lucide

from tests.guide_files import (
    ACTORS,
    LOCATIONS,
    NEEDS,
    PILLARS,
    SERVICES,
    THEMES,
    each,
    published,
)

# Capital words that everyone reads without help, and the number in a quarter's name.
KNOWN_ACRONYMS = {"CV", "II"}
BANNED = re.compile(r"\b(usagers?|utilisateurs?|oups|404)\b|cliquez ici", re.IGNORECASE)
MAX_WORDS = 15
MAX_SUMMARY = 280


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…])\s+", text) if part.strip()]


def _words(sentence: str) -> list[str]:
    """Elided words count twice ("l’aide"), so that no other way of counting finds more."""
    return re.findall(r"\w+(?:-\w+)*", sentence)


def _unexplained_acronyms(text: str) -> set[str]:
    """Capital words without their meaning in brackets, on either side, in the same text."""
    return {
        word
        for word in re.findall(r"\b[A-ZÀ-Ü]{2,}\b", text)
        if word not in KNOWN_ACRONYMS
        and not re.search(rf"\({word}\+?\)|\b{word} \([a-zà-ü’A-Z ]{{10,}}\)", text)
    }


@each(SERVICES)
def test_a_summary_is_short_and_plain(row):
    assert 0 < len(row["summary"]) <= MAX_SUMMARY
    for text in (row["summary"], row["description"]):
        longest = max(_sentences(text), key=lambda sentence: len(_words(sentence)))
        assert len(_words(longest)) <= MAX_WORDS, longest
        assert not BANNED.search(text)
        assert not _unexplained_acronyms(text)
    assert not BANNED.search(row["title"])
    # What the title shortens, the summary just below explains.
    assert not _unexplained_acronyms(f"{row['title']}. {row['summary']}")


@each(SERVICES)
def test_a_summary_says_when_it_is_only_what_such_a_body_usually_does(row):
    assert ("d’habitude" in row["summary"]) == row["inferred"]


@each(ACTORS)
def test_a_presentation_is_plain(row):
    for sentence in _sentences(row["description"]):
        assert len(_words(sentence)) <= MAX_WORDS, sentence
    assert not BANNED.search(row["description"])
    assert not _unexplained_acronyms(row["description"])


def test_french_typography_is_kept_in_what_people_read():
    texts = [row[key] for row in SERVICES for key in ("title", "summary", "description")]
    texts += [row[key] for row in ACTORS for key in ("name", "short_name", "description")]
    texts += [row[key] for row in NEEDS for key in ("label", "question")]
    texts += [row[key] for row in LOCATIONS for key in ("name", "address")]
    for text in texts:
        assert "'" not in text, text
        assert not re.search(r" [:;?!»]|« ", text), text
        assert text == text.strip(), text


def test_needs_are_sixteen_to_twenty_four_in_one_order():
    assert 16 <= len(NEEDS) <= 24
    assert len({need["code"] for need in NEEDS}) == len(NEEDS)
    assert [need["order"] for need in NEEDS] == sorted({need["order"] for need in NEEDS})


@each(NEEDS, "code")
def test_a_need_fits_on_a_button_and_has_its_icon(row):
    archive = Path(lucide.__file__).with_name("lucide.zip")
    assert 0 < len(row["label"]) <= 32
    assert len(row["question"]) <= 160
    assert row["pillar"] in PILLARS
    assert set(row["themes"]) <= THEMES
    assert not BANNED.search(row["label"] + row["question"])
    assert not _unexplained_acronyms(row["label"] + row["question"])
    with zipfile.ZipFile(archive) as icons:
        assert any(name.rsplit("/", 1)[-1] == f"{row['icon']}.svg" for name in icons.namelist())


def test_at_least_seven_needs_have_a_stated_published_answer():
    stated = [row for row in published(SERVICES) if not row["inferred"]]
    answered = {code for service in stated for code in service["needs"]}
    assert len(answered) >= 7
