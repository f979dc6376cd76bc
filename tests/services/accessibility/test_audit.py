"""The grid of the audit, the rate, the mention the law asks for, the declaration."""

import ast
import csv
import shutil
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from services.accessibility import audit
from services.accessibility.audit import Mention, Result
from tests.factories import words

TODAY = date(2026, 11, 24)
HEADINGS = (
    *("État de conformité", "Résultats des tests", "Contenus non accessibles", "Non-conformités"),
    *("Dérogations pour charge disproportionnée", "Technologies utilisées"),
    "Contenus non soumis à l’obligation d’accessibilité",
    *("Établissement de cette déclaration", "Environnement de test", "Outils", "Date"),
    *("Pages à auditer", "Retour d’information et contact", "Voies de recours"),
)


@pytest.fixture
def folder(tmp_path):
    """A copy of the grid to write in."""
    for name in ("grid.csv", "audit.toml", "results.csv"):
        shutil.copy(audit.FOLDER / name, tmp_path / name)
    return tmp_path


def judge(folder, *, day="2026-10-01", worst=Result.HOLDS, on=0, pages=2, failed=1) -> audit.Audit:
    """Fill the grid: all holds on each page, but for the first criteria on page number `on`."""
    found = audit.read()
    paths = [page["path"] for page in found.facts["sample"]][:pages]
    with (folder / "results.csv").open("a", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        for at, path in enumerate(paths):
            for number, criterion in enumerate(found.criteria):
                none = criterion.judged_by == "sans objet"
                bad = not none and at == on and number < failed
                write([path, criterion.number, "NA" if none else worst if bad else "C", ""])
    facts = (folder / "audit.toml").read_text(encoding="utf-8")
    facts = facts.replace('date = "" ', f'date = "{day}" ').replace('auditor = ""', 'auditor = "X"')
    (folder / "audit.toml").write_text(facts, encoding="utf-8")
    return audit.read(folder)


def test_the_grid_holds_106_criteria_of_which_20_cannot_apply():
    found = audit.read()
    assert len(found.criteria) == 106
    assert found.count("sans objet") == 20
    assert {criterion.number.split(".")[0] for criterion in found.criteria} == {
        str(theme) for theme in range(1, 14)
    }


def test_each_criterion_that_a_machine_watches_names_a_test_that_exists():
    known = {}
    for criterion in audit.read().criteria:
        assert criterion.tests or criterion.judged_by == "personne", criterion.number
        for test in criterion.tests:
            path, _, name = test.partition("::")
            tree = known.setdefault(path, ast.parse((settings.BASE_DIR / path).read_text("utf-8")))
            names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert not name or name in names, test


def test_without_an_audit_the_site_is_not_conformant():
    found = audit.read()
    assert (found.audited_on, found.rate()) == (None, None)
    assert found.mention(TODAY) == Mention.NONE


def test_a_whole_audit_gives_the_rate_and_the_mention(folder):
    assert judge(folder).mention(TODAY) == Mention.FULL


def test_one_page_that_fails_makes_the_criterion_fail(folder):
    found = judge(folder, worst=Result.FAILS, on=1)
    assert found.verdicts()["1.1"] == Result.FAILS
    assert found.rate() == 100 * 85 // 86
    assert found.mention(TODAY) == Mention.PARTIAL
    assert [failure.criterion for failure in found.failures()] == ["1.1"]


def test_half_of_the_criteria_is_the_least(folder):
    found = judge(folder, worst=Result.FAILS, failed=80)
    assert found.rate() < 50
    assert found.mention(TODAY) == Mention.NONE


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2023-11-25", Mention.FULL), ("2023-11-24", Mention.NONE), ("2026-11-25", Mention.NONE)],
)
def test_an_audit_holds_three_years_and_never_from_tomorrow(folder, day, expected):
    assert judge(folder, day=day).mention(TODAY) == expected


def test_an_audit_that_leaves_a_criterion_out_counts_for_nothing(folder):
    judge(folder)
    text = (folder / "results.csv").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if ",13.11," not in line]
    (folder / "results.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert audit.read(folder).mention(TODAY) == Mention.NONE


@pytest.mark.parametrize("row", ["/nulle-part/,1.1,C,", "/,99.1,C,", "/,1.1,oui,"])
def test_a_wrong_line_is_told_with_its_number(folder, row):
    with (folder / "results.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(CommandError, match=r"results.csv, ligne 2 : écrivez"):
        call_command("accessibility", folder=folder)


def test_the_command_tells_how_many_criteria_the_rate_and_the_mention():
    out = StringIO()
    call_command("accessibility", stdout=out)
    text = out.getvalue()
    assert "20 critères : sans objet" in text
    assert "Audit : aucun" in text and "Taux : inconnu" in text
    assert text.strip().endswith("Accessibilité : non conforme")


def test_the_declaration_has_every_heading_the_law_asks_for(miramas, client):
    page = client.get("/accessibilite/")
    text = words(page)
    for heading in HEADINGS:
        assert f">{heading}</h" in text, heading
    assert "Accessibilité : non conforme" in text
    assert "Libre réponse 71120, 75342 Paris CEDEX 07" in text
    assert "article 47 de la loi n° 2005-102" in text
    assert text.count("non testé") == 2
    assert "Schéma pluriannuel" in text and "Plan d’action" in text
    home = words(client.get("/"))
    assert "Accessibilité : non conforme" in home


def test_every_page_of_the_sample_answers(miramas, client):
    for page in audit.read().facts["sample"]:
        assert client.get(page["path"]).status_code == 200, page


def test_an_audit_shows_its_failures_and_its_rate(folder, miramas, client, monkeypatch):
    found = judge(folder, worst=Result.FAILS)
    monkeypatch.setattr(audit, "current", lambda: found)
    text = words(client.get("/accessibilite/"))
    assert "Accessibilité : partiellement conforme" in text
    assert "98 % des critères" in text
    assert "Accueil : une image qui informe a un texte (1.1)" in text
    assert ">Pages auditées</h" in text
