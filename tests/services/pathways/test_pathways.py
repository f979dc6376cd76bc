"""Pathways: public when every step leads to somebody, never stale, never overwritten."""

import pytest
from html5lib import parse

from services.models import Pathway, PathwayStep, Revision, Service
from services.models.pathway import validate_query_string
from services.pathways import steps
from services.standards.pathways import load_pathways, read_pathways

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split())


def page(client, url: str):
    answer = client.get(url)
    assert answer.status_code == 200
    return parse(answer.content.decode(), namespaceHTMLElements=False)


def public_titles() -> list[str]:
    return [str(whole.pathway) for whole in steps.public(Revision.current())]


@pytest.fixture
def make_pathway(db):
    def make(title: str = "Imprimer, puis créer", *queries: str, **fields) -> Pathway:
        Pathway.objects.all().delete()
        fields.setdefault("state", "published")
        pathway = Pathway.objects.create(title=title, **fields)
        for number, query in enumerate(queries, 1):
            PathwayStep.objects.create(
                pathway=pathway,
                position=number,
                title=f"Étape {number}",
                pillar="necessite",
                query=query,
            )
        return pathway

    return make


@pytest.fixture
def make_reachable(make_service, make_actor):
    def make(title: str, need: str, **fields) -> Service:
        actor = make_actor(phone="+33490500000")
        return make_service(title=title, actor=actor, needs=[need], **fields)

    return make


def test_a_pathway_is_public_when_each_step_leads_to_somebody(make_pathway, make_reachable):
    make_pathway("Deux étapes", "besoin=imprimer", "besoin=jouer-creer")
    make_reachable("Imprimer", "imprimer")
    assert public_titles() == []
    make_reachable("Jouer", "jouer-creer")
    assert public_titles() == ["Deux étapes"]


@pytest.mark.parametrize(
    "fields",
    [{"inferred": True}, {"state": "draft"}, {"actor_phone": ""}],
    ids=["only deduced", "draft", "without a contact"],
)
def test_a_service_that_is_not_sure_carries_no_step(make_pathway, make_service, make_actor, fields):
    fields = dict(fields)
    actor = make_actor(phone=fields.pop("actor_phone", "+33490500000"))
    make_pathway("Une étape", "besoin=imprimer")
    make_service(actor=actor, needs=["imprimer"], **fields)
    assert public_titles() == []


@pytest.mark.parametrize(
    "contact",
    [
        {"phone": "+33490500000"},
        {"email": "accueil@asso.example"},
        {"mobilisation_url": "https://asso.example/"},
    ],
)
def test_a_phone_an_email_or_a_form_is_a_contact(make_service, contact):
    make_service()
    service = make_service(**contact)
    assert list(Service.objects.published().reachable()) == [service]


def test_the_contact_of_a_published_place_counts(make_service, make_location):
    make_service(at=make_location(phone="+33490500000", state="draft"))
    service = make_service(at=make_location(phone="+33490500000"))
    assert list(Service.objects.published().reachable()) == [service]


def test_a_pathway_that_is_not_whole_is_not_found_and_staff_learn_why(
    client, make_pathway, make_reachable
):
    pathway = make_pathway("Deux étapes", "besoin=imprimer", "besoin=jouer-creer")
    make_reachable("Imprimer", "imprimer")
    assert client.get(pathway.get_absolute_url()).status_code == 404
    trusted = [each.is_trusted for each in steps.steps_of(pathway, Revision.current())]
    assert trusted == [True, False]


def test_a_pathway_without_a_step_or_in_draft_is_not_public(make_pathway, make_reachable):
    make_reachable("Imprimer", "imprimer")
    make_pathway("Vide")
    assert public_titles() == []
    make_pathway("Brouillon", "besoin=imprimer", state="draft")
    assert public_titles() == []


def test_a_step_is_never_stale(client, make_pathway, make_reachable):
    pathway = make_pathway("Imprimer", "besoin=imprimer")
    service = make_reachable("À la médiathèque", "imprimer")
    make_reachable("Au centre social", "imprimer")
    assert "À la médiathèque" in text_of(page(client, pathway.get_absolute_url()))
    service.state = "archived"
    service.save()
    text = text_of(page(client, pathway.get_absolute_url()))
    assert "À la médiathèque" not in text and "Au centre social" in text


