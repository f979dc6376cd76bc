"""Tables as spreadsheets write them, and files that are none."""

import json

import pytest

from services.standards.files import FileError, read_table


def cells(data: bytes) -> list[dict]:
    return [line.cells for line in read_table(data)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_encodings_and_line_ends_are_found(separator, encoding, end):
    text = end.join(["nom" + separator + "commune", "Église" + separator + "Œuvre"]) + end
    assert cells(text.encode(encoding)) == [{"nom": "Église", "commune": "Œuvre"}]


def test_a_separator_in_a_quoted_name_does_not_count():
    assert cells(b'"a,b,c";d\n1;2\n') == [{"a,b,c": "1", "d": "2"}]


def test_lines_are_numbered_as_an_editor_shows_them():
    lines = read_table(b'nom,note\nA,"deux\nlignes"\n\nB,\n')
    assert [line.number for line in lines] == [3, 5]


def test_a_row_too_long_is_noticed():
    assert read_table(b"a,b\n1,2,3,4\n")[0].surplus == 2


def test_a_short_row_has_no_cell_for_the_rest():
    assert cells(b"a,b\n1\n") == [{"a": "1"}]


@pytest.mark.parametrize("data", [[{"a": 1}], {"items": [{"a": 1}]}])
def test_json_lists_and_pages_are_read(data):
    assert cells(json.dumps(data).encode()) == [{"a": 1}]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b"  \n ", "vide"),
        (b"nom,commune\n", "aucune ligne"),
        (b"PK\x03\x04abc", "classeur ou une archive"),
        (b"\xd0\xcf\x11\xe0abc", "classeur ou une archive"),
        (b"%PDF-1.4", "classeur ou une archive"),
        (b"nom\n\x00\x01\x02", "pas un fichier de texte"),
        (b"nom\n\x81\x8d", "encodage"),
        (b"{", "pas lisible"),
        (b'{"a": 1}', "liste de fiches"),
        (b"[1, 2]", "liste de fiches"),
        (b"[" * 100_000, "pas lisible"),
        (b"nom,nom\n1,2\n", "même nom : nom"),
        (",".join(f"c{n}" for n in range(100_000)).encode() + b"\n1\n", "100000 colonnes"),
        (b"nom\n" + b"x" * 110_000 + b"\n", "plus de 100000 signes"),
        (b"nom\n" + b"x" * 5_000_000 + b"\n", "ligne 2"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_line(data, words):
    with pytest.raises(FileError, match=words) as error:
        read_table(data)
    assert "\n" not in str(error.value)
