"""Pages of one record: published, moved, gone."""

import pytest

from services.models import Service
from tests.factories import words

pytestmark = pytest.mark.django_db


def test_a_draft_is_not_found(client, make_service, make_actor, make_location):
    hidden = make_actor(state="draft")
    for record in (
        make_service(state="draft"),
        make_service(actor=hidden),
        hidden,
        make_location(actor=hidden),
        make_location(state="draft"),
    ):
        assert client.get(record.get_absolute_url()).status_code == 404


def test_an_archived_service_is_gone_and_names_its_nearest_equivalent(client, make_service):
    make_service(title="Imprimer à la médiathèque", needs=["imprimer"])
    gone = make_service(title="Imprimer au club", needs=["imprimer"], state="archived")
    answer = client.get(gone.get_absolute_url())
    assert answer.status_code == 410
    page = words(answer)
    assert "Imprimer au club" in page and "Imprimer à la médiathèque" in page


def test_a_former_address_leads_to_the_present_one_and_keeps_the_query(client, make_service):
    service = make_service(title="Premier titre")
    former = service.get_absolute_url()
    service.slug = "nouvelle-adresse"
    service.save()
    answer = client.get(former + "?s=1")
    assert answer.status_code == 301
    assert answer["Location"] == "/services/nouvelle-adresse/?s=1"
    english = client.get("/en" + former)
    assert english["Location"] == "/en/services/nouvelle-adresse/"


def test_the_printed_code_typed_in_the_search_opens_the_service(client, make_service):
    service = make_service()
    assert (
        client.get("/services/", {"q": str(service.pk)})["Location"] == service.get_absolute_url()
    )


def test_a_service_page_names_who_what_where_when(client, make_service, make_location):
    place = make_location(
        name="Maison des services", address="4 boulevard Jacques-Minet", phone="+33490504574"
    )
    service = make_service(
        at=place, title="Remplir un dossier", terms={"fee": ["gratuit"], "audience": ["seniors"]}
    )
    page = words(client.get(service.get_absolute_url()))
    for wording in (
        "Remplir un dossier",
        "4 boulevard Jacques-Minet",
        "04 90 50 45 74",
        "Horaires à demander",
        "Gratuit",
        "Personnes âgées",
        place.actor.name,
        f"<b>{service.pk}</b>",
    ):
        assert wording in page, wording


def test_nothing_is_promised_without_its_field(client, make_service, make_location):
    service = make_service(at=make_location())
    page = words(client.get(service.get_absolute_url())).split("<main")[1]
    for promise in ("Gratuit", "Sans rendez-vous", "sans rendez-vous", "Ouvert,", "m à vol"):
        assert promise not in page.split("</main>")[0], promise


def test_without_a_number_of_its_own_the_help_line_is_offered(client, make_service):
    page = words(client.get(make_service().get_absolute_url()))
    assert "tel:+33800013140" in page


def test_what_comes_next_is_of_the_following_pillars_same_actor_first(
    client, make_service, make_actor
):
    actor = make_actor()
    here = make_service(actor=actor, pillar="necessite")
    make_service(title="Ailleurs", pillar="accomplissement")
    make_service(title="Chez le même", pillar="accomplissement", actor=actor)
    page = words(client.get(here.get_absolute_url()))
    assert "Chez le même" in page and "Ailleurs" not in page


def test_query_counts_of_detail_pages(
    client, make_service, make_location, django_assert_max_num_queries
):
    place = make_location()
    for pillar in ("necessite", "accomplissement", "loisir") * 3:
        make_service(at=place, pillar=pillar)
    service = Service.objects.first()
    for url in (
        service.get_absolute_url(),
        place.get_absolute_url(),
        place.actor.get_absolute_url(),
    ):
        client.get("/")  # a process that has served a page since the last change
        with django_assert_max_num_queries(12):
            client.get(url)


def test_the_home_page_makes_eight_queries_at_most(
    client, make_service, django_assert_max_num_queries
):
    make_service(needs=["imprimer"])
    client.get("/?encore")  # reads what the process then remembers until the next change
    with django_assert_max_num_queries(8):
        client.get("/")


def test_hard_words_of_a_service_are_explained_on_its_page(client, make_service):
    service = make_service(summary="Refaire sa carte à l’ANTS.", description="")
    page = words(client.get(service.get_absolute_url()))
    assert "Des mots difficiles ?" in page
    assert "carte d’identité, le passeport et le permis" in page
    plain = make_service(title="Aide", summary="On vous aide.", description="")
    assert "Des mots difficiles ?" not in words(client.get(plain.get_absolute_url()))


def test_every_hard_word_has_its_page(client, db):
    page = words(client.get("/mots/"))
    assert "QR code" in page and "Un carré de points à photographier" in page
