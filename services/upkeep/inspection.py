"""The nightly inspection: links that no longer answer, and what the records themselves betray."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

from django.db import transaction
from django.db.models import URLField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import geocoding
from actors.models import Actor, Location
from services.models import Finding, Service
from services.models.querysets import UNSHOWN
from services.upkeep import inspection_rules as rules
from services.upkeep import links
from services.upkeep.inspection_duplicates import duplicates
from services.upkeep.inspection_rules import Remark, remark

JOB = "inspect_guide"
# Links asked at the same time.
AT_ONCE = 8
# When nobody at all answers, it is our own line that is cut.
FEW_LINKS = 3
_PROBLEMS = {
    "refused": gettext_lazy("cette adresse ne peut pas être suivie"),
    "unknown": gettext_lazy("ce nom n’existe pas"),
    "silent": gettext_lazy("personne ne répond"),
    "certificate": gettext_lazy("son certificat n’est pas valable"),
    "loop": gettext_lazy("elle renvoie sans fin ailleurs"),
    "broken": gettext_lazy("réponse %(status)d"),
}
_OUR_LINE = {"silent", "unknown"}

Told = Callable[[int], None]


def inspect(
    at: datetime,
    *,
    with_links: bool = True,
    trusted: frozenset[links.Address] = frozenset(),
    progress: Callable[[int], Told] | None = None,
) -> tuple[Counter, bool]:
    """Look at everything, replace what was found before; (count by code, were links checked)."""
    found = [*of_records(at)]
    kept = {Finding.Code.DEAD_LINK}
    if with_links:
        dead = dead_links(trusted, progress)
        if dead is not None:
            found += dead
            kept = set()
        found += far_pins()
    replace(found, timezone.localdate(at), kept=kept)
    return Counter(one.code for one in found), not kept


def of_records(at: datetime) -> Iterator[Remark]:
    """What asks nothing of anybody else."""
    yield from rules.hours(at)
    yield from rules.wrong_phones()
    yield from rules.misplaced_pins()
    yield from rules.no_plain_lines()
    yield from rules.refused_places()
    yield from duplicates()


def far_pins() -> list[Remark]:
    """What the geocoder says of the points; what it said last time, when it does not answer."""
    if not geocoding.is_on():
        return []
    try:
        return list(rules.far_from_address())
    except geocoding.GeocoderDown:
        former = Finding.objects.filter(code=Finding.Code.PIN_FAR).exclude(message__startswith="«")
        return [Remark(one.kind, one.uid, one.name, one.code, one.message) for one in former]


def replace(found: Iterable[Remark], today: date, *, kept: set[str]) -> None:
    """Put these in the place of the former ones, but for the codes kept; first dates stay."""
    with transaction.atomic():
        former = Finding.objects.exclude(code__in=kept)
        since = {(one.uid, one.code, one.message): one.seen_on for one in former}
        former.delete()
        rows = {(one.uid, one.code, one.message[:500]): one for one in found}
        Finding.objects.bulk_create(
            Finding(
                uid=uid,
                kind=one.kind,
                name=one.name[:320],
                code=code,
                message=message,
                seen_on=since.get((uid, code, message), today),
            )
            for (uid, code, message), one in rows.items()
        )


def dead_links(
    trusted: frozenset[links.Address], progress: Callable[[int], Told] | None = None
) -> list[Remark] | None:
    """Links that no longer answer; None when not one did, which says nothing of them."""
    users = public_links()
    tell = progress(len(users)) if progress else None
    verdicts = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = pool.map(lambda url: _asked(url, trusted), users)
        for done, (url, verdict) in enumerate(zip(users, asked, strict=True), 1):
            verdicts[url] = verdict
            if tell:
                tell(done)
    problems = [verdict.problem for verdict in verdicts.values()]
    if len(problems) >= FEW_LINKS and all(problem in _OUR_LINE for problem in problems):
        return None
    return [
        remark(kind, record, Finding.Code.DEAD_LINK, _words(label, url, verdicts[url]))
        for url, records in users.items()
        for kind, record, label in records
        if verdicts[url].problem
    ]


def _asked(url: str, trusted: frozenset[links.Address]) -> links.Verdict:
    """Whoever is silent is asked twice: a server may be starting again."""
    verdict = links.check(url, trusted=trusted)
    return links.check(url, trusted=trusted) if verdict.problem == "silent" else verdict


def public_links() -> dict[str, list[tuple]]:
    """Link → (kind, record, what the link is) of each published record that shows it."""
    users: dict[str, list[tuple]] = defaultdict(list)
    for kind, model in (("actor", Actor), ("location", Location), ("service", Service)):
        fields = [field for field in model._meta.fields if isinstance(field, URLField)]
        for record in model.objects.published().defer(*UNSHOWN).iterator():
            for field in fields:
                if url := getattr(record, field.name):
                    users[url].append((kind, record, capfirst(field.verbose_name)))
    return users


def _words(label: str, url: str, verdict: links.Verdict) -> str:
    problem = str(_PROBLEMS[verdict.problem])
    if verdict.problem == "broken":
        problem %= {"status": verdict.status}
    return _("%(label)s : %(url)s (%(problem)s)") % {
        "label": label,
        "url": url,
        "problem": problem,
    }
