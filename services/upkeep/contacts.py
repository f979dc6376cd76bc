"""A swapped number on an official page is how people are robbed: the old contact is told."""

from django.utils.translation import gettext as _

from services.cards import display_phone
from services.models import GuideSettings
from services.upkeep import mail

# These always go through the town, whoever proposes them.
CONTACT = ("phone", "email", "website")


def warn(record, wanted: dict, before: dict, *, is_done: bool) -> bool:
    """Tell the address known until now that a contact is to change, or has; whether it went.

    `wanted`, `before`: field → value. Without an address or a mail server the town rings instead:
    the page of the proposal says so.
    """
    address = before.get("email") or address_of(record)
    if not address:
        return False
    labels = {name: str(record._meta.get_field(name).verbose_name) for name in wanted}
    context = {
        "record": record,
        "is_done": is_done,
        "guide": GuideSettings.objects.first() or GuideSettings(),
        "changes": [
            {
                "label": labels[name],
                "before": words(name, before.get(name)),
                "after": words(name, v),
            }
            for name, v in wanted.items()
        ],
    }
    if is_done:
        subject = _("Guide numérique : un contact a changé")
    else:
        subject = _("Guide numérique : un contact va changer")
    return mail.try_to_send("contact", address, subject, context)


def words(name: str, value: object) -> str:
    if not value:
        return _("rien")
    return display_phone(str(value)) if name == "phone" else str(value)


def address_of(record) -> str:
    """The record's own e-mail, else its organisation's."""
    return getattr(record, "email", "") or getattr(owner_of(record), "email", "")


def phone_of(record) -> str:
    """The number known today: the record's own, else its organisation's."""
    return getattr(record, "phone", "") or getattr(owner_of(record), "phone", "")


def owner_of(record):
    """The organisation of any record."""
    service = getattr(record, "service", None)
    return service.actor if service else getattr(record, "actor", record)
