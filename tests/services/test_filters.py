"""Filters of the results: what they keep, what they count, what they forgive."""

import random

import pytest
from html5lib import parse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from services import facets
from services.filters import ServiceFilter
from services.models import Service
from services.panel import Panel
from services.results import Results
from tests.factories import words

pytestmark = pytest.mark.django_db


def results(query: str) -> Results:
    from django.http import QueryDict
    from django.utils import timezone

    from services.models import Revision

    return Results.of(QueryDict(query), at=timezone.now(), revision_number=Revision.current())


def titles(query: str) -> set[str]:
    return set(Service.objects.filter(pk__in=results(query).ids).values_list("title", flat=True))


def counts(query: str, name: str) -> dict[str, int]:
    from django.http import QueryDict

    panel = Panel(results(query), QueryDict(query), "/services/")
    return {
        option.value: option.count
        for group in panel.groups()
        for field in group.fields
        if field.name == name
        for option in field.options
    }


def test_values_of_one_parameter_add_up_and_parameters_narrow(make_service):
    make_service(title="A", terms={"audience": ["seniors"], "fee": ["gratuit"]})
    make_service(title="B", terms={"audience": ["jeunes"], "fee": ["gratuit"]})
    make_service(title="C", terms={"audience": ["femmes"], "fee": ["payant"]})
    assert titles("public=seniors&public=jeunes") == {"A", "B"}
    assert titles("public=seniors&public=femmes&frais=gratuit") == {"A"}


def test_pillars_are_disjoint_and_add_up(make_service):
    for pillar in ("necessite", "accomplissement", "loisir", "loisir"):
        make_service(pillar=pillar)
    found = [results(f"pilier={code}").ids for code in ("necessite", "accomplissement", "loisir")]
    assert sorted(sum(found, [])) == sorted(results("").ids)
    assert [len(ids) for ids in found] == [1, 1, 2]


def test_need_quarter_and_actor_filter(make_service, make_location):
    place = make_location()
    make_service(title="Ici", at=place, needs=["imprimer"])
    make_service(title="Ailleurs")
    assert titles("besoin=imprimer") == {"Ici"}
    assert titles(f"quartier={place.quarter}") == {"Ici"}
    assert titles(f"acteur={place.actor.slug}") == {"Ici"}


def test_radius_and_box_keep_what_is_inside(make_service, make_location):
    make_service(title="Centre", at=make_location())
    make_service(title="Loin", at=make_location(latitude="43.65", longitude="5.09"))
    make_service(title="Sans lieu")
    assert titles("lat=43.5822&lon=5.0019&rayon=1000") == {"Centre"}
    assert titles("pres=mairie&rayon=1000") == {"Centre"}
    assert titles("bbox=4.9,43.5,5.05,43.6") == {"Centre"}


def test_nearest_first_and_those_without_a_place_last(make_service, make_location):
    far = make_service(at=make_location(latitude="43.60", longitude="5.01"))
    near = make_service(at=make_location())
    nowhere = make_service()
    assert results("pres=mairie&tri=proximite").ids == [near.pk, far.pk, nowhere.pk]


def test_stated_services_come_before_inferred_ones(make_service):
    guessed = make_service(title="Aaa", inferred=True)
    stated = make_service(title="Zzz")
    assert results("").ids == [stated.pk, guessed.pk]


def test_drafts_archives_and_services_of_unpublished_actors_never_show(make_service, make_actor):
    make_service(state="draft")
    make_service(state="archived")
    make_service(actor=make_actor(state="draft"))
    assert results("").ids == []


def test_counts_ignore_the_parameters_own_values(make_service):
    for audience in ("seniors", "seniors", "seniors", "jeunes", "jeunes", "jeunes"):
        make_service(terms={"audience": [audience]})
    assert counts("public=seniors", "public") == {"seniors": 3, "jeunes": 3}


def test_an_option_under_three_services_is_hidden_unless_chosen(make_service):
    for audience in ("seniors", "seniors", "seniors", "jeunes"):
        make_service(terms={"audience": [audience]})
    assert counts("", "public") == {"seniors": 3}
    assert counts("public=jeunes", "public") == {"seniors": 3, "jeunes": 1}


def test_unknown_values_are_ignored_with_a_word(client, make_service):
    make_service(title="Remplir un dossier")
    page = words(client.get("/services/?pilier=nimporte&public=xyz&quartier=lune"))
    assert "Remplir un dossier" in page
    assert "n’a pas été comprise" in page


