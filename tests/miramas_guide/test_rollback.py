"""The way back from an upgrade: the code of before restores the backup of before."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from actors.audit import triggers
from actors.models import Actor, User
from miramas_guide import backup, rebuilding, restoring
from services.models import Revision, Service
from tests.factories import words
from tests.miramas_guide.kept_rows import contents

pytestmark = pytest.mark.django_db(transaction=True)

LATER = (("services", "9999_of_tomorrow"), ("tomorrow", "0001_initial"))
TABLES = {"services_tomorrow", "tomorrow_thing"}


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tables() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return sorted(column.name for column in described)


@pytest.fixture
def made(miramas, settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    User.objects.create_user(email="agent@example.org", password="une-phrase-assez-longue")
    call_command("backup", tmp_path / "backups", verbosity=0)
    return next((tmp_path / "backups").glob("*.zip"))


@pytest.fixture
def upgraded(made):
    """A later release has come and gone: a column, a table, an app, and rows in each."""
    key = Service.objects.published().first().pk
    run(
        "ALTER TABLE services_service ADD COLUMN tomorrow varchar(9) DEFAULT 'x' NOT NULL",
        "CREATE TABLE services_tomorrow (id bigint REFERENCES services_service (id))",
        f"INSERT INTO services_tomorrow VALUES ({key})",  # noqa: S608
        "CREATE TABLE tomorrow_thing (id bigint REFERENCES actors_actor (id))",
    )
    for app, name in LATER:
        MigrationRecorder(connection).record_applied(app, name)
    yield made
    for table in TABLES & tables():
        run(f"DROP TABLE {table}")
    if "tomorrow" in columns("services_service"):
        run("ALTER TABLE services_service DROP COLUMN tomorrow")
    for app, name in LATER:
        MigrationRecorder(connection).record_unapplied(app, name)


def test_the_backup_of_before_comes_back_and_nothing_of_the_later_release_stays(
    made, request, client
):
    before, schema = contents(), {table: columns(table) for table in tables()}
    request.getfixturevalue("upgraded")
    number = Revision.current()
    Service.objects.update(title="Changé depuis")
    Actor.objects.filter(services=None, locations=None).delete()
    call_command("restore", made, "--yes", verbosity=0)
    assert contents() == before
    assert {table: columns(table) for table in tables()} == schema
    assert rebuilding.fits(backup.applied_migrations()) and not rebuilding.is_needed()
    assert triggers.missing(connection) == []
    assert Revision.current() > number
    assert User.objects.get().check_password("une-phrase-assez-longue")
    assert "France services" in words(client.get("/services/?q=impots"))
    call_command("verify_audit")
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_a_restoration_that_fails_leaves_the_later_release_as_it_was(upgraded, monkeypatch):
    before = contents(), tables(), backup.applied_migrations()

    def fail(*_):
        raise backup.BackupError("Rien n’a été changé.")

    monkeypatch.setattr(restoring, "_load", fail)
    with pytest.raises(CommandError, match="Rien n’a été changé"):
        call_command("restore", upgraded, "--yes", verbosity=0)
    assert (contents(), tables(), backup.applied_migrations()) == before
    assert "tomorrow" in columns("services_service")
    assert triggers.missing(connection) == []


def test_what_is_not_of_the_guide_is_never_removed(upgraded):
    key = Service.objects.published().first().pk
    run(
        "CREATE TABLE foreigner (id bigint REFERENCES services_service (id))",
        f"INSERT INTO foreigner VALUES ({key})",  # noqa: S608
    )
    before = contents(), tables()
    try:
        with pytest.raises(CommandError, match=r"autre chose.*\(foreigner\).*Rien n’a été changé"):
            call_command("restore", upgraded, "--yes", verbosity=0)
        assert (contents(), tables()) == before
    finally:
        run("DROP TABLE foreigner")


def test_a_table_that_somebody_holds_is_said_with_what_to_do(upgraded):
    before = contents(), tables()

    def held(execute, sql, *rest):
        if sql.startswith("DROP TABLE"):
            raise OperationalError("canceling statement due to lock timeout")
        return execute(sql, *rest)

    with (
        connection.execute_wrapper(held),
        pytest.raises(CommandError, match="systemctl stop guide.*Rien n’a été changé"),
    ):
        call_command("restore", upgraded, "--yes", verbosity=0)
    assert (contents(), tables()) == before
