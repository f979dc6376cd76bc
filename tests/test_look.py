"""The stylesheet and the scripts: contrast, weight, and what old browsers can read."""

import gzip
import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css" / "site.css"
SCRIPTS = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
BLOCKS = ("necessite", "accomplissement", "loisir")
# (text, behind it): 7 to 1 where the look can hold it, never under 4.5.
TEXTS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("soft", "paper"),
    ("soft", "surface"),
    ("on-bar", "bar"),
    ("on-sun", "sun"),
    ("on-action", "action"),
    ("ask", "surface"),
    ("ask", "ask-wash"),
    ("ink", "ask-wash"),
    ("ok", "surface"),
    ("ok", "ok-wash"),
    ("shut", "surface"),
    ("shut", "shut-wash"),
    *((pillar, "surface") for pillar in BLOCKS),
    *((pillar, f"{pillar}-wash") for pillar in BLOCKS),
    *(("on-pin", pillar) for pillar in BLOCKS),
]
BORDERS = [
    ("edge", "surface"),
    ("edge", "paper"),
    ("ink", "surface"),
    ("focus", "paper"),
    ("ask-edge", "surface"),
]


def tokens(theme: str) -> dict[str, str]:
    """Custom properties of `:root` that are plain colours, in the light or the dark theme."""
    text = CSS.read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", text, re.S)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    if theme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark))
    return found


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "behind"), TEXTS)
def test_text_contrasts_seven_to_one(theme, text, behind):
    colours = tokens(theme)
    assert contrast(colours[text], colours[behind]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pillar", BLOCKS)
def test_white_words_on_a_pillar_contrast_seven_to_one(theme, pillar):
    assert contrast("#fff", tokens(theme)[f"{pillar}-block"]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("border", "behind"), BORDERS)
def test_borders_of_controls_contrast_three_to_one(theme, border, behind):
    colours = tokens(theme)
    assert contrast(colours[border], colours[behind]) >= 3


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "static" / "css").glob("*.css")), ids=str
)
def test_stylesheets_keep_to_what_old_browsers_read(path):
    """Chrome 80, Firefox 78, Safari 13; `gap` is read there in a grid only."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    for feature in (
        *("@layer", "@container", ":has(", ":is(", ":where(", "clamp(", "aspect-ratio"),
        *("inset:", "inset-inline", "margin-inline:", "padding-inline:", "margin-block"),
    ):
        assert feature not in text, feature
    for rule in re.findall(r"\{([^{}]*)\}", text):
        if re.search(r"display: (inline-)?flex", rule):
            assert not re.search(r"(?<!grid-)gap:", rule), rule


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_keep_to_what_old_browsers_read(path):
    code = path.read_text(encoding="utf-8")
    assert "?." not in code
    assert "??" not in code
    assert "innerHTML" not in code


def test_the_stylesheet_and_the_scripts_are_light():
    assert len(gzip.compress(CSS.read_bytes(), 9)) <= 15 * 1024
    scripts = b"".join(path.read_bytes() for path in SCRIPTS)
    assert len(gzip.compress(scripts, 9)) <= 10 * 1024


# Opened from a disk, it has nothing but itself; its own policy names both by their hash.
ALONE = "services/offline/file.html"


def test_no_template_holds_a_style_or_a_script():
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        if path.as_posix().endswith(ALONE):
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text), path
