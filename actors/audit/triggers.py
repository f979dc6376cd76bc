"""Database triggers that refuse to change or remove an entry of the trail, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

TABLE = "actors_auditentry"
REFUSAL = "Le journal ne se réécrit pas."

_SQLITE = {
    f"{TABLE}_kept_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"{TABLE}_kept_delete": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # INSERT OR REPLACE deletes without a word to the trigger above.
    f"{TABLE}_kept_insert": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} AS kept"  # noqa: S608
        " WHERE kept.id = NEW.id OR kept.digest = NEW.digest OR kept.previous = NEW.previous)"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
}
_POSTGRESQL = {
    f"{TABLE}_kept_rows": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    f"{TABLE}_kept_table": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
_FUNCTION = f"{TABLE}_kept"


def install(connection) -> None:
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, rule in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {rule}")
            return
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        for name, rule in _POSTGRESQL.items():
            cursor.execute(f"CREATE TRIGGER {name} {rule} EXECUTE FUNCTION {_FUNCTION}()")


def remove(connection) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            return
        for name in _POSTGRESQL:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")


def missing(connection) -> list[str]:
    """The triggers that are not there, or do not act."""
    if connection.vendor == "sqlite":
        wanted, query = _SQLITE, "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        wanted, query = _POSTGRESQL, "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    return sorted(set(wanted) - found)


@contextmanager
def lifted(connection) -> Iterator[None]:
    """For a restored backup, whose trail takes the place of this one; nothing else."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)
