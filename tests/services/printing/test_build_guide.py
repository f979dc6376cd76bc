"""The command: what it writes, and one clear line when it cannot."""

import io

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from services.models import JobRun, PrintedEdition
from services.printing import typesetting
from tests.services.printing import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SITE_URL = "https://guide.example"


def run(*arguments) -> tuple[str, str]:
    """What the command says, on each of its two channels."""
    out, err = io.StringIO(), io.StringIO()
    call_command("build_guide", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip()


def sizes(path) -> set[tuple[int, int]]:
    """Width and height of the pages, in millimetres."""
    pages = pypdf.PdfReader(path).pages
    return {
        (round(float(p.mediabox.width) * 25.4 / 72), round(float(p.mediabox.height) * 25.4 / 72))
        for p in pages
    }


@pytest.mark.parametrize(
    ("kind", "size"),
    [("standard", (148, 210)), ("gros-caracteres", (210, 297)), ("nouveautes", (148, 210))],
)
def test_each_edition_is_written_on_its_paper(make_service, tmp_path, kind, size):
    make_service()
    said, warned = run("-o", tmp_path / "guide.pdf", "--edition", kind)
    assert said.startswith("Édition 1, ")
    assert "page" in said
    assert warned == ""
    assert sizes(tmp_path / "guide.pdf") == {size}


def test_without_a_place_to_write_the_site_alone_gets_the_file(make_service):
    make_service()
    run()
    assert PrintedEdition.objects.get().kind == "standard"


def test_an_address_of_this_machine_is_warned_about(make_service, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    make_service()
    _said, warned = run()
    assert "QR codes" in warned


def test_the_printer_gets_folded_sheets(make_service, tmp_path):
    make_service()
    run("-o", tmp_path / "livret.pdf", "--imposed")
    assert sizes(tmp_path / "livret.pdf") == {(297, 210)}
    assert len(pypdf.PdfReader(tmp_path / "livret.pdf").pages) % 2 == 0
    first = pypdf.PdfReader(tmp_path / "livret.pdf").pages[0].extract_text()
    assert "Une question" in first and "QUI" in first


def test_sheets_need_a_place_to_be_written(make_service):
    with pytest.raises(CommandError, match="-o livret.pdf"):
        run("--imposed")


def test_a_folder_that_does_not_exist_is_said_before_any_work(make_service, tmp_path):
    with pytest.raises(CommandError, match="n’existe pas"):
        run("-o", tmp_path / "nulle-part" / "guide.pdf")
    assert not PrintedEdition.objects.exists()


def test_an_unknown_edition_is_refused(make_service):
    with pytest.raises(CommandError, match="edition"):
        run("--edition", "dorée")


def test_a_missing_font_names_the_package_to_install(make_service, monkeypatch, tmp_path):
    monkeypatch.setitem(typesetting.FONTS, "Police Absente", "fonts-absente")
    with pytest.raises(CommandError, match="apt-get install fonts-absente"):
        run("-o", tmp_path / "guide.pdf")
    assert not (tmp_path / "guide.pdf").exists()
    assert not PrintedEdition.objects.exists()


def test_the_file_is_in_french_whatever_the_language_of_the_moment(make_service, tmp_path):
    make_service()
    with translation.override("en"):
        run("-o", tmp_path / "guide.pdf")
    pdf = (tmp_path / "guide.pdf").read_bytes()
    assert "Une personne vous répond" in paper.text_of(paper.Document(pdf, 0))


def test_each_edition_remembers_its_last_run(make_service, tmp_path):
    make_service()
    run("--edition", "standard")
    (tmp_path / "media").rename(tmp_path / "gone")
    (tmp_path / "media").write_text("a file stands in the way")
    with pytest.raises(CommandError):
        run("--edition", "gros-caracteres")
    outcomes = dict(JobRun.objects.values_list("name", "ok"))
    assert outcomes == {"build_guide standard": True, "build_guide gros-caracteres": False}
    assert "page" in JobRun.objects.get(name="build_guide standard").message
