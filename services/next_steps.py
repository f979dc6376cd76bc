"""« Et ensuite ? »: from being helped, to learning, to enjoying and passing it on."""

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from services.choices import PILLAR
from services.models import Service

REASONS = {
    "accomplissement": _("Pour le faire seul la prochaine fois"),
    "loisir": _("Pour découvrir et partager"),
}


def pillars_after(pillar: str) -> list[str]:
    codes = PILLAR.codes()
    return codes[codes.index(pillar) + 1 :] if pillar in codes else []


def next_services(service: Service) -> list[Service]:
    """One service of each following pillar: the same actor's first, then stated ones, nearby.

    Only identifiers and pillars are read here; `step_reason` is set for the page.
    """
    chosen: dict[str, int] = {}
    quarters = {place.location.quarter for place in service.shown_places} - {""}
    near = Service.objects.in_quarter(quarters) if quarters else Service.objects.none()
    rows = (
        Service.objects.published()
        .filter(pillar__in=pillars_after(service.pillar))
        .exclude(pk=service.pk)
        .annotate(
            remoteness=Case(
                When(actor=service.actor_id, then=Value(0)),
                When(pk__in=near.values("pk"), then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        )
        .order_by("inferred", "remoteness", "title_key", "pk")
    )
    for pk, pillar in rows.values_list("pk", "pillar"):
        chosen.setdefault(pillar, pk)
        if len(chosen) == len(pillars_after(service.pillar)):
            break
    found = {row.pk: row for row in Service.objects.filter(pk__in=chosen.values()).with_card()}
    steps = [found[chosen[pillar]] for pillar in PILLAR.codes() if pillar in chosen]
    for step in steps:
        step.step_reason = REASONS[step.pillar]
    return steps


def nearest_equivalent(service: Service, *, limit: int = 3):
    """Published services that may replace one that is gone: same needs or themes, same pillar."""
    needs = list(service.needs.values_list("code", flat=True))
    themes = list(service.terms.filter(vocabulary="theme").values_list("code", flat=True))
    published = Service.objects.published().filter(pillar=service.pillar).exclude(pk=service.pk)
    for found in (
        published.with_need(needs) if needs else None,
        published.with_term("theme", themes) if themes else None,
        published,
    ):
        if found is not None and found.exists():
            return found.stated_first()[:limit]
    return published.none()
