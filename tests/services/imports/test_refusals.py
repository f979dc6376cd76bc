"""What a file says wrongly is told, one clear line each; what is no table is refused whole."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actors.models import Location
from services.models import ImportRun
from tests.factories import words
from tests.services.imports.files import HEADER, ROWS, table

pytestmark = pytest.mark.django_db


def test_every_refused_row_is_told_by_line_and_column(send, see, client):
    run = send(table(*ROWS, "3;Sans adresse;Autreville;13090;;;;15/01/2026;"))
    page = see(run, "refused")
    assert "ligne 4" in page and "adresse" in page and "Cette colonne est obligatoire." in page
    answer = client.get(f"/gestion/imports/{run.pk}/remarques.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert ["ligne refusée", "ligne 4", "adresse", "", "", "Cette colonne est obligatoire."] in rows


def test_a_column_nobody_guesses_is_told_by_a_person(send, see, client):
    header = HEADER.replace("nom;", "Enseigne;").replace("adresse;", "Où;")
    run = send(table(header=header))
    assert "Aucune ligne" in see(run) and "2 colonnes ne sont pas comprises" in see(run)
    said = {"nom": ["Enseigne", "Où"], "colonne": ["nom", "adresse"]}
    client.post(f"/gestion/imports/{run.pk}/colonnes/", said)
    run.refresh_from_db()
    assert (run.rows, run.rows_refused) == (2, 0)
    assert "Lieux : 2 à créer." in see(run)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04" + b"\0" * 100, "classeur ou une archive"),
        (b"nom\n" + b"x" * 5_000_000, "plus de 100000 signes"),
        (",".join(f"c{n}" for n in range(100_000)).encode() + b"\n1\n", "100000 colonnes"),
        (b"nom;commune\n\x81\x8d;x\n", "encodage"),
        ("nom;commune\nMÃ©diathÃ¨que;Miramas\n".encode(), "accents du fichier sont abîmés"),
        (b"<html><body>nom</body></html>", "page internet"),
        (b'[{"id": "1", "nom": "' + b"x" * 200_000 + b'"}]', "plus de 100000 signes"),
    ],
)
def test_a_hostile_file_is_refused_with_one_clear_line(client, data, told):
    sent = {"standard": "lieux", "new_state": "draft", "first": SimpleUploadedFile("a.csv", data)}
    response = client.post("/gestion/imports/", sent)
    errors = response.context["form"].errors["first"]
    assert len(errors) == 1 and told in errors[0] and "\n" not in errors[0]
    assert told in words(response)
    assert not ImportRun.objects.exists()


def test_formulas_stay_text(send, act, client):
    act(send(table(ROWS[0].replace("Bibliothèque des Ormes", "=HYPERLINK(1)"))), "appliquer")
    assert Location.objects.get().name == "=HYPERLINK(1)"


def test_signs_that_no_page_takes_are_told_and_removed(send, act, see):
    data = b'[{"id":"1","nom":"Bib\\u0000lio\\ud800",'
    data += b'"commune":"A","code_postal":"13090","adresse":"1 rue"}]'
    run = act(send(data, name="x.json"), "appliquer")
    assert "Un signe invisible est retiré." in see(run, "repaired")
    assert Location.objects.get().name == "Bib lio"


def test_a_file_too_heavy_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr("services.imports.forms.LARGEST", 10)
    data = {
        "standard": "lieux",
        "new_state": "draft",
        "first": SimpleUploadedFile("a.csv", table()),
    }
    assert "pèse plus de 10 Mo" in words(client.post("/gestion/imports/", data))
    assert not ImportRun.objects.exists()


def test_data_inclusion_needs_both_files(client):
    files = {"first": SimpleUploadedFile("a.json", b"[]")}
    data = {"standard": "data_inclusion", "new_state": "draft"} | files
    assert "Il faut aussi le fichier des services." in words(client.post("/gestion/imports/", data))
