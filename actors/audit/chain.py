"""Adding to the trail, and proving it whole: each entry carries the digest of the one before."""

import hashlib
import json
from datetime import UTC, datetime

from django.db import connections, router, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actors.models.audit import AuditEntry

FIRST = "0" * 64
# Any number, the same everywhere: PostgreSQL lets one writer at a time add to the chain.
_LOCK = 7_013_140


def record(
    action: str, *, request=None, account: int | None = None, about: str = "", **details
) -> AuditEntry:
    """Add one fact, in the transaction of what it tells.

    `account` is the number of who did it: by default the person of the request under way.
    `details` hold codes and counts, never a name, an address nor typed words.
    """
    using = router.db_for_write(AuditEntry)
    request = request or getattr(HistoricalRecords.context, "request", None)
    told = {name: value for name, value in details.items() if value not in (None, "", [], {})}
    if number := getattr(request, "request_id", ""):
        told["request"] = str(number)[:64]
    with transaction.atomic(using=using):
        _wait_for_turn(using)
        entry = AuditEntry(
            at=timezone.now(),
            action=action,
            account=account if account is not None else _person_of(request),
            about=about[:80],
            details=told,
            previous=head(using),
        )
        entry.digest = digest_of(entry)
        entry.save(using=using, force_insert=True)
    return entry


def _person_of(request) -> int | None:
    user = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else None


def _wait_for_turn(using: str) -> None:
    # SQLite has one writer at a time by itself.
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def head(using: str | None = None) -> str:
    """The digest of the last entry: noted elsewhere, it proves that no end was cut off."""
    entries = AuditEntry.objects.using(using or router.db_for_write(AuditEntry))
    return entries.order_by("-pk").values_list("digest", flat=True).first() or FIRST


def digest_of(entry: AuditEntry) -> str:
    told = [
        entry.previous,
        _instant(entry.at),
        entry.action,
        entry.account,
        entry.about,
        entry.details,
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _instant(at: datetime) -> str:
    # What a backup keeps of an instant, so that a restored trail still proves itself.
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def broken_at(*, known_head: str = "") -> int | None:
    """The number of the first entry that does not follow; None when the chain is whole.

    With `known_head`, a digest noted earlier: 0 when no entry carries it any more.
    """
    previous, has_head = FIRST, not known_head or known_head == FIRST
    for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=1000):
        if entry.previous != previous or entry.digest != digest_of(entry):
            return entry.pk
        previous = entry.digest
        has_head = has_head or known_head == previous
    return None if has_head else 0
