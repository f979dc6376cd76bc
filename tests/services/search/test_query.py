"""What is understood of a query."""

import pytest

from services.search.query import read_query


@pytest.fixture
def read(town):
    base = town.base

    def read_it(text, **options):
        return read_query(text, base.speller, base.lexicon, together=base.together, **options)

    return read_it


def subjects(query) -> list[str]:
    ordered = sorted(query.matches.values(), key=lambda match: -match.strength)
    return [match.concept for match in ordered]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("j'ai paumé mon mot de passe", "mots-de-passe"),
        ("on m'a hacké mon compte", "compte-pirate"),
        ("mon pc rame", "depannage"),
        ("kiralık ev", "logement-social"),
        ("прописка принтер", "imprimer"),
        ("مفتاح طابعة", "imprimer"),
        ("mo de passe", "mots-de-passe"),
        ("wi fi", "wifi"),
        ("motdepasse", "mots-de-passe"),
    ],
)
def test_everyday_words_lead_to_a_subject(read, text, concept):
    assert subjects(read(text))[0] == concept


def test_who_speaks_for_another_is_understood(read):
    assert read("mamie ne peut plus sortir de chez elle").matches["domicile"].strength > 0.4


def test_words_far_apart_are_not_an_expression(read):
    together = read("j'ai perdu mon mari").matches["deces"].strength
    apart = read("mon mari fait tout sur internet et moi je suis perdue").matches["deces"].strength
    assert apart < 0.5 * together


def test_a_short_word_is_not_another_whose_stem_agrees(read):
    assert "public-seniors" not in read("tous mes papiers").matches


def test_the_longer_expression_silences_the_shorter(read):
    found = read("carte grise").matches
    assert found["carte-grise"].strength > 0.9
    assert all(m.strength < 0.5 for code, m in found.items() if code != "carte-grise")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("imprimer gratuit", "gratuit"),
        ("atelier samedi", "samedi"),
        ("aide caf sans rendez-vous", "sans-rdv"),
        ("tablette seniors", "public-seniors"),
        ("démarches en arabe", "langue-arabe"),
        ("démarches à domicile", "domicile"),
    ],
)
def test_wishes_are_heard(read, text, wish):
    assert read(text).matches[wish].strength > 0.4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("imprimer", "fr"),
        ("social housing application", "en"),
        ("iş arıyorum", "tr"),
        ("الضرائب", "ar"),
        ("ищу работу", "ru"),
        ("szukam pracy", "pl"),
        ("ordenador barato", "es"),
    ],
)
def test_the_language_of_a_query_is_guessed(read, text, language):
    assert read(text).language == language


def test_a_sure_correction_is_told(read):
    assert read("letre de motivasion").correction == "lettre de motivation"
    assert read("lettre de motivation").correction == ""


def test_an_unfinished_last_word_is_completed_unless_a_space_follows(read):
    assert read("recondi").slots[0].completed
    assert not read("recondi ").slots[0].completed
