"""The PDF of the shipped guide: complete, accessible, the same at each build."""

import io
from collections import Counter

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from services.printing import typesetting
from tests.services.printing import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def text(shipped):
    return paper.text_of(shipped.standard)


def test_every_published_service_is_in_the_booklet_with_its_title_and_phone(shipped, text):
    assert len(shipped.titles) > 50
    assert [title for title in shipped.titles if title not in text] == []
    assert [phone for phone in shipped.phones if phone not in text] == []


def test_every_published_service_is_in_large_print_with_its_title_and_phone(shipped):
    text = paper.text_of(shipped.large)
    assert [title for title in shipped.titles if title not in text] == []
    assert [phone for phone in shipped.phones if phone not in text] == []


def test_every_page_tells_the_edition_the_date_the_verification_and_whom_to_call(shipped):
    for document in (shipped.standard, shipped.large):
        for page in paper.pages_of(document):
            assert "Édition 1" in page
            assert "24 novembre 2026" in page
            assert "0 organisme sur 37 a confirmé" in page
            assert "0 800 013 140" in page


def test_large_print_has_no_text_under_18_points(shipped):
    sizes = {run.size for page in paper.runs_of(shipped.large) for run in page}
    assert min(sizes) >= 18


def test_the_page_count_is_that_of_the_file(shipped):
    assert shipped.standard.page_count == len(paper.pages_of(shipped.standard))
    assert len(shipped.pictures) == shipped.standard.page_count


# Accessible: what a screen reader needs.


@pytest.fixture(scope="module", params=["standard", "large"])
def pdf(request, shipped):
    with pikepdf.open(io.BytesIO(getattr(shipped, request.param).pdf)) as opened:
        yield opened


def test_it_says_that_it_is_pdf_ua_1_with_its_language_and_title(pdf):
    assert "fr" in str(pdf.Root.Lang)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Guide numérique de Miramas"
        assert metadata["pdfuaid:part"] == "1"


def test_its_tags_name_headings_lists_and_figures(pdf):
    found = Counter(str(element.S) for element in elements(pdf.Root.StructTreeRoot))
    assert found["/Title"] == 1
    assert found["/H1"] >= 6
    assert found["/H2"] > 20
    assert found["/H3"] >= 59
    assert found["/L"] >= 59
    assert found["/TOC"] >= 1


def test_every_figure_has_its_alternative_text(pdf):
    figures = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure"]
    assert len(figures) >= 60
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)
    assert any(str(figure.Alt).startswith("Plan de Miramas") for figure in figures)


def test_headings_never_skip_a_level(pdf):
    levels = [
        int(str(element.S)[2])
        for element in elements(pdf.Root.StructTreeRoot)
        if str(element.S) in ("/H1", "/H2", "/H3")
    ]
    assert levels[0] == 1
    pairs = zip(levels, levels[1:], strict=False)
    assert all(after - before <= 1 for before, after in pairs)


def test_its_bookmarks_lead_to_pillars_needs_and_services(pdf, shipped):
    with pdf.open_outline() as outline:
        parts = {part.title: part for part in outline.root}
    assert {"Faire mes démarches", "Apprendre et progresser", "Découvrir et partager"} <= set(parts)
    assert {"QUI vous aide", "OÙ aller", "Sommaire"} <= set(parts)
    needs = [need for part in parts.values() for need in part.children]
    assert set(shipped.needs) <= {need.title for need in needs}
    services = {paper.plain(service.title) for need in needs for service in need.children}
    assert set(shipped.titles) <= services


def test_every_link_says_where_it_leads(pdf):
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert len(links) > 100
    assert all(str(link.get("/Contents", "")).strip() for link in links)


def test_every_font_is_in_the_file(pdf):
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def elements(node):
    """The structure elements under a node, in reading order."""
    for child in node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else node:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
        if isinstance(child, pikepdf.Dictionary | pikepdf.Array):
            children = child.get("/K") if isinstance(child, pikepdf.Dictionary) else child
            if isinstance(children, pikepdf.Dictionary):
                children = pikepdf.Array([children])
            if isinstance(children, pikepdf.Array):
                yield from elements(children)


# The rest needs a guide of its own.


def test_the_same_guide_at_the_same_instant_gives_the_same_bytes(make_service, make_location):
    make_service(at=make_location())
    assert paper.compose().pdf == paper.compose().pdf


def test_a_camera_reads_the_code_of_a_service_and_finds_its_page(make_service, settings):
    settings.SITE_URL = "https://guide.example"
    service = make_service(title="Remplir un dossier en ligne", needs=["remplir-dossier"])
    pictures = typesetting.to_pictures("guide.typ", paper.guide_values(), ppi=150)
    read = {
        found.text
        for picture in pictures
        for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    }
    assert f"https://guide.example{service.get_absolute_url()}" in read
