"""Migrations that may run while the guide is read: what would stop readers or lose data is refused.

A migration that must do so all the same says why, in a `REASON = "…"` of its module.
"""

import sys
from collections.abc import Callable, Iterator

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

OURS = ("actors", "services")
# What a module may say in REASON; the other refusals have no good reason.
EXCUSED = "say why in REASON"
# Less of these would cut digits or letters.
SIZES = ("max_length", "max_digits", "decimal_places")


def adds_what_old_rows_lack(operation, _field_before) -> str:
    """Django itself fills a text that may be blank with "", and a date that is automatic."""
    if not isinstance(operation, operations.AddField) or operation.field.many_to_many:
        return ""
    field = operation.field
    implicit = (field.blank and field.empty_strings_allowed) or getattr(field, "auto_now", False)
    if field.null or field.has_default() or field.has_db_default() or implicit:
        return ""
    return "a required field without a default: the rows that exist have no value"


def removes_or_renames(operation, _field_before) -> str:
    kinds = (
        *(operations.RemoveField, operations.DeleteModel),
        *(operations.RenameField, operations.RenameModel, operations.AlterModelTable),
    )
    if not isinstance(operation, kinds):
        return ""
    return f"the release that still serves asks for what is gone: {EXCUSED}"


def changes_the_type(operation, field_before) -> str:
    if not isinstance(operation, operations.AlterField) or field_before is None:
        return ""
    before, after = field_before, operation.field
    if before.get_internal_type() != after.get_internal_type():
        return "another type: the table is written again, and nobody reads it meanwhile"
    for size in SIZES:
        old, new = getattr(before, size, None), getattr(after, size, None)
        if new is not None and (old is None or new < old):
            return f"a smaller {size}: some rows may not fit"
    if before.null and not after.null:
        return "a field becomes required: rows without a value stop the migration"
    return ""


def cannot_be_undone(operation, _field_before) -> str:
    kinds = (operations.RunPython, operations.RunSQL)
    if isinstance(operation, kinds) and not operation.reversible:
        return "no way back: give a reverse"
    return ""


def locks_for_an_index(operation, _field_before) -> str:
    if isinstance(operation, AddIndexConcurrently):
        return ""
    if isinstance(operation, operations.AddIndex):
        return f"an index on a table that exists, outside of AddIndexConcurrently: {EXCUSED}"
    if isinstance(operation, operations.AddConstraint):
        return f"a constraint on a table that exists, every row is read: {EXCUSED}"
    return ""


RULES: tuple[Callable, ...] = (
    adds_what_old_rows_lack,
    removes_or_renames,
    changes_the_type,
    cannot_be_undone,
    locks_for_an_index,
)


def refusals(migration, state, reason: str = "") -> list[str]:
    """What is wrong with a migration that comes on `state`, the schema before it."""
    created, found = set(), []
    state = state.clone()
    for operation in migration.operations:
        for one in _in_database(operation):
            if isinstance(one, operations.CreateModel):
                created.add(one.name_lower)
            elif _model_of(one) not in created:
                before = _field_before(one, migration.app_label, state)
                told = filter(None, (rule(one, before) for rule in RULES))
                found += [f"{one.describe()}: {each}" for each in told]
        operation.state_forwards(migration.app_label, state)
    return [each for each in found if not (reason and each.endswith(EXCUSED))]


def _in_database(operation) -> Iterator:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        for one in operation.database_operations:
            yield from _in_database(one)
    else:
        yield operation


def _model_of(operation) -> str | None:
    name = getattr(operation, "model_name", None) or getattr(operation, "name", None)
    return name.lower() if name else None


def _field_before(operation, app: str, state):
    model = state.models.get((app, _model_of(operation)))
    return model.fields.get(operation.name) if model and hasattr(operation, "field") else None


def later_migrations() -> list[tuple[str, str]]:
    """Those of ours that come on tables with rows."""
    found = MigrationLoader(None).disk_migrations.items()
    return sorted(key for key, each in found if key[0] in OURS and not each.initial)


