"""The schema built again as this code knows it, when another release has changed the database.

That is the way back from an upgrade: the code of before restores the backup of before. Everything
happens in the transaction of the restoration, on either database, so nothing is lost half-way.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, OperationalError, connection, migrations, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from miramas_guide.backup import BackupError, applied_migrations

# Whoever reads a table keeps it from being dropped.
_PATIENCE = "10s"
_BUSY = (
    "D’autres programmes se servent de la base. Arrêtez le guide (systemctl stop guide), puis "
    "recommencez. Rien n’a été changé."
)
_NEEDED = (
    "La base contient autre chose que le guide, qui dépend de ses tables ({}). Enlevez-le, ou "
    "restaurez dans une base vide. Rien n’a été changé."
)


def fits(names: Iterable[str]) -> bool:
    """Do these migrations make the schema of this code? Apps that it does not have do not count."""
    known, replaced = _known()
    labels = {name.partition(".")[0] for name in known}
    return {name for name in names if name.partition(".")[0] in labels} - replaced == known


def is_needed() -> bool:
    """Is the schema of the database another one, most often that of a later release?"""
    known, replaced = _known()
    return set(applied_migrations()) - replaced != known


def _known() -> tuple[set[str], set[str]]:
    """The migrations of this code, and those that they take the place of."""
    found = MigrationLoader(None).disk_migrations
    replaced = {f"{app}.{name}" for each in found.values() for app, name in each.replaces}
    return {f"{app}.{name}" for app, name in found} - replaced, replaced


@contextmanager
def rebuilt() -> Iterator[None]:
    """All of the block in one transaction, on tables that are new."""
    try:
        # SQLite takes this before a transaction alone; what it would refuse is looked at below.
        with connection.constraint_checks_disabled(), transaction.atomic():
            _drop()
            _migrate()
            yield
            connection.check_constraints()
    finally:
        ContentType.objects.clear_cache()


def _drop() -> None:
    with connection.cursor() as cursor:
        own, others = _tables(cursor)
        if needing := [name for name in others if _needs(cursor, name) & own]:
            raise BackupError(_NEEDED.format(", ".join(sorted(needing))))
        names = [connection.ops.quote_name(name) for name in sorted(own)]
        try:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
                # Together, and without CASCADE: what is not of the guide is not removed with it.
                cursor.execute(f"DROP TABLE {', '.join(names)}")
            else:
                for name in names:
                    cursor.execute(f"DROP TABLE {name}")
        except OperationalError as error:
            raise BackupError(_BUSY) from error
        except DatabaseError as error:
            raise BackupError(_NEEDED.format(str(error).partition("\n")[0])) from error


def _tables(cursor) -> tuple[set[str], set[str]]:
    """The tables of every app that has migrated this database, known here or not; the others."""
    models = apps.get_models(include_auto_created=True)
    own = {model._meta.db_table for model in models if model._meta.managed}
    own.add(MigrationRecorder.Migration._meta.db_table)
    labels = {name.partition(".")[0] for name in applied_migrations()}
    prefixes = tuple(f"{label}_" for label in labels)
    found = set(connection.introspection.table_names(cursor))
    own = {name for name in found if name in own or name.startswith(prefixes)}
    return own, found - own


def _needs(cursor, table: str) -> set[str]:
    return {other for _, other in connection.introspection.get_relations(cursor, table).values()}


def _migrate() -> None:
    executor = MigrationExecutor(connection, _settle)
    for migration in executor.loader.graph.nodes.values():
        migration.operations = [_in_a_transaction(each) for each in migration.operations]
    executor.migrate(executor.loader.graph.leaf_nodes())
    ContentType.objects.clear_cache()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _settle(action: str, *_rest) -> None:
    """PostgreSQL changes no table whose rows still wait to be checked."""
    if action == "apply_success":
        connection.check_constraints()


def _in_a_transaction(operation):
    """No table has a reader or a row yet: nothing has to be done beside them."""
    if isinstance(operation, AddIndexConcurrently):
        return migrations.AddIndex(operation.model_name, operation.index)
    if isinstance(operation, RemoveIndexConcurrently):
        return migrations.RemoveIndex(operation.model_name, operation.name)
    return operation
