"""The whole guide as plain values: the printed booklet and its web page are made from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from actors.models import Actor
from services import hours
from services.choices import PILLAR
from services.models import GuideSettings, Need, Service
from services.printing import entries
from services.printing.entries import Entry, Number
from services.printing.indexes import (
    ActorLine,
    Quarter,
    Reference,
    actor_lines,
    place_index,
)
from services.printing.plan import Plan


@dataclass(frozen=True)
class Help:
    """The guide's own telephone, said on every page."""

    phone: Number
    name: str


@dataclass(frozen=True)
class Frame:
    """What is said around any printed thing: whose it is, whom to call, how sure it is."""

    name: str
    tagline: str
    publisher: str
    site: str
    help: Help
    confirmed: int
    total: int

    @property
    def verification(self) -> str:
        """« 0 organisme sur 37 a confirmé », for the foot of each page."""
        # French counts 0 as one, the fallback of gettext does not.
        text = ngettext(
            "%(confirmed)s organisme sur %(total)s a confirmé",
            "%(confirmed)s organismes sur %(total)s ont confirmé",
            max(1, self.confirmed),
        )
        return text % self._counts

    @property
    def verification_sentence(self) -> str:
        """The same as a sentence, for the covers."""
        text = ngettext(
            "%(confirmed)s organisme sur %(total)s a confirmé ses informations.",
            "%(confirmed)s organismes sur %(total)s ont confirmé leurs informations.",
            max(1, self.confirmed),
        )
        if self.confirmed < self.total:
            text = _("Guide en cours de vérification : %(rest)s") % {"rest": text}
        return text % self._counts

    @property
    def _counts(self) -> dict[str, int]:
        return {"confirmed": self.confirmed, "total": self.total}


@dataclass(frozen=True)
class NeedPart:
    """A need: the services told in full here, and those told elsewhere that answer it too."""

    label: str
    question: str
    entries: tuple[Entry, ...]
    see_also: tuple[Reference, ...]


@dataclass(frozen=True)
class PillarPart:
    code: str
    plain: str
    official: str
    needs: tuple[NeedPart, ...]

    @property
    def count(self) -> int:
        return sum(len(need.entries) for need in self.needs)


@dataclass(frozen=True)
class PaperGuide:
    """QUOI by pillar then need, QUI from A to Z, OÙ by quarter with the plan."""

    frame: Frame
    pillars: tuple[PillarPart, ...]
    actors: tuple[ActorLine, ...]
    quarters: tuple[Quarter, ...]
    plan: Plan | None

    @property
    def service_count(self) -> int:
        return sum(part.count for part in self.pillars)


def frame() -> Frame:
    guide = GuideSettings.objects.first() or GuideSettings()
    published = Actor.objects.published()
    return Frame(
        name=guide.name,
        tagline=guide.tagline,
        publisher=guide.publisher,
        site=settings.SITE_URL,
        help=Help(entries.number_line(guide.help_phone, ""), guide.help_name),
        confirmed=published.verified().count(),
        total=published.count(),
    )


def published_services() -> list[Service]:
    """Every published service with all that its entry reads, in a constant number of queries."""
    services = Service.objects.published().with_card().prefetch_related("needs")
    return list(services.order_by("inferred", "title_key", "pk"))


def entry_setting(services: Iterable[Service], at: datetime) -> entries.Setting:
    guide = GuideSettings.objects.first() or GuideSettings()
    setting = entries.Setting(at, hours.ClosureBook(), guide.help_phone)
    ids = {place.location_id for service in services for place in service.shown_places}
    book = hours.ClosureBook.for_locations(ids, setting.today)
    return entries.Setting(at, book, guide.help_phone)


def paper_guide(at: datetime) -> PaperGuide:
    """The guide as it stands at that instant, in the active language."""
    services = published_services()
    setting = entry_setting(services, at)
    quarters, plan = place_index(services, setting)
    return PaperGuide(
        frame=frame(),
        pillars=_pillars(services, setting),
        actors=actor_lines(services, setting),
        quarters=quarters,
        plan=plan,
    )


def _pillars(services: list[Service], setting: entries.Setting) -> tuple[PillarPart, ...]:
    needs = {need.pk: need for need in Need.objects.all()}
    rank = {pk: place for place, pk in enumerate(needs)}
    full: dict[tuple[str, int], list[Entry]] = {}
    also: dict[tuple[str, int], list[Reference]] = {}
    for service in services:
        answered = sorted((need.pk for need in service.needs.all()), key=rank.__getitem__)
        home = _home(service, answered, needs)
        full.setdefault(home, []).append(entries.describe(service, setting))
        for pk in answered:
            other = (needs[pk].pillar, pk)
            if other != home:
                reference = Reference(service.pk, service.title, service.actor.short_name)
                also.setdefault(other, []).append(reference)
    return tuple(
        PillarPart(
            code=choice.code,
            plain=str(choice.words()),
            official=str(choice.label),
            needs=tuple(_needs_of(choice.code, needs, full, also)),
        )
        for choice in PILLAR
    )


_NO_NEED = 0


def _home(service: Service, answered: list[int], needs: dict[int, Need]) -> tuple[str, int]:
    """Where the service is told in full: in its own pillar, under its first need of that pillar."""
    same = [pk for pk in answered if needs[pk].pillar == service.pillar]
    return service.pillar, next(iter(same or answered), _NO_NEED)


def _needs_of(pillar: str, needs: dict[int, Need], full, also):
    for pk in (*needs, _NO_NEED):
        key = (pillar, pk)
        if key not in full and key not in also:
            continue
        need = needs.get(pk)
        yield NeedPart(
            label=str(need) if need else _("Autres aides"),
            question=_question(need) if need else "",
            entries=tuple(full.get(key, ())),
            see_also=tuple(also.get(key, ())),
        )


def _question(need: Need) -> str:
    return need.translated("question", get_language() or "") or need.question
