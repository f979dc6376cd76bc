"""Reasons on the cards: the reader's language, and what is French told to be so."""

import pytest
from django.utils import translation

from services.search import reasons
from services.why import _in_words


def told(language, *values):
    with translation.override(language):
        return _in_words(reasons.Reason(*values))


def test_a_quoted_word_is_marked_on_a_foreign_page_alone():
    assert told("fr", reasons.WORD, "l’<b>", 1.0).html == "Contient «\xa0l’&lt;b&gt;\xa0»"
    html = told("en", reasons.WORD, "l’<b>", 1.0).html
    assert html == 'Contains “<span lang="fr" dir="ltr">l’&lt;b&gt;</span>”'


@pytest.mark.parametrize(
    ("label", "wish", "expected"),
    [
        ("Gratuit", ("frais", ("gratuit",)), "Free"),
        ("Ouvert le week-end", ("jour", ("5", "6")), "Open: Saturday, Sunday"),
        ("Ouvert le soir", ("moment", ("soir",)), "Open in the evening"),
        ("Sans rendez-vous", ("rdv", ("sans",)), "No appointment needed"),
        ("À distance", ("acces", ("distance",)), "Remotely"),
        ("On y parle turc", ("langue", ("tr",)), "Speaks Turkish"),
    ],
)
def test_a_wish_is_told_in_the_words_of_the_page(label, wish, expected):
    why = told("en", reasons.WISH, label, 1.0, (wish,))
    assert (why.html, why.in_french) == (expected, False)
    assert told("fr", reasons.WISH, label, 1.0, (wish,)).html == label


def test_a_wish_without_a_translation_is_told_to_be_french():
    wish = ("acces", ("domicile",))
    why = told("ar", reasons.WISH, "Être aidé chez soi", 1.0, (wish,))
    assert (why.html, why.in_french) == ("Être aidé chez soi", True)
