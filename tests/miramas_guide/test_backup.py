"""A backup is taken back whole, on either database, or refused with nothing changed."""

import json
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, AuditEntry, User
from miramas_guide import backup
from services.models import JobRun, Revision, Service
from tests.factories import words
from tests.miramas_guide.kept_rows import contents

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def made(miramas, own_media, tmp_path) -> Path:
    own_media.mkdir()
    (own_media / "logo.png").write_bytes(b"a picture")
    User.objects.create_user(email="agent@example.org", password="une-phrase-assez-longue")
    call_command("backup", tmp_path / "backups", verbosity=0)
    return next((tmp_path / "backups").glob("*.zip"))


def test_what_was_saved_comes_back_to_the_last_row(made, own_media, make_service, client):
    before = contents()
    service = Service.objects.published().first()
    service.title = "Tout autre chose"
    service.save()
    Actor.objects.filter(services=None, locations=None).delete()
    make_service(title="Ajouté depuis")
    User.objects.all().delete()
    (own_media / "logo.png").write_bytes(b"another")
    (own_media / "new.png").write_bytes(b"added since")
    call_command("restore", made, "--yes", verbosity=0)
    assert contents() == before
    assert AuditEntry.objects.first().action == "restored"
    call_command("verify_audit")
    assert (own_media / "logo.png").read_bytes() == b"a picture"
    assert not (own_media / "new.png").exists()
    assert User.objects.get().check_password("une-phrase-assez-longue")
    assert "France services" in words(client.get("/services/?q=impots"))


def test_new_records_after_a_restoration_take_new_numbers(made, make_service):
    call_command("restore", made, "--yes", verbosity=0)
    known = set(Service.objects.values_list("pk", flat=True))
    assert make_service().pk not in known


def test_no_page_kept_before_is_taken_for_one_of_now(made):
    number = Revision.current()
    call_command("restore", made, "--yes", verbosity=0)
    assert Revision.current() > number


def _refused(file: Path) -> str:
    before = contents()
    with pytest.raises(CommandError) as error:
        call_command("restore", file, "--yes", verbosity=0)
    assert contents() == before
    assert "\n" not in str(error.value) and "Rien n’a été changé" in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_a_truncated_backup_is_refused(made, keep):
    content = made.read_bytes()
    made.write_bytes(content[: int(len(content) * keep)])
    assert "abîmée" in _refused(made)


@pytest.mark.parametrize("place", [40, 200])
def test_a_changed_byte_is_refused(made, place):
    with zipfile.ZipFile(made) as archive:
        largest = max(archive.infolist(), key=lambda part: part.compress_size)
    content = bytearray(made.read_bytes())
    # In what is kept: a byte of a header that nobody reads changes nothing.
    content[largest.header_offset + 30 + len(largest.filename) + place] ^= 0xFF
    made.write_bytes(content)
    assert "abîmée" in _refused(made)


def _rewritten(made: Path, change) -> Path:
    """The same archive, its files passed through `change(name, bytes)`."""
    other = made.with_name("other.zip")
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return other


def test_a_forged_row_is_refused(made):
    forged = _rewritten(
        made,
        lambda name, data: data.replace(b"France", b"Frxnce") if "actors.actor." in name else data,
    )
    assert "actors.actor" in _refused(forged)


def test_a_backup_of_another_release_is_refused_with_what_to_do(made):
    def older(name: str, data: bytes) -> bytes:
        if name != "manifest.json":
            return data
        manifest = json.loads(data)
        manifest["migrations"].pop()
        return json.dumps(manifest).encode()

    assert "Installez cette version" in _refused(_rewritten(made, older))


def test_media_never_leave_their_folder(made):
    def outside(name: str, data: bytes) -> bytes:
        if name != "manifest.json":
            return data
        manifest = json.loads(data)
        manifest["media"]["../../escaped"] = "0" * 64
        return json.dumps(manifest).encode()

    assert "escaped" in _refused(_rewritten(made, outside))


def test_what_is_no_backup_is_refused(miramas, tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("bonjour", encoding="utf-8")
    assert "abîmée" in _refused(file)
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("restore", tmp_path / "absent.zip", "--yes")


def test_a_backup_is_for_its_owner_alone_and_is_recorded(made):
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    run = JobRun.objects.get(name="backup")
    assert run.ok and "lignes" in run.message
    assert [path.suffix for path in made.parent.iterdir()] == [".zip"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path, db):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="n’a pas pu être écrite"):
        call_command("backup", tmp_path / "file" / "inside")
    assert not JobRun.objects.get(name="backup").ok


def test_thirty_days_and_twelve_months_are_kept(tmp_path):
    start = datetime(2025, 1, 1, 3, tzinfo=UTC)
    for day in range(600):
        name = (start + timedelta(days=day)).strftime("guide-%Y%m%d-%H%M%S.zip")
        (tmp_path / name).touch()
    backup.prune(tmp_path)
    left = sorted(path.name[6:14] for path in tmp_path.iterdir())
    assert len(left) == 30 + 12 - 2
    assert left[-1] == "20260823" and left[0] == "20250930"
