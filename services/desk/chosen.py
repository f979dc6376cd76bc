"""Services read back from an address, in the order of the address, ready to be shown."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from services import cards
from services.agenda import snapshot
from services.desk import sheet, shortlist
from services.models import Service
from services.views.common import card_setting
from services.web import revision
from services.web.context import surroundings


def ids_in(params: QueryDict) -> list[int]:
    """`s=12.45` and `s=12&s=45` alike; whatever is not an id is left out."""
    return shortlist.parse_ids(shortlist.SEPARATOR.join(params.getlist("s")))


@dataclass
class Chosen:
    """Services of a list of ids; `missing_count` of them are no longer in the guide."""

    services: list[Service]
    missing_count: int
    at: datetime
    book: cards.ClosureBook

    @classmethod
    def of(cls, request, ids: list[int]) -> "Chosen":
        at = timezone.now()
        rows = {r.pk: r for r in Service.objects.published().filter(pk__in=ids).with_card()}
        ordered = [rows[pk] for pk in ids if pk in rows]
        book = cards.book_of(ordered, at)
        cards.prepare(ordered, card_setting(request, at=at), book=book)
        return cls(ordered, len(ids) - len(ordered), at, book)

    @property
    def ids(self) -> list[int]:
        return [service.pk for service in self.services]

    @property
    def joined(self) -> str:
        return shortlist.join_ids(self.ids)

    def list_url(self, language: str = "") -> str:
        """The full address of this list, opening in a language: what a QR code holds."""
        with translation.override(language or sheet.FRENCH):
            return f"{settings.SITE_URL}{reverse('shortlist')}?s={self.joined}"

    def sheet_setting(self, request) -> sheet.Setting:
        guide = surroundings(request).guide
        workshops: dict[int, list] = {}
        for row in snapshot.to_come(revision.of(request), self.at):
            workshops.setdefault(row.service_id, []).append((row.start, row.end))
        return sheet.Setting(
            at=self.at,
            book=self.book,
            help_phone=guide.help_phone,
            help_name=guide.help_name,
            workshops=workshops,
            is_short=len(self.services) > 1,
        )
