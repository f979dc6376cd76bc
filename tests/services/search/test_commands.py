"""The commands of the search."""

import json
import random

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, Location
from services.management.synthetic import texts
from services.models import Service
from tests.services.search.collection import DEV

pytestmark = pytest.mark.django_db


def test_search_prints_the_ranked_services(make_service, capsys):
    make_service(title="Imprimer un document")
    call_command("search", "inprimer")
    assert "1. Imprimer un document" in capsys.readouterr().out


def test_search_explains_itself(make_service, capsys):
    make_service(title="Imprimer un document")
    call_command("search", "inprimer", "--explain")
    shown = capsys.readouterr().out
    assert "imprimer" in shown
    assert "lexique" in shown


def test_search_says_when_the_guide_has_nothing(make_service, capsys):
    make_service(title="Imprimer un document")
    call_command("search", "vétérinaire")
    assert "rien sur ce sujet" in capsys.readouterr().out


def test_queries_are_answered_with_the_ids_of_the_source(make_service, capsys, tmp_path):
    make_service(title="Imprimer un document", source="ville", external_id="ville--7")
    own = make_service(title="Imprimer une photo")
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": "a", "query": "imprimer"}\n', encoding="utf-8")
    call_command("search", queries=path)
    answer = json.loads(capsys.readouterr().out)
    assert answer["id"] == "a"
    assert set(answer["results"]) == {"ville--7", str(own.uid)}


@pytest.mark.parametrize("text", ["pas du json\n", '{"id": "a"}\n'])
def test_a_bad_line_is_named(text, tmp_path):
    path = tmp_path / "queries.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="ligne 1"):
        call_command("search", queries=path)


def test_judgments_are_asked_for(tmp_path):
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": "a", "query": "imprimer"}\n', encoding="utf-8")
    with pytest.raises(CommandError, match="relevant"):
        call_command("evaluate_search", path)


@pytest.mark.parametrize("words", [[], ["mot"]])
def test_words_or_a_file_are_asked_for(words):
    with pytest.raises(CommandError, match="queries"):
        call_command("search", *words, queries=DEV if words else None)


def test_an_invented_guide_has_the_size_asked_for():
    call_command("generate_guide", services=48, verbosity=0)
    assert Service.objects.published().count() == 48
    assert (Location.objects.count(), Actor.objects.count()) == (8, 6)


def test_an_invented_guide_never_joins_a_real_one(make_service):
    make_service()
    with pytest.raises(CommandError, match="base vide"):
        call_command("generate_guide", services=8)


def test_the_same_seed_invents_the_same_texts():
    first, second = (texts(random.Random(3), 20) for _ in range(2))  # noqa: S311 - invented texts
    assert first == second
