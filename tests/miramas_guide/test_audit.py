"""The audit of dependencies: what it cannot read is a fault, and each fault is seen."""

import json
from datetime import date, timedelta
from email.message import Message
from pathlib import Path

import pytest

from miramas_guide.deployment import audit

LOCK = Path(__file__).resolve().parents[2] / "tests" / "requirements.lock"
HASH = "--hash=sha256:" + "a" * 64
ENTRY = f"django==5.2.19 \\\n    {HASH}\n"


def package(name="django", **headers) -> Message:
    found = Message()
    found["Name"] = name
    for key, value in headers.items():
        found[key.replace("_", "-")] = value
    return found


def test_the_dependencies_of_this_repository_pass(capsys, monkeypatch):
    # The age of the list is another rule: this test does not depend on the day.
    monkeypatch.setattr(audit, "OLDEST_DAYS", 10**6)
    assert audit.main([str(LOCK)]) == 0
    said = capsys.readouterr().out
    assert "0 défauts" in said and "Sans réseau, rien n’est dit" in said


@pytest.mark.parametrize("text", ["django>=5\n", "django\n", "django @ file:///x\n"])
def test_a_line_that_pins_nothing_is_no_lock(text):
    with pytest.raises(ValueError, match="sans version exacte"):
        audit.locked(text)


def test_a_package_without_hash_is_seen():
    assert audit.faults_of_lock(audit.locked("django==5.2.19\n")) != []
    assert audit.faults_of_lock(audit.locked(ENTRY)) == []


def test_another_version_a_missing_and_a_loose_package_are_seen():
    entries = audit.locked(ENTRY)
    assert audit.faults_of_environment(entries, {"django": "5.2.19", "pip": "1"}) == []
    for installed in ({"django": "5.2.18"}, {}, {"django": "5.2.19", "surprise": "1"}):
        assert len(audit.faults_of_environment(entries, installed)) == 1
    elsewhere = audit.locked(f"tzlocal==1 ; sys_platform == 'win32' \\\n    {HASH}\n")
    assert audit.faults_of_environment(elsewhere, {}) == []


@pytest.mark.parametrize(
    ("headers", "faults"),
    [
        ({"License_Expression": "MIT"}, 0),
        ({"License_Expression": "MIT OR Apache-2.0"}, 0),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, 0),
        ({"License": "Apache 2.0"}, 0),
        ({"License_Expression": "AGPL-3.0-only"}, 1),
        ({"License_Expression": "MIT AND Proprietary"}, 1),
        ({"License": "GNU General Public License"}, 1),
        ({"License": "see the file"}, 1),
        ({}, 1),
    ],
)
def test_a_licence_that_is_strange_or_unread_is_a_fault(headers, faults):
    assert len(audit.faults_of_licences([package(**headers)])) == faults


def test_a_judged_licence_that_changes_is_judged_again():
    assert audit.faults_of_licences([package("django-solo", License_Expression="CC-BY-3.0")]) == []
    assert audit.faults_of_licences([package("django-solo", License_Expression="AGPL-3.0")]) != []


def test_a_weak_version_is_seen():
    known = [{"package": "Django", "below": "5.2.8", "id": "CVE-2025-64459"}]
    assert audit.faults_of_versions(audit.locked(ENTRY), known) == []
    weak = audit.locked(ENTRY.replace("5.2.19", "5.2.7"))
    assert "CVE-2025-64459" in audit.faults_of_versions(weak, known)[0]


def test_an_old_list_warns_and_stops_a_release(monkeypatch, tmp_path, capsys):
    known = json.loads(audit.ADVISORIES.read_text(encoding="utf-8"))
    known["read_on"] = (date.today() - timedelta(days=46)).isoformat()
    old = tmp_path / "advisories.json"
    old.write_text(json.dumps(known), encoding="utf-8")
    monkeypatch.setattr(audit, "ADVISORIES", old)
    assert audit.main([str(LOCK)]) == 0
    assert "Attention" in capsys.readouterr().out
    assert audit.main([str(LOCK), "--release"]) == 1


def test_an_empty_lock_or_list_is_never_green(monkeypatch, tmp_path, capsys):
    empty = tmp_path / "empty.lock"
    empty.write_text("# nothing\n", encoding="utf-8")
    assert audit.main([str(empty)]) == 1
    none = tmp_path / "advisories.json"
    none.write_text(json.dumps({"read_on": date.today().isoformat(), "advisories": []}))
    monkeypatch.setattr(audit, "ADVISORIES", none)
    assert audit.main([str(LOCK)]) == 1
