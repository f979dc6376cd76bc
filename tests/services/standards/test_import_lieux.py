"""The command that brings another town's list of places in, old columns and all."""

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, Location
from services.models import Service, ServiceAtLocation

pytestmark = pytest.mark.django_db

OLD_FILE = """\
ID;Nom;Commune;code_postal;Adresse;telephone;courriel;date_maj;services;public_accueillis;cle_ban
1;Bibliothèque des Deux Ormes;Autreville;13090;6 allée des Amandiers;442235106;\
biblio@ville.example;15/01/24;Prendre en main un ordinateur;Seniors (+ 65 ans);13001_x
2;Maison de quartier;Autreville;13090;;0442000001;;15/01/24;;;
;Sans identifiant;Autreville;13090;1 rue Haute;;;15/01/24;;;
3;Espace jeunes;Autreville;4000;2 rue Basse;;;15/01/24;Créer avec le numérique;Jeunes;
"""


@pytest.fixture
def bring(tmp_path, capsys):
    def run(text: str | bytes, *options, name="2024-01-15_autreville.csv"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode("cp1252"))
        call_command("import_lieux", file, *options)
        return capsys.readouterr().out

    return run


def test_without_apply_it_only_shows(bring):
    said = bring(OLD_FILE)
    assert "Lieux : 2 à créer." in said
    assert not Location.objects.exists()


def test_the_good_rows_are_in_the_guide(bring):
    bring(OLD_FILE, "--apply")
    library = Location.objects.get(external_id="1")
    assert library.name == "Bibliothèque des Deux Ormes"
    assert library.phone == "+33442235106"
    assert library.source == "autreville"
    assert library.source_date.isoformat() == "2024-01-15"
    service = Service.objects.published().get(places__location=library)
    assert service.title == "Maîtrise des outils numériques du quotidien"
    assert service.pillar == "accomplissement"
    assert {term.code for term in service.terms.all()} >= {"seniors"}


def test_every_refused_row_is_explained(bring):
    said = bring(OLD_FILE, "--apply")
    assert "Lignes refusées : (2)" in said
    assert "- ligne 3, adresse : Cette colonne est obligatoire." in said
    assert "- ligne 4, id : Cette colonne est obligatoire." in said


def test_nothing_is_altered_in_silence(bring):
    said = bring(OLD_FILE)
    for words in (
        "Courriel",
        "cle_ban : Cette colonne n’est pas du standard.",
        "« 442235106 » → « 0442235106 » : Zéro perdu dans un tableur.",
        "« 4000 » → « 04000 »",
        "« Prendre en main un ordinateur » → « Maîtrise des outils numériques du quotidien »",
    ):
        assert words.lower() in said.lower()


def test_the_next_delivery_of_the_file_changes_what_changed(bring):
    bring(OLD_FILE, "--apply")
    said = bring(
        OLD_FILE.replace("6 allée des Amandiers", "8 allée des Amandiers"),
        "--apply",
        name="2024-02-15_autreville.csv",
    )
    assert "Lieux : 1 changés, 1 sans changement." in said
    assert Location.objects.count() == 2


def test_applied_twice_nothing_changes(bring):
    bring(OLD_FILE, "--apply")
    before = list(Location.objects.values())
    said = bring(OLD_FILE, "--apply")
    assert "créés" not in said
    assert list(Location.objects.values()) == before


def test_the_source_may_be_named(bring):
    bring(OLD_FILE, "--apply", "--source", "ville-voisine")
    assert {actor.source for actor in Actor.objects.all()} == {"ville-voisine"}


def test_a_place_without_services_comes_too(bring):
    bring(OLD_FILE.replace("Créer avec le numérique", ""), "--apply")
    youth = Location.objects.get(external_id="3")
    assert not ServiceAtLocation.objects.filter(location=youth).exists()
    assert youth.imported["extra"]["publics_specifiquement_adresses"] == ["jeunes"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04zip", b"nom\n\x00", b"[{]"])
def test_a_hostile_file_is_one_clear_line(bring, data):
    with pytest.raises(CommandError, match=r"autreville\.csv") as error:
        bring(data, "--apply")
    assert "\n" not in str(error.value)


def test_formulas_stay_text(bring):
    bring(OLD_FILE.replace("Espace jeunes", "=HYPERLINK(1)"), "--apply")
    assert Location.objects.get(external_id="3").name == "=HYPERLINK(1)"


def test_ten_thousand_signs_in_a_name_refuse_the_row(bring):
    said = bring(OLD_FILE.replace("Espace jeunes", "x" * 10_000), "--apply")
    assert "150 caractères" in said
    assert not Location.objects.filter(external_id="3").exists()


BEFORE_1_0 = """\
id;structure;nom;commune;code_postal;adresse;cle_ban;date_maj;services;publics_accueillis;\
conditions_acces;labels_nationaux;labels_autres;modalites_accompagnement;accessibilite
1;21130001700015;Espace numérique;Autreville;13090;1 rue Haute;13001_x;15/01/2023;\
Prendre en main un ordinateur, Accéder à du matériel;Seniors (+ 65 ans), Adultes;\
Gratuit : Je peux accéder gratuitement au lieu;CNFS, Aidants Connect;SUD LABS;\
Seul : j'ai accès à du matériel, une connexion, Avec de l'aide : je suis accompagné;
"""


def test_every_value_of_the_schema_before_1_0_is_read_or_told(bring):
    said = bring(BEFORE_1_0, "--apply")
    place = Location.objects.get()
    assert place.name == "Espace numérique"
    codes = {term.code for service in Service.objects.all() for term in service.terms.all()}
    assert {"en-autonomie", "accompagnement-individuel", "gratuit", "seniors"} <= codes
    assert {"conseillers-numeriques", "aidants-connect"} == {t.code for t in place.terms.all()}
    assert Service.objects.count() == 2
    for told in ("« Adultes »", "structure : Cette colonne", "cle_ban : Cette colonne"):
        assert told in said


def test_the_standard_s_own_name_wins_over_another_name_of_the_column(bring):
    bring(BEFORE_1_0.replace("structure;nom", "nom de la structure;nom"), "--apply")
    assert Location.objects.get().name == "Espace numérique"


def test_a_column_may_be_told_by_hand(bring):
    bring(OLD_FILE.replace("Nom;", "Enseigne;", 1), "--apply", "--column", "Enseigne=nom")
    assert Location.objects.filter(name="Bibliothèque des Deux Ormes").exists()
    with pytest.raises(CommandError, match="colonne du standard"):
        bring(OLD_FILE, "--column", "Enseigne=inconnue")


def test_a_file_without_ids_is_told_apart_by_name_and_address(bring):
    text = "nom;commune;code_postal;adresse\nMairie;Autreville;13090;1 rue Haute\n"
    said = bring(text, "--apply")
    assert "Pas de colonne « id »" in said
    assert "1 sans changement" in bring(text, "--apply")
    assert Location.objects.count() == 1
