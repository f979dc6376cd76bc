"""How loosely a sheet is set: as much as its services leave room for, never onto a second page."""

import pytest

from services.desk import room
from services.desk.sheet import Item, Piece, Row, Title


def item(lines: int, *, text: str = "Mardi 24 novembre, 9 h à 12 h", beside: bool = False) -> Item:
    pieces = [Piece("when", "Quand", (text,)) for _line in range(lines)]
    rows = [
        Row(piece, Piece("when", "Ne zaman", (text + "!",)) if beside else None) for piece in pieces
    ]
    title = Title("Remplir un dossier", "Faire mes démarches", "")
    return Item(1, 1, "necessite", "/", title, None, tuple(rows))


@pytest.mark.parametrize(
    ("items", "name"),
    [
        ([item(6)], "roomy"),
        ([item(6)] * 2, "roomy"),
        ([item(4)] * 3, "roomy"),
        ([item(7)] * 3, "plain"),
        ([item(9)] * 3, "tight"),
        ([item(9)] * 6, "plain"),
        ([item(3, text="a" * 400)] * 3, "tight"),
    ],
)
def test_more_to_say_is_set_tighter(items, name):
    assert room.layout_of(items, has_language=False).name == name


def test_a_second_language_takes_room():
    items = [item(6, beside=True)] * 3
    assert room.layout_of(items, has_language=True).name == "tight"
    assert room.layout_of(items[:1], has_language=True).name == "roomy"


def test_what_both_languages_say_alike_is_counted_once():
    alone = [item(7)] * 2
    beside = [item(7, beside=True)] * 2
    assert (
        room.layout_of(alone, has_language=True).line
        > room.layout_of(beside, has_language=True).line
    )
