"""The copy of the public pages that nginx serves when nothing else answers."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from services.models import JobRun
from services.upkeep import site_copy
from tests.factories import words

HOURS = {"opening_hours": "Mo-Fr 09:00-12:00; PH off", "hours_verified_on": date(2026, 11, 20)}


@pytest.fixture
def service(make_place, settings, tmp_path, tuesday_morning):
    """One service, open at this moment; two languages are enough."""
    settings.VAR_DIR = tmp_path
    settings.LANGUAGES_READY = {"fr", "tr"}
    place = make_place()
    for name, value in HOURS.items():
        setattr(place.location, name, value)
    place.location.save()
    return place.service


def copied() -> dict[str, str]:
    """Copy the site; return the pages by path."""
    call_command("copy_site")
    return {
        str(file.parent.relative_to(site_copy.folder())): file.read_text(encoding="utf-8")
        .replace("\xa0", " ")
        .replace("\u202f", " ")
        for file in site_copy.folder().rglob("index.html")
    }


def test_every_page_of_the_site_map_is_copied_in_each_language(service):
    pages = copied()
    expected = {".", "acteurs", "accessibilite", "tr", "tr/lieux", f"services/{service.slug}"}
    assert expected <= set(pages) and f"tr/services/{service.slug}" in pages
    assert JobRun.objects.get(name="copy_site").message == f"{len(pages)} pages copiées."


def test_no_opening_state_is_kept_and_the_copy_is_dated(service, client):
    page = f"services/{service.slug}"
    assert "Ouvert, ferme à 12 h" in words(client.get(f"/{page}/"))
    pages = copied()
    french = {path: said for path, said in pages.items() if not path.startswith("tr")}
    for path, said in french.items():
        assert "copie du mardi 24 novembre 2026, 10:00" in said, path
        assert not re.search(r"Ouvert, |Fermé, |\(aujourd’hui\)", said), path
    assert "Horaires sur la fiche, appelez avant" in pages[page]
    assert "9 h à 12 h" in pages[page]


def test_visitors_never_read_the_words_of_a_copy(service, client):
    copied()
    for path in ("/", "/services/"):
        assert "copie du" not in words(client.get(path))


def test_a_page_that_fails_leaves_the_former_copy(service, monkeypatch):
    copied()
    before = sorted(site_copy.folder().rglob("*"))
    monkeypatch.setattr(site_copy, "public_paths", lambda: ["/", "/nulle-part/"])
    with pytest.raises(CommandError, match="/nulle-part/ répond 404"):
        call_command("copy_site")
    assert sorted(site_copy.folder().rglob("*")) == before
    assert [path.name for path in site_copy.folder().parent.glob("copie*")] == ["copie"]


def test_another_account_may_read_the_copy(service):
    copied()
    for path in site_copy.folder().rglob("*"):
        assert path.stat().st_mode & 0o044 == 0o044
