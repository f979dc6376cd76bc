"""The search on the page: what is found, why, what else, and what is never kept."""

import json

import pytest
from django.conf import settings

from actors.models import Term
from services.models import Need
from tests.factories import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Counted searches go to a folder of this test."""
    settings.VAR_DIR = tmp_path
    return tmp_path


def main_part(response) -> str:
    return words(response).split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("query", ["impots", "inpots", "je comprend rien au impots", "vergi"])
def test_taxes_lead_to_france_services_however_they_are_asked(miramas, client, query):
    page = main_part(client.get("/services/", {"q": query}))
    first = page.split('class="card ')[1]
    assert "France services" in first


@pytest.mark.parametrize("query", ["الضرائب", "printer", "imprimente"])
def test_other_languages_and_slips_find_services(miramas, client, query):
    assert 'class="card ' in main_part(client.get("/services/", {"q": query}))


def test_a_result_says_why_it_is_there(miramas, client):
    page = main_part(client.get("/services/?q=imprimante"))
    assert "Répond à «" in page or "Contient «" in page


def test_a_slip_is_corrected_aloud(miramas, client):
    page = main_part(client.get("/services/?q=imprimente"))
    assert "Vouliez-vous dire" in page and "q=imprimante" in page


def test_what_the_guide_does_not_have_is_said_with_the_nearest_needs_and_a_phone(miramas, client):
    page = main_part(client.get("/services/?q=plombier+chauffage"))
    assert "Aucune aide pour" in page
    assert "Est-ce l’un de ces besoins" in page and "besoin=" in page
    assert "0 800 013 140" in page


def test_every_published_service_is_found_by_its_own_title(miramas, client):
    from django.http import QueryDict
    from django.utils import timezone

    from services.models import Revision, Service
    from services.results import Results

    lost = []
    for service in Service.objects.published():
        params = QueryDict(mutable=True)
        params["q"] = service.title
        found = Results.of(params, at=timezone.now(), revision_number=Revision.current()).ids
        if service.pk not in found[:10]:
            lost.append(service.title)
    assert not lost


def test_a_saved_record_is_found_by_word_and_by_meaning_at_the_next_search(client, make_service):
    service = make_service(title="Réparer une trottinette", summary="Atelier de réparation.")
    assert service.title in words(client.get("/services/?q=trottinette"))
    service.title = "Apprivoiser un ordinateur"
    service.summary = "On apprend à se servir d’un ordinateur, pas à pas."
    service.save()
    assert service.title in words(client.get("/services/?q=ordinateur"))
    assert service.title in words(client.get("/services/?q=computer"))


def test_a_page_that_still_stands_is_not_counted_again(miramas, client, own_folder):
    first = client.get("/services/?q=imprimer")
    again = client.get("/services/?q=imprimer", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert len((own_folder / "searches.jsonl").read_text().splitlines()) == 1
    client.get("/services/?q=imprimer")  # kept for all, asked by somebody else
    assert len((own_folder / "searches.jsonl").read_text().splitlines()) == 2


def test_a_search_is_counted_by_its_words_and_nothing_else(miramas, client, own_folder):
    client.get("/services/?q=imprimer un document")
    [line] = (own_folder / "searches.jsonl").read_text().splitlines()
    day, text, language, found = json.loads(line)
    assert text == "imprimer un document" and language == "fr" and found >= 1


@pytest.mark.parametrize(
    "query", ["jean.dupont@example.org", "06 12 34 56 78", "Zxqvw Ktrbn", "4970 1234 5678 9012"]
)
def test_what_may_tell_of_a_person_is_never_written(miramas, client, own_folder, query):
    client.get("/services/", {"q": query})
    assert not (own_folder / "searches.jsonl").exists()


@pytest.mark.parametrize(
    "query",
    [
        "a" * 10_000,
        "mot " * 500,
        "😀" * 100,
        "'; DROP TABLE services_service; --",
        '"imprimer" * NEAR -caf titre:x',
        "\u202eالضرائب\u202c impôts",
        "%_%_%",
    ],
)
def test_any_query_is_answered(miramas, client, query):
    for path in ("/services/", "/services/suggestions"):
        assert client.get(path, {"q": query}).status_code == 200


def test_suggestions_come_from_needs_services_and_actors(miramas, client):
    rows = client.get("/services/suggestions?q=impr").json()["suggestions"]
    assert any("mprimer" in row["text"] for row in rows)
    assert all(row["url"].startswith("/") for row in rows)
    assert settings.VAR_DIR


def test_suggestions_are_in_the_language_of_the_page_or_say_theirs(miramas, client):
    def told(path: str) -> dict[str, dict]:
        rows = client.get(f"{path}/services/suggestions?q=impr").json()["suggestions"]
        return {row["url"].removeprefix(path): row for row in rows}

    need = Need.objects.get(code="imprimer")
    french, english = told(""), told("/en")
    url = "/services/?besoin=imprimer"
    assert french[url]["text"] == need.label
    assert english[url]["text"] == need.translated("label", "en") != need.label
    assert not any("lang" in row for row in [*french.values(), english[url]])
    services = [row for row in english.values() if row["kind"] == "service"]
    assert services and all(row["lang"] == "fr" for row in services)


def test_a_need_is_suggested_by_its_words_in_another_language(miramas, client):
    rows = client.get("/en/services/suggestions?q=print").json()["suggestions"]
    assert "/en/services/?besoin=imprimer" in [row["url"] for row in rows]


def test_a_page_of_known_words_is_kept_and_one_with_a_name_is_not(miramas, client):
    from django.core.cache import caches

    def kept() -> int:
        return len(caches["pages"]._cache)

    client.get("/services/?q=imprimer un document")
    assert kept() == 1
    client.get("/services/?q=imprimer Zxqvw Ktrbn")
    assert kept() == 1


def test_the_words_that_answer_are_marked_in_titles(client, make_service):
    make_service(title="Imprimer et scanner un document")
    page = main_part(client.get("/services/?q=imprimante+scanner"))
    assert "<mark>scanner</mark>" in page


def test_a_marked_title_stays_text(client, make_service):
    make_service(title="Photos <b>& scanner")
    page = main_part(client.get("/services/?q=scanner"))
    assert "Photos &lt;b&gt;&amp; <mark>scanner</mark>" in page


def test_who_asks_in_turkish_reads_where_turkish_is_spoken(client, make_service):
    service = make_service(title="Aide pour les impôts")
    service.terms.add(Term.objects.get(vocabulary="language", code="tr"))
    page = main_part(client.get("/services/?q=vergi"))
    assert "On y parle votre langue : turc" in page
    assert "quelles langues sont parlées" not in page


def test_who_asks_in_turkish_is_told_to_ask_when_no_card_says(client, make_service):
    make_service(title="Aide pour les impôts")
    page = main_part(client.get("/services/?q=vergi"))
    assert "On y parle" not in page
    assert "Demandez au téléphone : turc ?" in page
    assert "Demandez au téléphone" not in main_part(client.get("/services/?q=impots"))


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_printed_code_of_a_service_opens_it(client, make_service, language):
    service = make_service()
    address = language + service.get_absolute_url()
    answer = client.get(f"{language}/services/?q= {service.pk} ")
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("code", ["0", "987654321", "99999999999999999999", "-1", "٣", "²", "1.5"])
def test_an_unknown_code_is_searched_as_words(client, make_service, code):
    make_service()
    for path in ("/services/", "/carte/"):
        answer = client.get(path, {"q": code})
        assert answer.status_code == 200


def test_the_code_of_a_hidden_service_opens_nothing(client, make_service):
    code = make_service(state="draft").pk
    assert client.get("/services/", {"q": str(code)}).status_code == 200
