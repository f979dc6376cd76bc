"""The audit trail: added to, never rewritten; a change behind its back is found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from actors import audit
from actors.audit import triggers
from actors.models import AuditEntry

pytestmark = pytest.mark.django_db
REFUSED = (DatabaseError, IntegrityError)


@pytest.fixture
def trail(tuesday_morning):
    return [audit.record("signed_in", account=number, way="password") for number in (1, 2, 3)]


def behind_its_back(sql: str, entry: AuditEntry) -> None:
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute(sql, [entry.pk])


def told(capsys, **options) -> str:
    call_command("verify_audit", **options)
    return capsys.readouterr().out


def test_entries_follow_each_other(trail, capsys):
    assert [entry.previous for entry in trail[1:]] == [entry.digest for entry in trail[:-1]]
    assert audit.broken_at() is None
    assert "Journal entier : 3 faits" in told(capsys)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda: AuditEntry.objects.update(account=9),
        lambda: AuditEntry.objects.filter(account=2).update(account=F("account") + 1),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.first().delete(),
        lambda: AuditEntry.objects.first().save(),
        lambda: raw("DELETE FROM actors_auditentry"),
        lambda: raw("UPDATE actors_auditentry SET action = 'refused' WHERE account = 1"),
    ],
)
def test_the_database_refuses_to_rewrite(trail, rewrite):
    with pytest.raises(REFUSED, match="ne se réécrit pas"), transaction.atomic():
        rewrite()
    assert AuditEntry.objects.count() == 3
    assert audit.broken_at() is None


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_table_cannot_be_emptied_nor_rows_replaced(trail):
    statement = {
        "sqlite": "INSERT OR REPLACE INTO actors_auditentry SELECT id, at, 'refused', account,"
        " about, details, previous, digest FROM actors_auditentry LIMIT 1",
        "postgresql": "TRUNCATE actors_auditentry",
    }[connection.vendor]
    with pytest.raises(REFUSED, match="ne se réécrit pas"), transaction.atomic():
        raw(statement)
    assert audit.broken_at() is None


def test_a_row_edited_behind_its_back_is_found(trail):
    behind_its_back("UPDATE actors_auditentry SET account = 9 WHERE id = %s", trail[1])
    assert audit.broken_at() == trail[1].pk
    with pytest.raises(CommandError, match=f"le fait no {trail[1].pk} ne suit pas"):
        call_command("verify_audit")


def test_a_row_removed_behind_its_back_is_found(trail):
    behind_its_back("DELETE FROM actors_auditentry WHERE id = %s", trail[1])
    assert audit.broken_at() == trail[2].pk


def test_an_end_cut_off_is_found_by_a_head_noted_earlier(trail, capsys):
    noted = audit.head()
    assert noted in told(capsys)
    assert "Journal entier" in told(capsys, head=noted)
    behind_its_back("DELETE FROM actors_auditentry WHERE id = %s", trail[2])
    assert audit.broken_at() is None
    with pytest.raises(CommandError, match="sa fin a été coupée"):
        call_command("verify_audit", head=noted)


def test_missing_triggers_are_told(trail):
    triggers.remove(connection)
    with pytest.raises(CommandError, match="ne protège plus le journal"):
        call_command("verify_audit")
    triggers.install(connection)
    assert triggers.missing(connection) == []


def test_a_fact_goes_with_what_it_tells(trail):
    with pytest.raises(ValueError), transaction.atomic():
        audit.record("imported", about="guide.json")
        raise ValueError
    assert AuditEntry.objects.count() == 3
    assert audit.broken_at() is None
