"""What every page of cards needs: the instant, the help line, what this browser keeps."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from services import cards
from services.agenda import snapshot as sessions
from services.desk.shortlist import ShortlistState
from services.filters import Start
from services.models import Service
from services.web import revision
from services.web.context import surroundings


def card_setting(request, *, at=None, start: Start | None = None, open_first: bool = False):
    at = at or timezone.now()
    return cards.Setting(
        at=at,
        help_phone=surroundings(request).guide.help_phone,
        start=start,
        kept=frozenset(ShortlistState.of(request).ids),
        open_first=open_first,
        next_sessions=sessions.next_of_services(revision.of(request), at),
    )


def prepared(request, services, **options) -> list[Service]:
    """Cards of a queryset, in its own order."""
    return cards.prepare(services.with_card(), card_setting(request, **options))


def source_text(record) -> str:
    """« annonce de 2023 »: when the source of an unverified record spoke."""
    if record.verified_on or not record.announced_year:
        return ""
    return _("annonce de %(year)s") % {"year": record.announced_year}


def report_url(record) -> str:
    """The form that tells of an error, about this record."""
    return f"{reverse('report')}?fiche={record.uid}"


__all__ = ["card_setting", "prepared", "report_url", "revision", "source_text"]
