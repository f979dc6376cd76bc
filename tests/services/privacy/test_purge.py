"""`purge`: what the register says is over goes, the day after; what is not stays."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Actor, AuditEntry, Membership, User
from services.models import Call, JobRun, Proposal, Report, SearchCount, Shortlist
from services.privacy import purging
from tests.factories import make_actor, make_service
from tests.staff import PASSWORD, SUPERUSER, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(tuesday_morning):
    return timezone.localtime()


def ago(months: int, days: int = 0):
    return purging.months_before(timezone.localtime(), months) - timedelta(days=days)


def purge(capsys=None) -> str:
    call_command("purge")
    return capsys.readouterr().out if capsys else ""


def test_reports_are_emptied_six_months_after_their_answer(capsys):
    fields = {"problem": "other", "email": "x@example.org", "message": "Bonjour", "answer": "Oui"}
    old = Report.objects.create(**fields, closed_at=ago(6, days=1), status="fixed")
    recent = Report.objects.create(**fields, closed_at=ago(6, days=-1), status="fixed")
    waiting = Report.objects.create(**fields)
    Report.objects.filter(pk=waiting.pk).update(created_at=ago(12))
    assert "1 signalements vidés" in purge(capsys)
    old.refresh_from_db()
    assert (old.email, old.message, old.answer, old.problem) == ("", "", "", "other")
    for kept in (recent, waiting):
        kept.refresh_from_db()
        assert kept.email == "x@example.org"


def test_lists_sessions_and_searches_go_when_over(now):
    Shortlist.objects.create(service_ids=[1], expires_at=now - timedelta(minutes=1))
    kept_list = Shortlist.objects.create(service_ids=[1], expires_at=now + timedelta(days=1))
    Session.objects.create(session_key="a", session_data="x", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="b", session_data="x", expire_date=now + timedelta(days=1))
    SearchCount.objects.create(day=ago(25, days=1).date(), words="caf")
    SearchCount.objects.create(day=ago(24).date(), words="caf")
    purge()
    assert list(Shortlist.objects.all()) == [kept_list]
    assert [session.session_key for session in Session.objects.all()] == ["b"]
    assert SearchCount.objects.count() == 1


def test_after_three_years_the_history_forgets_who_and_keeps_what():
    user, actor = make_staff(), make_actor(description="avant")
    actor.description = "après"
    actor.save()
    actor.history.update(history_user=user)
    last, first = actor.history.all()
    Actor.history.filter(pk=first.pk).update(history_date=ago(36, days=1))
    service = make_service(actor=actor)
    for when in (ago(36, days=1), ago(35)):
        Proposal.objects.create(
            uid=service.uid,
            kind="service",
            origin="partner",
            author=user,
            decided_by=user,
            comment="appelez Mme",
            decision_note="non",
            decided_at=when,
            status="refused",
        )
        Call.objects.create(actor=actor, by=user, at=when, outcome="silent")
        entry = LogEntry.objects.create(user=user, object_repr="x", action_flag=2)
        LogEntry.objects.filter(pk=entry.pk).update(action_time=when)
    purge()
    first, last = Actor.history.get(pk=first.pk), Actor.history.get(pk=last.pk)
    assert (first.history_user, first.description) == (None, "avant")
    assert last.history_user == user
    old, recent = Proposal.objects.order_by("decided_at")
    assert (old.author, old.decided_by, old.comment, old.decision_note) == (None, None, "", "")
    assert (recent.author, recent.comment) == (user, "appelez Mme")
    assert list(Call.objects.order_by("at").values_list("by", flat=True)) == [None, user.pk]
    assert LogEntry.objects.count() == 1


def unused(months: int, role: str = "Rédaction", **fields) -> User:
    user = make_staff(role, **fields)
    User.objects.filter(pk=user.pk).update(date_joined=ago(months + 2), last_login=ago(months, 1))
    return user


def test_an_account_unused_for_eleven_months_is_told_once_then_emptied(tuesday_morning):
    user = unused(11, email="agent@example.org", label="accueil du CCAS", password=PASSWORD)
    Membership.objects.create(user=user, actor=make_actor())
    purge()
    purge()
    [message] = mail.outbox
    assert message.to == ["agent@example.org"] and "onze mois" in message.body
    tuesday_morning.shift(timedelta(days=40))
    purge()
    user.refresh_from_db()
    assert (user.email, user.label, user.is_active, user.is_staff) == (None, "", False, False)
    assert not user.has_usable_password() and not user.groups.exists()
    assert not Membership.objects.filter(user=user).exists()
    assert "agent@example.org" not in str(list(AuditEntry.objects.values_list("about", "details")))


def test_coming_back_keeps_the_account(tuesday_morning):
    user = unused(11, email="agent@example.org")
    purge()
    Client().force_login(user)
    tuesday_morning.shift(timedelta(days=40))
    purge()
    user.refresh_from_db()
    assert user.email == "agent@example.org"
    tuesday_morning.shift(timedelta(days=300))
    purge()
    assert len(mail.outbox) == 2, "told again, a year later"


def test_nobody_is_emptied_who_was_not_told(settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    user = unused(20, email="agent@example.org")
    assert "1 messages non partis" in purge(capsys)
    user.refresh_from_db()
    assert user.email == "agent@example.org" and user.is_active


def test_rescue_accounts_and_partners_without_email_stay(tuesday_morning):
    kept = [unused(30, SUPERUSER, email="secours@example.org"), unused(30, email=None)]
    for _night in range(2):
        purge()
        tuesday_morning.shift(timedelta(days=40))
    assert all(User.objects.get(pk=user.pk).is_active for user in kept)


def test_what_was_erased_is_counted_in_the_trail_and_on_the_dashboard():
    Report.objects.create(problem="other", email="x@example.org", closed_at=ago(7))
    purge()
    assert AuditEntry.objects.get(action="purged").details["signalements vidés"] == 1
    assert JobRun.objects.get(name="purge").ok
    count = AuditEntry.objects.count()
    purge()
    assert AuditEntry.objects.count() == count, "nothing erased, nothing told"


@given(st.datetimes(timezones=st.just(timezone.get_default_timezone())), st.integers(0, 600))
def test_some_months_earlier_is_always_a_day_of_the_right_month(at, months):
    if at.year * 12 + at.month - 1 - months < 12:
        return
    before = purging.months_before(at, months)
    assert (at.year * 12 + at.month) - (before.year * 12 + before.month) == months
    assert before.day <= at.day
