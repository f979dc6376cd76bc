"""One page of each kind at 320 points, in the other languages and in the themes of the system."""

import pytest

from tests.browser.pages import one_of_each_kind
from tests.browser.zooming import z1_narrow

NARROW = {"width": 320, "height": 640}
THEMES = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "more contrast": {"contrast": "more"},
    "no motion": {"reduced_motion": "reduce"},
}
# A page's colours are the same whatever it lists: axe reads one page of each look.
LOOKS = ("accueil", "résultats", "service", "carte", "ma liste", "signaler", "chiffres")


@pytest.mark.parametrize("language", ["en", "ar", "tr", "es", "pt"])
def test_every_kind_of_page_fits_in_each_language(miramas, open_page, axe_violations, language):
    page = open_page("/robots.txt", **NARROW)
    found = []
    for kind, path in one_of_each_kind().items():
        page.goto(f"/{language}{path}")
        found += [f"{path}: {fault}" for fault in z1_narrow(page, height=640)]
        told = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        if told != [language, "rtl" if language == "ar" else "ltr"]:
            found.append(f"{path}: {told}")
        if language == "ar" and kind in LOOKS:
            found += [f"{path}: {fault}" for fault in axe_violations(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_of_page_fits_in_each_theme(miramas, open_page, axe_violations, theme):
    page = open_page("/robots.txt", **NARROW)
    page.emulate_media(**THEMES[theme])
    found = []
    for kind, path in one_of_each_kind().items():
        page.goto(path)
        found += [f"{path}: {fault}" for fault in z1_narrow(page, height=640)]
        if kind in LOOKS and theme in ("dark", "more contrast"):
            found += [f"{path}: {fault}" for fault in axe_violations(page)]
    assert not found, "\n".join(found)
