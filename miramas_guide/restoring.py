"""Taking a backup back: everything checked first, then all of it or nothing."""

import hashlib
import io
import json
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction

from actors import audit
from actors.audit import triggers
from miramas_guide import rebuilding
from miramas_guide.backup import FORMAT, BackupError, data_name, kept_models

_BAD = "Cette sauvegarde est abîmée ou incomplète ({}). Rien n’a été changé. Prenez-en une autre."


def restore(path: Path) -> int:
    """Replace data and media by those of the backup; return the number of rows.

    BackupError says in French what is wrong; then nothing has changed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked(archive)
            return _replace(archive, manifest)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise BackupError(_BAD.format(type(error).__name__)) from error


def _checked(archive: zipfile.ZipFile) -> dict:
    """The manifest, once every file of it has been read and compared."""
    try:
        manifest = json.loads(archive.read("manifest.json"))
        data, media = dict(manifest["data"]), dict(manifest["media"])
        number, migrations = manifest["format"], manifest["migrations"]
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(_BAD.format("manifest.json")) from error
    if number != FORMAT:
        raise BackupError(
            f"Cette sauvegarde est d’un autre format ({number}). Rien n’a été changé."
        )
    _check_release(migrations, manifest.get("release", ""))
    for label, part in data.items():
        _check_file(archive, data_name(label), part["sha256"])
    for name, digest in media.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BackupError(_BAD.format(name))
        _check_file(archive, f"media/{name}", digest)
    return manifest


def _check_release(migrations: list[str], release: str) -> None:
    if rebuilding.fits(migrations):
        return
    raise BackupError(
        "Cette sauvegarde vient d’une autre version du guide"
        f"{f' ({release})' if release else ''}. Installez cette version, restaurez, "
        "puis mettez à jour. Rien n’a été changé."
    )


def _check_file(archive: zipfile.ZipFile, name: str, expected: str) -> None:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except (KeyError, zipfile.BadZipFile, EOFError, ValueError, zlib.error) as error:
        raise BackupError(_BAD.format(name)) from error
    if digest.hexdigest() != expected:
        raise BackupError(_BAD.format(name))


def _replace(archive: zipfile.ZipFile, manifest: dict) -> int:
    from services.models import Revision
    from services.search.store import refresh

    number = Revision.current()
    known = {model._meta.label_lower: model for model in kept_models()}
    media = _extracted(archive, manifest["media"])
    try:
        whole = rebuilding.rebuilt() if rebuilding.is_needed() else transaction.atomic()
        with whole, triggers.lifted(connection):
            _empty(known.values())
            rows = sum(_load(archive, label, part) for label, part in manifest["data"].items())
            _reset_sequences(known.values())
            # Past both: no page kept before may be taken for one of now.
            Revision.objects.update(number=max(number, Revision.current()) + 1)
            audit.record("restored", about=Path(archive.filename or "").name, rows=rows)
        _swap_media(media)
    finally:
        shutil.rmtree(media, ignore_errors=True)
    refresh()
    return rows


def _empty(found) -> None:
    """Delete every row, links included; constraints are looked at when all is back."""
    for model in [*found, apps.get_model("services", "SearchEntry")]:
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:
                _delete(field.remote_field.through)
        _delete(model)


def _delete(model: type[models.Model]) -> None:
    rows = model._base_manager.all()
    rows._raw_delete(rows.db)


def _load(archive: zipfile.ZipFile, label: str, part: dict) -> int:
    with archive.open(data_name(label)) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8")
        count = 0
        try:
            for record in serializers.deserialize("jsonl", stream):
                links = record.m2m_data or {}
                record.save(save_m2m=False)
                _link(record.object, links)
                count += 1
        except serializers.base.DeserializationError as error:
            raise BackupError(_BAD.format(label)) from error
    if count != part["rows"]:
        raise BackupError(_BAD.format(label))
    return count


def _link(saved: models.Model, links: dict[str, list]) -> None:
    """Links as rows: through the fields, each would be a change, with a version and a history."""
    for name, keys in links.items():
        field = saved._meta.get_field(name)
        through = field.remote_field.through
        own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        rows = [through(**{own: saved.pk, other: key}) for key in keys]
        through._base_manager.bulk_create(rows)


def _reset_sequences(found) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _extracted(archive: zipfile.ZipFile, names) -> Path:
    """Media beside their place, so that they come there by a rename."""
    root = Path(settings.MEDIA_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="media-", dir=root.parent))
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(f"media/{name}") as source, target.open("wb") as file:
            shutil.copyfileobj(source, file)
    return folder


def _swap_media(folder: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    old = folder.with_name(f"{folder.name}-old")
    if root.exists():
        root.rename(old)
    folder.rename(root)
    shutil.rmtree(old, ignore_errors=True)