def test_a_step_shows_those_one_can_ask_first_and_links_to_all(
    client, make_pathway, make_reachable, make_service
):
    pathway = make_pathway("Imprimer", "besoin=imprimer&ouvert=maintenant")
    make_service(title="A sans contact", needs=["imprimer"])
    for title in ("B", "C", "D"):
        make_reachable(title, "imprimer")
    document = page(client, pathway.get_absolute_url())
    shown = [text_of(title) for title in document.iter("h3")]
    assert shown == ["B", "C", "D"]
    links = {text_of(link): link.get("href") for link in document.iter("a")}
    assert links["Voir les 4 aides de cette étape : Étape 1"] == "/services/?besoin=imprimer"


def test_services_chosen_by_hand_make_a_step(client, make_pathway, make_reachable):
    pathway = make_pathway("Choisis", "")
    chosen = make_reachable("Choisi à la main", "imprimer")
    assert public_titles() == []
    pathway.steps.get().services.add(chosen)
    assert public_titles() == ["Choisis"]
    assert "Choisi à la main" in text_of(page(client, pathway.get_absolute_url()))


@pytest.mark.parametrize("query", ["q=imprimer", "pres=gare", "pilier=necessite&q=imprimer"])
def test_a_step_may_be_words_or_a_place(make_pathway, make_reachable, query):
    make_pathway("Imprimer", query)
    make_reachable("Imprimer un document", "imprimer")
    assert public_titles() == ["Imprimer"]


def test_the_list_tells_the_steps_and_the_service_page_its_pathways(
    client, make_pathway, make_reachable
):
    make_pathway("Imprimer, puis créer", "besoin=imprimer")
    service = make_reachable("Imprimer", "imprimer")
    make_reachable("Jouer", "jouer-creer", pillar="loisir")
    text = text_of(page(client, "/parcours/"))
    assert "Imprimer, puis créer" in text and "Étape 1" in text
    service_page = text_of(page(client, service.get_absolute_url()))
    assert "Ce service est une étape de : Imprimer, puis créer" in service_page


def test_pathways_are_linked_only_while_there_are_some(client, make_pathway, make_reachable):
    make_pathway("Imprimer", "besoin=imprimer")
    assert 'href="/parcours/"' not in client.get("/").content.decode()
    assert client.get("/parcours/").status_code == 200
    make_reachable("Imprimer", "imprimer")
    assert 'href="/parcours/"' in client.get("/").content.decode()


def test_an_archived_pathway_is_gone_and_a_former_address_leads_on(
    client, make_pathway, make_reachable
):
    make_reachable("Imprimer", "imprimer")
    pathway = make_pathway("Imprimer", "besoin=imprimer")
    former = pathway.get_absolute_url()
    pathway.slug = "nouvelle-adresse"
    pathway.save()
    assert client.get(former)["Location"] == "/parcours/nouvelle-adresse/"
    pathway.state = "archived"
    pathway.save()
    assert client.get("/parcours/nouvelle-adresse/").status_code == 410
    assert client.get("/parcours/jamais-vu/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_steps(
    client, make_pathway, make_reachable, django_assert_max_num_queries
):
    for number in range(8):
        make_reachable(f"Imprimer {number}", "imprimer")
    pathway = make_pathway("Long", *["besoin=imprimer"] * 6)
    client.get(pathway.get_absolute_url() + "?une-fois")
    with django_assert_max_num_queries(6):
        client.get(pathway.get_absolute_url())
    with django_assert_max_num_queries(1):
        client.get("/parcours/")


# Those that the guide ships.


def test_shipped_pathways_ask_what_the_results_page_understands():
    from services.models import Need

    needs = set(Need.objects.values_list("code", flat=True))
    for row in read_pathways():
        for step in row["steps"]:
            validate_query_string(step["query"])
            params = steps.params_of(PathwayStep(query=step["query"]))
            assert set(params.getlist("besoin")) <= needs


def test_shipped_pathways_are_carried_by_the_shipped_guide(miramas):
    assert len(public_titles()) == len(read_pathways()) == 6


def test_loading_again_overwrites_nothing():
    assert load_pathways() == 0
    first, second, third, *_rest = Pathway.objects.all()
    first.title = "Un titre de la Ville"
    first.save()
    second.slug = "autre-adresse"
    second.save()
    third.state = "archived"
    third.save()
    third.steps.all().delete()
    before = list(Pathway.objects.values_list("slug", "title", "state"))
    assert load_pathways() == 0
    assert list(Pathway.objects.values_list("slug", "title", "state")) == before
    assert not third.steps.exists()
