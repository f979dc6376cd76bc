"""First guesses on imported services: the pillar, the needs, the kind of actor."""

import pytest

from services.standards.need_guess import needs_of
from services.standards.pillars import guess_pillar
from services.standards.texts import kind_of_name, read_date, read_phone, summary_of

PROCEDURES = "aide-aux-demarches-administratives"
LEARNING = "maitrise-des-outils-numeriques-du-quotidien"
PLAY = "loisirs-et-creations-numeriques"


@pytest.mark.parametrize(
    ("themes", "kind", "pillar"),
    [
        ([PROCEDURES], "accompagnement", "necessite"),
        ([PROCEDURES], "atelier", "accomplissement"),
        ([LEARNING], "", "accomplissement"),
        ([LEARNING], "aide-materielle", "necessite"),
        ([PLAY], "atelier", "loisir"),
        ([PLAY, LEARNING], "formation", "loisir"),
        ([], "", "necessite"),
    ],
)
def test_the_pillar_follows_the_themes_and_the_kind(themes, kind, pillar):
    assert guess_pillar(themes, kind) == pillar


@pytest.mark.parametrize(
    ("title", "themes", "kind", "need"),
    [
        ("Déclarer ses impôts en ligne", [PROCEDURES], "", "impots"),
        ("Imprimer et photocopier", [], "", "imprimer"),
        ("Tablette : les premiers gestes", [LEARNING], "atelier", "telephone-tablette"),
        ("Tablette : les premiers gestes", [LEARNING], "atelier", "ateliers"),
        ("Création sur tablette graphique", [PLAY], "", "jouer-creer"),
    ],
)
def test_the_needs_are_read_in_the_themes_and_the_words(title, themes, kind, need):
    assert need in needs_of(title, "", themes, kind)


def test_a_word_that_speaks_against_a_need_is_heard():
    assert "telephone-tablette" not in needs_of("Tablette graphique", "", [PLAY])


def test_a_service_without_a_theme_nor_a_known_word_has_no_need():
    assert needs_of("Zzz", "", []) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Médiathèque intercommunale", "mediatheque"),
        ("C.C.A.S.", "autre"),
        ("CCAS de Miramas", "ccas"),
        ("Centre social Jean Giono", "centre-social"),
        ("Les Amis du clavier", "autre"),
    ],
)
def test_the_kind_of_an_actor_is_read_in_its_name(name, kind):
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-12-31", "2025-12-31"),
        ("2025-12-31T10:00:00Z", "2025-12-31"),
        ("2025/12/31", "2025-12-31"),
        ("31/12/2025", "2025-12-31"),
        ("1.2.2025 08:30", "2025-02-01"),
        ("31/02/2025", None),
        ("hier", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_type_them(text, day):
    found = read_date(text)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("04 90 50 45 74", "+33490504574"), ("3949", "3949"), ("zéro", None), ("", "")],
)
def test_phones_are_read_as_people_type_them(text, number):
    assert read_phone(text) == number


def test_a_summary_without_a_sentence_is_cut_between_words():
    summary = summary_of("mot " * 100)
    assert summary.endswith("mot…")
    assert len(summary) <= 280