@pytest.mark.parametrize(("app", "name"), later_migrations())
def test_no_migration_stops_readers_or_loses_data(app, name):
    loader = MigrationLoader(None)
    migration = loader.disk_migrations[app, name]
    state = loader.project_state((app, name), at_end=False)
    reason = getattr(sys.modules[type(migration).__module__], "REASON", "")
    assert refusals(migration, state, reason) == []


def test_the_later_migrations_are_found():
    assert ("services", "0011_lexicon_sentences") in later_migrations()
    assert ("actors", "0002_access_and_audit") in later_migrations()
    assert not [name for _app, name in later_migrations() if name.startswith("0001")]


# What each rule is for: made-up migrations on a table of notes.


def create(name: str = "Note"):
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=80)),
        ("count", models.IntegerField(null=True)),
    ]
    return migrations.CreateModel(name, fields)


def judged(*made, reason: str = "") -> list[str]:
    state = migrations.state.ProjectState()
    create().state_forwards("services", state)
    migration = migrations.Migration("9999_made_up", "services")
    migration.operations = list(made)
    return refusals(migration, state, reason)


def index(kind=migrations.AddIndex, model: str = "note"):
    return kind(model, models.Index(fields=["title"], name="made_up"))


def altered(name: str, field: models.Field):
    return migrations.AlterField("note", name, field)


BAD = {
    "required": (
        migrations.AddField("note", "colour", models.IntegerField()),
        "required field without a default",
    ),
    "type": (altered("count", models.TextField(null=True)), "another type"),
    "shorter": (altered("title", models.CharField(max_length=40)), "smaller max_length"),
    "bounded": (altered("count", models.IntegerField()), "becomes required"),
    "python": (migrations.RunPython(lambda apps, editor: None), "give a reverse"),
    "sql": (migrations.RunSQL("UPDATE services_note SET title = ''"), "give a reverse"),
}
EXCUSABLE = {
    "field removed": migrations.RemoveField("note", "title"),
    "field renamed": migrations.RenameField("note", "title", "name"),
    "model removed": migrations.DeleteModel("Note"),
    "model renamed": migrations.RenameModel("Note", "Remark"),
    "table renamed": migrations.AlterModelTable("note", "remarks"),
    "index": index(),
    "constraint": migrations.AddConstraint(
        "note", models.UniqueConstraint(fields=["title"], name="made_up_unique")
    ),
}
GOOD = {
    "may be null": migrations.AddField("note", "colour", models.IntegerField(null=True)),
    "default": migrations.AddField("note", "colour", models.IntegerField(default=0)),
    "default of the database": migrations.AddField(
        "note", "colour", models.IntegerField(db_default=0)
    ),
    "text that may be blank": migrations.AddField("note", "body", models.TextField(blank=True)),
    "longer": altered("title", models.CharField(max_length=120)),
    "help": altered("title", models.CharField(max_length=80, help_text="En clair.")),
    "both ways": migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    "concurrent index": index(AddIndexConcurrently),
}


@pytest.mark.parametrize("name", BAD)
def test_what_has_no_excuse_is_refused(name):
    operation, why = BAD[name]
    [told] = judged(operation, reason="En retard.")
    assert why in told


@pytest.mark.parametrize("name", EXCUSABLE)
def test_what_needs_a_reason_is_refused_without_one(name):
    [told] = judged(EXCUSABLE[name])
    assert told.endswith(EXCUSED)
    assert judged(EXCUSABLE[name], reason="Read by nobody since release 3.") == []


@pytest.mark.parametrize("name", GOOD)
def test_what_readers_do_not_notice_is_accepted(name):
    assert judged(GOOD[name]) == []


def test_a_table_of_the_same_migration_has_no_rows_yet():
    required = migrations.AddField("leaf", "colour", models.IntegerField())
    assert judged(create("Leaf"), index(model="leaf"), required) == []


def test_what_the_database_alone_is_told_is_judged_too():
    hidden = migrations.SeparateDatabaseAndState(database_operations=[EXCUSABLE["model removed"]])
    assert len(judged(hidden)) == 1
