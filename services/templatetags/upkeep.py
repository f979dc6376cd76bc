"""The dashboard of the town, for the admin's first page."""

from django import template
from django.urls import reverse
from django.utils import timezone

from actors import geocoding
from actors.hours_blocks import HoursBlocks
from services.models import Finding
from services.upkeep import dashboard, translating

register = template.Library()


@register.simple_tag(takes_context=True)
def dashboard_of_today(context) -> dashboard.Dashboard | None:
    """What waits for this person; nothing for whom may not change records."""
    if not context["request"].user.edits_everything:
        return None
    return dashboard.build(timezone.now())


@register.simple_tag(takes_context=True)
def findings_of_record(context) -> list[Finding]:
    """What the last inspection said of the record of this page of the admin."""
    uid = getattr(context.get("original"), "uid", None)
    return list(Finding.objects.filter(uid=uid)) if uid else []


@register.simple_tag
def hours_blocks(form) -> HoursBlocks:
    """The entry table of hours, laid out."""
    return HoursBlocks(form)


@register.simple_tag(takes_context=True)
def hours_page_of_record(context) -> str:
    """The table of hours, for a record that has some; nothing elsewhere."""
    kind = {"Location": "location", "ServiceAtLocation": "place"}.get(
        type(context.get("original")).__name__
    )
    return reverse("hours_table", args=[kind, context["original"].uid]) if kind else ""


@register.simple_tag(takes_context=True)
def partner_link_of_record(context) -> str:
    """Where staff make the personal link of an actor; nothing elsewhere."""
    original = context.get("original")
    is_actor = type(original).__name__ == "Actor"
    return reverse("partner_link", args=[original.pk]) if is_actor else ""


@register.simple_tag(takes_context=True)
def mail_page_of_record(context) -> str:
    """Where an e-mail is tried, beside the settings of the guide; nothing elsewhere."""
    is_settings = type(context.get("original")).__name__ == "GuideSettings"
    return reverse("mail_trial") if is_settings else ""


@register.simple_tag(takes_context=True)
def deed_of_record(context) -> str:
    """Where staff make the action of the year that this workshop or service was."""
    original = context.get("original")
    name = type(original).__name__
    if name not in ("Session", "Service") or not context["request"].user.has_perm(
        "services.add_action"
    ):
        return ""
    if getattr(original, "action", None):
        return reverse("admin:services_action_change", args=[original.action.pk])
    return f"{reverse('admin:services_action_add')}?{name.lower()}={original.pk}"


@register.simple_tag(takes_context=True)
def address_page_of_record(context) -> str:
    """Where the point of a place is found from its address; nothing elsewhere."""
    original = context.get("original")
    is_place = type(original).__name__ == "Location" and original.pk
    return reverse("address_page", args=[original.pk]) if is_place and geocoding.is_on() else ""


@register.simple_tag(takes_context=True)
def translation_page_of_record(context) -> str:
    """Where a saved record that the public reads is translated; nothing for the rest."""
    record = context.get("original")
    return translating.address(record, "en") if record is not None else ""
