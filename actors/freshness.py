"""When a record is due to be verified again."""

import calendar
from datetime import date

from django.db.models import Q

LONGEST_PERIOD = 24  # months, as the validator of `review_months`


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def is_fresh(verified_on: date | None, months: int, today: date) -> bool:
    """Verified, and not longer ago than this period."""
    return verified_on is not None and verified_on >= months_before(today, months)


def is_due(record, on: date) -> bool:
    """Never verified, or longer ago than the record's own period."""
    return not is_fresh(record.verified_on, record.review_months, on)


def due_on(record) -> date | None:
    """The day when a verified record asks to be verified again; None for one never verified."""
    if record.verified_on is None:
        return None
    return months_before(record.verified_on, -record.review_months)


def due(on: date) -> Q:
    """The same rule in SQL, without date arithmetic on a column: databases differ there."""
    late = Q(verified_on__isnull=True)
    for months in range(1, LONGEST_PERIOD + 1):
        late |= Q(review_months=months, verified_on__lt=months_before(on, months))
    return late