def test_bitmaps_count_what_sql_finds(make_service, make_location, make_actor):
    chance = random.Random(7)  # noqa: S311  the same guide at every run
    actors = [make_actor() for _each in range(3)]
    places = [make_location(actor=actor) for actor in actors]
    for _each in range(30):
        make_service(
            at=chance.choice([None, *places]),
            pillar=chance.choice(["necessite", "accomplissement", "loisir"]),
            needs=chance.sample(["imprimer", "internet", "emploi"], chance.randint(0, 2)),
            terms={
                "audience": chance.sample(["seniors", "jeunes", "femmes"], chance.randint(0, 2)),
                "fee": chance.sample(["gratuit", "payant"], chance.randint(0, 1)),
            },
        )
    queries = [
        "public=seniors&public=jeunes&frais=gratuit",
        f"acteur={actors[0].slug}&pilier=loisir",
        f"quartier={places[0].quarter}&besoin=imprimer&besoin=emploi",
        "pres=mairie&rayon=2000&public=femmes",
    ]
    for query in queries:
        asked = results(query)
        total = asked.facets().total(asked.base_bitmap(), asked.chosen_codes())
        assert total == len(asked.ids), query
        for name in facets.PARAMETERS:
            for code, count in counts(query, name).items():
                alone = "&".join(p for p in query.split("&") if not p.startswith(f"{name}="))
                assert count == len(results(f"{alone}&{name}={code}").ids), (query, name, code)


def test_every_parameter_of_the_interface_is_read():
    fixed = "q pilier besoin theme public acteur quartier acces frais niveau ouvert pres"
    assert set(ServiceFilter.base_filters) == {*fixed.split(), "lat", "lon", "rayon", "bbox", "tri"}


PARAMETERS = [*ServiceFilter.base_filters, "page", "inconnu"]
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["-1", "999999", "nan", "inf", "1e400", "'; DROP", "<script>", "\x00", "0"]),
    st.integers().map(str),
    st.just("a" * 10_000),
)


class HostileQueries(TestCase):
    """Any query string gets a page, never an error."""

    @hypothesis_settings(max_examples=60)
    @given(pairs=st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=6))
    def test_any_query_string_is_answered(self, pairs):
        data: dict[str, list[str]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        for path in ("/services/", "/carte/", "/services.geojson"):
            assert self.client.get(path, data).status_code in (200, 302, 400, 404)


@pytest.mark.parametrize("page", ["-1", "0", "999999", "deux", ""])
def test_a_page_that_does_not_exist_gives_one_that_does(client, make_service, page):
    for _each in range(3):
        make_service()
    assert client.get("/services/", {"page": page}).status_code == 200


def test_pages_keep_every_filter(client, make_service):
    for _each in range(45):
        make_service(terms={"audience": ["seniors", "jeunes"]})
    page = parse(
        words(client.get("/services/?public=seniors&public=jeunes&tri=nom&page=2")),
        namespaceHTMLElements=False,
    )
    links = [a.get("href") for a in page.iter("a") if "&page=" in (a.get("href") or "")]
    assert links
    for link in links:
        assert "public=seniors&public=jeunes" in link and "tri=nom" in link


def test_an_empty_page_offers_the_filters_to_drop_with_counts_and_a_phone(client, make_service):
    make_service(terms={"audience": ["seniors"]})
    make_service(terms={"audience": ["seniors"]})
    page = words(client.get("/services/?public=seniors&frais=payant"))
    assert "Sans « Payant »" in page
    assert "0 800 013 140" in page


@pytest.mark.parametrize(
    ("path", "between"), [("", "Étudiants ou Femmes"), ("/en", "Students or Women")]
)
def test_choices_to_drop_together_are_joined_in_the_language_of_the_page(
    client, make_service, path, between
):
    make_service()
    assert between in words(client.get(f"{path}/services/?public=etudiants&public=femmes"))


def test_queries_are_constant_whatever_the_number_of_results(
    client, make_service, make_location, django_assert_max_num_queries
):
    def fill(number):
        for _each in range(number):
            make_service(at=make_location(), terms={"audience": ["seniors"]}, needs=["imprimer"])

    counts = []
    for number in (2, 30):
        fill(number)
        # The first page after a change also reads what the process then remembers.
        client.get("/services/?q=autre")
        with django_assert_max_num_queries(12) as queries:
            client.get("/services/?public=seniors&q=aide")
        counts.append(len(queries))
    assert counts[0] == counts[1]
