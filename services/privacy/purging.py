"""What is erased when its time is over, as the register says."""

import calendar
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from actors import audit
from actors.models import (
    Membership,
    ProConnectIdentity,
    RecoveryCode,
    SecondFactor,
    User,
)
from services.models import (
    Call,
    ImportRun,
    OpinionCount,
    OpinionLine,
    Proposal,
    Report,
    SearchCount,
    Shortlist,
)
from services.privacy import register

# Told first, emptied a month later: never both in the same night.
_DAYS_AFTER_WARNING = 28


def months_before(at: datetime, months: int) -> datetime:
    """The same day some months earlier, or the last day of that month."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)


def purge(at: datetime | None = None) -> dict[str, int]:
    """Erase what the register says is over; how much of each, in one transaction, told."""
    at = timezone.localtime(at)
    with transaction.atomic():
        done = {
            "signalements vidés": _empty_reports(at),
            "fichiers importés": _empty_imports(at),
            "listes expirées": _count(Shortlist.objects.filter(expires_at__lte=at).delete()),
            "sessions finies": _count(Session.objects.filter(expire_date__lt=at).delete()),
            "recherches anciennes": _forget_searches(at),
            "avis anciens": _forget_opinions(at),
            "lignes sans leur auteur": _forget_authors(at),
            "comptes inactifs vidés": _empty_accounts(at),
        }
        if any(done.values()):
            audit.record("purged", **done)
    return done


def _count(deleted: tuple[int, dict]) -> int:
    return deleted[0]


def _empty_reports(at: datetime) -> int:
    over = Report.objects.filter(closed_at__lt=months_before(at, register.REPORT_MONTHS))
    told = ~Q(email="") | ~Q(message="") | ~Q(answer="")
    return over.filter(told).update(email="", message="", answer="")


def _empty_imports(at: datetime) -> int:
    """The file goes; what it changed, and the way to undo it, stay."""
    over = ImportRun.objects.filter(created_at__lt=months_before(at, register.REPORT_MONTHS))
    return over.exclude(first=b"", second=b"").update(first=b"", second=b"")


def _forget_searches(at: datetime) -> int:
    first = months_before(at, register.SEARCH_MONTHS).date()
    return _count(SearchCount.objects.filter(day__lt=first).delete())


def _forget_opinions(at: datetime) -> int:
    before = months_before(at, register.OPINION_MONTHS).date()
    lots = (OpinionLine, OpinionCount)
    return sum(_count(model.objects.filter(month__lt=before).delete()) for model in lots)


def _forget_authors(at: datetime) -> int:
    before = months_before(at, register.AUTHOR_MONTHS)
    old = Proposal.objects.filter(decided_at__lt=before)
    named = Q(author__isnull=False) | Q(decided_by__isnull=False)
    count = old.filter(named | ~Q(comment="") | ~Q(decision_note="")).update(
        author=None, decided_by=None, comment="", decision_note=""
    )
    count += Call.objects.filter(at__lt=before, by__isnull=False).update(by=None)
    count += _count(LogEntry.objects.filter(action_time__lt=before).delete())
    count += ImportRun.objects.filter(created_at__lt=before, by__isnull=False).update(by=None)
    for model in histories():
        rows = model.objects.filter(history_date__lt=before, history_user__isnull=False)
        count += rows.update(history_user=None)
    return count


def histories() -> list:
    """The history of each model; that of its links has no author of its own."""
    models = [model for model in apps.get_models() if hasattr(model, "instance_type")]
    return [model for model in models if hasattr(model, "history_user")]


# ── accounts ──


def _unused_since(at: datetime, months: int):
    """Open accounts with an e-mail; a rescue account is kept for the days of trouble."""
    seen = Coalesce("last_login", "date_joined")
    accounts = User.objects.exclude(email=None).filter(is_active=True, is_superuser=False)
    return accounts.alias(seen_at=seen).filter(seen_at__lt=months_before(at, months))


def warn_inactive(at: datetime | None = None) -> tuple[int, int]:
    """Tell who has not come for eleven months; (told, could not be told)."""
    at = timezone.localtime(at)
    told = failed = 0
    unused = _unused_since(at, register.WARNED_MONTHS)
    for user in unused.exclude(inactivity_warned_at__gt=F("seen_at")):
        try:
            send_mail(_subject(), _letter(), None, [user.email])
        except OSError:
            failed += 1
            continue
        user.inactivity_warned_at = at
        user.save(update_fields=["inactivity_warned_at"])
        told += 1
    return told, failed


def _subject() -> str:
    return _("Guide numérique : votre compte va être effacé")


def _letter() -> str:
    text = _(
        "Bonjour,\n\nVous n’êtes pas venu dans le guide numérique de Miramas depuis onze mois.\n"
        "Sans nouvelle de vous, votre compte sera effacé dans un mois.\n"
        "Pour le garder, connectez-vous une fois : %(site)s/gestion/\n"
    )
    return text % {"site": settings.SITE_URL}


def _empty_accounts(at: datetime) -> int:
    warned_before = at - timedelta(days=_DAYS_AFTER_WARNING)
    over = _unused_since(at, register.INACTIVE_MONTHS)
    told = over.filter(
        inactivity_warned_at__lt=warned_before, inactivity_warned_at__gt=F("seen_at")
    )
    users = list(told)
    for user in users:
        empty(user)
    return len(users)


def empty(user: User) -> None:
    """Nothing of the person is left but the number of the account, which the history keeps."""
    for model in (Membership, SecondFactor, RecoveryCode, ProConnectIdentity):
        model.objects.filter(user=user).delete()
    user.groups.clear()
    user.email, user.label = None, ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.sessions_closed_at = timezone.now()
    user.save()
