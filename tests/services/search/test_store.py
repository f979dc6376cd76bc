"""The search of a process follows the database: at the next search, by word and by meaning."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from actors.vocabularies import vocabulary
from services.models import LexiconEntry, Revision, SearchEntry, Service
from services.search import store
from services.search.intents import LANGUAGES, OTHER
from tests.services.search.collection import DEV, SERVICES, STRANGERS, STRUCTURES, UNSEEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    store.forget()
    yield
    store.forget()


def found(text: str) -> list[str]:
    keys = store.current().search(text).keys
    titles = dict(Service.objects.values_list("pk", "title"))
    return [titles[key] for key in keys]


def test_a_saved_service_is_found_at_the_next_search(make_service):
    make_service(title="Réparer sa trottinette")
    assert found("généalogie") == []
    make_service(title="Généalogie en ligne", description="Chercher ses ancêtres.")
    assert found("généalogie") == ["Généalogie en ligne"]


def test_a_saved_service_is_found_by_meaning(make_service):
    make_service(title="Apprendre à nager dans le numérique", description="Premiers clics.")
    make_service(title="Réserver un terrain de tennis")
    make_service(title="Se protéger des escrocs", description="Faux messages, hameçonnage.")
    assert found("someone stole money from my bank card online")[0] == "Se protéger des escrocs"


def test_a_changed_service_is_found_by_its_new_words(make_service):
    service = make_service(title="Atelier tablette")
    assert found("généalogie") == []
    service.title = "Atelier généalogie"
    service.save()
    assert found("généalogie") == ["Atelier généalogie"]


def test_an_archived_service_is_not_found(make_service):
    service = make_service(title="Généalogie en ligne")
    assert found("généalogie")
    service.state = "archived"
    service.save()
    assert found("généalogie") == []


def test_a_bulk_action_is_seen_too(make_service):
    make_service(title="Généalogie en ligne")
    assert found("généalogie")
    Service.objects.update(state="draft")
    assert found("généalogie") == []


def test_the_actor_and_the_place_are_searched(make_actor, make_location, make_service):
    actor = make_actor(name="Les Visiteurs du Clic", short_name="Visiteurs")
    place = make_location(actor=actor, name="Salle Jean Giono", address="1 rue des Lices")
    make_service(title="Aide au smartphone", actor=actor, at=place)
    assert found("visiteurs du clic") == ["Aide au smartphone"]
    assert found("jean giono") == ["Aide au smartphone"]


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("imprimer en turc", {"language": ["tr"]}),
        ("imprimer en turc", {"special_care": ["langues-etrangeres-autres"]}),
        ("imprimer en anglais", {"special_care": ["langues-etrangeres-anglais"]}),
    ],
)
def test_a_language_that_only_a_field_states_is_searched(make_service, asked, terms):
    make_service(title="Imprimer un document")
    make_service(title="Imprimer un document", terms={"language": ["pt"]})
    spoken = make_service(title="Imprimer un document", terms=terms)
    answer = store.current().search(asked)
    assert answer.keys[0] == spoken.pk
    assert answer.hit(spoken.pk).wishes > 1 > answer.hit(answer.keys[1]).wishes


def test_each_language_of_the_guide_has_its_place_in_the_search():
    assert {"fr", *LANGUAGES} == {*vocabulary("language").codes(), OTHER}


def test_a_lexicon_entry_of_staff_changes_the_next_search(make_service):
    make_service(title="Numériser ses diapositives")
    assert found("zinzolin") == []
    LexiconEntry.objects.create(
        concept="diapos", expressions="zinzolin", terms="diapositives*3", label="Diapositives"
    )
    assert found("zinzolin") == ["Numériser ses diapositives"]


def test_loading_the_lexicon_again_keeps_what_staff_changed():
    entry = LexiconEntry.objects.get(concept="impots", language="fr")
    entry.expressions = "taxes"
    entry.save()
    other = LexiconEntry.objects.get(concept="caf", language="fr")
    LexiconEntry.objects.filter(pk=other.pk).update(shipped="older", label="Avant")
    other.refresh_from_db()
    LexiconEntry.objects.filter(pk=other.pk).update(shipped=other.fingerprint())
    assert store.load_lexicon() == 1
    entry.refresh_from_db()
    other.refresh_from_db()
    assert entry.expressions == "taxes"
    assert other.label != "Avant"


def test_what_is_analysed_is_stored_once(make_service, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        service = make_service(title="Généalogie en ligne")
    entry = SearchEntry.objects.get(service=service)
    assert entry.tokens["title"] == "genealogie en ligne"
    assert len(bytes(entry.vector)) == 512
    assert store.refresh() == 0


def test_a_search_writes_nothing(make_service, django_assert_num_queries):
    make_service(title="Généalogie en ligne")
    store.current()
    assert not SearchEntry.objects.exists()
    revision = Revision.current()
    with django_assert_num_queries(0):
        store.current(revision).search("généalogie")


def test_a_large_guide_keeps_changes_in_a_tail(make_service, monkeypatch):
    monkeypatch.setattr(store, "SMALL", 0)
    for title in ("Atelier tablette", "Atelier smartphone", "Imprimer un document"):
        make_service(title=title)
    assert found("imprimer")[0] == "Imprimer un document"
    base = store.current().base
    Service.objects.get(title="Imprimer un document").delete()
    newer = make_service(title="Cabine de zinzolin", description="Une nouveauté.")
    assert found("zinzolin") == ["Cabine de zinzolin"]
    assert "Imprimer un document" not in found("imprimer")
    newer.title = "Cabine de gravure"
    newer.save()
    assert found("zinzolin") == []
    assert store.current().base is base


def test_without_meaning_the_search_works_by_words(make_service, settings):
    settings.SEARCH_SEMANTICS = False
    make_service(title="Généalogie en ligne")
    assert not store.uses_meaning()
    assert found("genealogi") == ["Généalogie en ligne"]


# What follows is measured on the collection, imported as a town would: 0.857 over all on the
# queries it was tuned on, 0.778 on those of strangers, 0.797 on those that nothing was tuned on,
# of which a change may lose 0.02.

LEAST = {"ensemble": 0.837, "besoin": 0.83, "faute": 0.86, "langue": 0.83}
LEAST_OF_STRANGERS = {"ensemble": 0.758, "besoin": 0.67, "faute": 0.88, "langue": 0.80}


@pytest.fixture
def imported(db):
    call_command("import_data_inclusion", STRUCTURES, SERVICES, "--apply", verbosity=0)


def table(capsys, path) -> dict[str, list[str]]:
    capsys.readouterr()
    call_command("evaluate_search", path)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    return {row[0]: row[1:] for row in rows}


def test_the_figures_of_the_search_do_not_fall(imported, capsys):
    figures = table(capsys, DEV)
    for kind, least in LEAST.items():
        assert float(figures[kind][1]) >= least, kind
    for kind, (_count, _ndcg, success, *_rest) in figures.items():
        assert kind == "sans-reponse" or float(success) >= 0.9, kind
    assert float(figures["sans-reponse"][-1]) >= 0.8


def test_the_words_of_strangers_are_answered_as_well_as_before(imported, capsys):
    figures = table(capsys, STRANGERS)
    for kind, least in LEAST_OF_STRANGERS.items():
        assert float(figures[kind][1]) >= least, kind
    assert float(figures["sans-reponse"][-1]) >= 0.84


def test_what_nothing_was_tuned_on_keeps_what_the_guide_promises(imported, capsys):
    figures = table(capsys, UNSEEN)
    assert float(figures["ensemble"][1]) >= 0.777 and float(figures["ensemble"][2]) >= 0.95
    for kind, least in {"besoin": 0.80, "faute": 0.95, "langue": 0.80}.items():
        assert float(figures[kind][2]) >= least, kind
    assert float(figures["sans-reponse"][-1]) >= 0.8


_ELSEWHERE = """
import django, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("import_data_inclusion", sys.argv[1], sys.argv[2], "--apply", verbosity=0)
call_command("search", queries=__import__("pathlib").Path(sys.argv[3]))
"""


def test_every_database_ranks_alike(imported, capsys, tmp_path):
    capsys.readouterr()
    call_command("search", queries=DEV)
    here = capsys.readouterr().out
    there = subprocess.run(  # noqa: S603 - our own code on a file of this test
        [sys.executable, "-c", _ELSEWHERE, STRUCTURES, SERVICES, DEV],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "miramas_guide.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    mine = [json.loads(line) for line in here.splitlines()]
    theirs = [json.loads(line) for line in there.splitlines() if line.startswith("{")]
    assert len(mine) == len(DEV.read_text(encoding="utf-8").splitlines())
    assert mine == theirs
