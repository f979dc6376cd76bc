"""/guide-papier/ and /guide.pdf: the same content as the print, and nothing built on the way."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from services.models import PrintedEdition, Service
from services.printing import building
from tests.factories import words
from tests.services.printing import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def visible(page: str) -> str:
    """The words of the page, without its tags."""
    return paper.plain(re.sub(r"<[^>]*>", " ", page)).replace("&#x27;", "'").replace("&amp;", "&")


# The page.


def test_every_published_service_is_on_the_page_with_its_title_and_phone(client, miramas):
    text = visible(words(client.get("/guide-papier/")))
    services = list(Service.objects.published().with_card())
    assert [s.title for s in services if paper.plain(s.title) not in text] == []
    numbers = {
        paper.plain(entry["phone"]["text"])
        for part in paper.guide_values()["pillars"]
        for need in part["needs"]
        for entry in need["entries"]
    }
    assert [number for number in numbers if number not in text] == []


def test_the_page_says_what_the_booklet_says(client, miramas, tuesday_morning):
    text = visible(words(client.get("/guide-papier/")))
    values = paper.guide_values()
    for part in values["pillars"]:
        for need in part["needs"]:
            assert paper.plain(need["label"]) in text
            for entry in need["entries"]:
                told = [entry["summary"], entry["who"], entry["maybe"], str(entry["code"])]
                told += [fact["text"] for fact in entry["facts"]]
                for place in entry["places"]:
                    told += [place["name"], place["address"], place["hours"]["text"]]
                    told += [place["hours"]["note"], *place["closures"]]
                assert [t for t in told if paper.plain(t) not in text] == []
    for actor in values["actors"]:
        assert paper.plain(actor["name"]) in text
    for quarter in values["quarters"]:
        for place in quarter["places"]:
            assert paper.plain(f"{place['name']} {place['address']}") in text
    assert "Édition 1, à jour au 24 novembre 2026." in text
    assert "0 organisme sur 37 a confirmé ses informations." in text


def test_every_address_inside_the_page_exists(client, miramas):
    page = words(client.get("/guide-papier/"))
    asked = set(re.findall(r'href="#([^"]+)"', page))
    assert asked - set(re.findall(r' id="([^"]+)"', page)) == set()


def test_the_page_has_one_title_and_no_skipped_level(client, make_service, make_location):
    make_service(at=make_location(), needs=["imprimer"])
    page = words(client.get("/guide-papier/"))
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_an_empty_guide_has_its_page_too(client, db):
    assert client.get("/guide-papier/").status_code == 200


def test_text_of_a_record_is_escaped(client, make_service):
    make_service(title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in words(client.get("/guide-papier/"))


def test_the_page_is_in_each_language(client, make_service):
    make_service(title="Dossiers")
    answer = client.get("/en/guide-papier/")
    assert answer["Content-Language"] == "en"
    assert "Dossiers" in words(answer)


def test_the_page_is_kept_until_the_guide_changes(client, make_service, tuesday_morning):
    make_service(title="Avant")
    first = client.get("/guide-papier/")
    again = client.get("/guide-papier/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    make_service(title="Après")
    fresh = client.get("/guide-papier/", headers={"If-None-Match": first["ETag"]})
    assert fresh.status_code == 200
    assert "Après" in words(fresh)


def test_a_second_reader_costs_few_queries(client, make_service, django_assert_max_num_queries):
    make_service()
    client.get("/guide-papier/")
    with django_assert_max_num_queries(12):
        client.get("/guide-papier/")


def test_the_page_offers_what_was_built_with_its_pages_and_weight(client, make_service):
    make_service()
    assert "guide.pdf" not in words(client.get("/guide-papier/"))
    building.build(paper.STANDARD, timezone.now())
    building.build(paper.LARGE, timezone.now())
    text = visible(words(client.get("/guide-papier/")))
    assert re.search(r"Le livret \(PDF, \d+ pages, [\d,]+ ko, en français\)", text)
    assert re.search(r"En gros caractères \(PDF, \d+ pages, [\d,]+ ko, en français\)", text)
    assert "Les nouveautés" not in text


# The file.


def test_nothing_built_is_said_kindly_with_the_way_to_the_page(client, make_service):
    make_service()
    answer = client.get("/guide.pdf")
    assert answer.status_code == 404
    page = words(answer)
    assert "Le livret n’est pas encore prêt" in page
    assert 'href="/guide-papier/"' in page


def test_a_request_never_builds(client, make_service):
    make_service()
    client.get("/guide.pdf")
    client.get("/guide-papier/")
    assert not PrintedEdition.objects.exists()


def test_the_file_is_served_as_it_was_built(client, make_service):
    make_service()
    built = building.build(paper.STANDARD, timezone.now())
    answer = client.get("/guide.pdf")
    assert b"".join(answer.streaming_content) == built.document.pdf
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="guide-numerique-miramas.pdf"'
    assert answer["Content-Language"] == "fr"


def test_a_reader_who_has_the_file_does_not_get_it_again(client, make_service):
    make_service()
    building.build(paper.STANDARD, timezone.now())
    first = client.get("/guide.pdf")
    assert b"".join(first.streaming_content)
    by_tag = client.get("/guide.pdf", headers={"If-None-Match": first["ETag"]})
    by_date = client.get("/guide.pdf", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (by_tag.status_code, by_date.status_code) == (304, 304)


@pytest.mark.parametrize("kind", [paper.LARGE, paper.NEWS])
def test_other_editions_have_their_own_address(client, make_service, kind):
    make_service()
    built = building.build(kind, timezone.now())
    answer = client.get(f"/guide.pdf?edition={kind.value}")
    assert b"".join(answer.streaming_content) == built.document.pdf
    assert kind.value in answer["Content-Disposition"]


def test_an_unknown_edition_gives_the_booklet(client, make_service):
    make_service()
    built = building.build(paper.STANDARD, timezone.now())
    answer = client.get("/guide.pdf?edition=dorée")
    assert b"".join(answer.streaming_content) == built.document.pdf


def test_only_reading_is_allowed(client, db):
    assert client.post("/guide.pdf").status_code == 405
    assert client.post("/guide-papier/").status_code == 405


def test_the_command_and_the_file_agree(client, make_service, tmp_path):
    make_service()
    call_command("build_guide", output=tmp_path / "guide.pdf", verbosity=0)
    served = b"".join(client.get("/guide.pdf").streaming_content)
    assert (tmp_path / "guide.pdf").read_bytes() == served
