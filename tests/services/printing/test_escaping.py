"""Text is text: nothing that a record holds is ever read as markup, and no sign stops a build."""

import pytest

from services.printing import typesetting
from tests.services.printing import paper

pytestmark = pytest.mark.django_db

HOSTILE = (
    '#import "look.typ": *',
    "#panic(1) #sys.inputs #eval(1)",
    "*gras* _penché_ `code` $x^2$ <etiquette> @renvoi",
    "= Titre - liste + numéro / terme: suite",
    "// commentaire /* reste */ \\ fin",
    "https://exemple.fr ~ -- --- ... #[bloc] #{1 + 1}",
    '{"json": [1, null]} \' " « »',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_record_is_printed_as_it_was_written(
    text, make_actor, make_location, make_service
):
    actor = make_actor(name=f"Qui {text}")
    location = make_location(actor=actor, name=f"Où {text}", address=text, access_note=text)
    make_service(
        at=location,
        title=f"Quoi {text}",
        summary=f"Bref {text}",
        conditions=f"Si {text}",
        needs=["imprimer"],
    )
    printed = paper.text_of(paper.compose())
    for prefix in ("Qui", "Où", "Quoi", "Bref", "Si"):
        assert f"{prefix} {text}" in printed


def test_signs_that_no_font_draws_do_not_stop_the_build(make_service):
    make_service(title="Aide 中文 pour tous", summary="Bienvenue 🧑‍💻 \U000e0041 à tous")
    printed = paper.text_of(paper.compose())
    assert "Aide □□ pour tous" in printed


@pytest.mark.parametrize("sign", ["\x07", "\u202e", "\ufeff", "\u200d", "\ud7ff", "\ue000", "\t"])
def test_invisible_signs_do_not_stop_the_build(sign, make_service):
    make_service(title=f"Avant{sign}Après")
    printed = paper.text_of(paper.compose())
    assert "Avant" in printed and "Après" in printed


def test_other_scripts_are_printed_as_they_are(make_service):
    make_service(title="Türkçe yardım, Українська, Ελληνικά")
    assert "Türkçe yardım, Українська, Ελληνικά" in paper.text_of(paper.compose())


def test_unknown_signs_are_replaced_wherever_they_hide():
    values = {"a": ["x中", {"b": "中中"}], "n": 3}
    assert typesetting.without_signs(values, {"中"}) == {"a": ["x□", {"b": "□□"}], "n": 3}
