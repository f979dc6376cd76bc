"""An import in French: what a field is called, and its values as people read them."""

from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import vocabularies
from actors.admin.history import in_words
from services.cards import display_phone
from services.models import Need
from services.standards.existing import MODELS, python_value
from services.standards.records import RELATIONS, vocabulary_of

KINDS = {
    "actor": gettext_lazy("acteur"),
    "location": gettext_lazy("lieu"),
    "service": gettext_lazy("service"),
    "place": gettext_lazy("permanence"),
}
_LONGEST = 300


def field_label(kind: str, name: str) -> str:
    vocabulary = vocabulary_of(name)
    if vocabulary:
        return capfirst(str(vocabularies.vocabulary(vocabulary).label))
    return capfirst(str(MODELS[kind]._meta.get_field(name).verbose_name))


def value_words(kind: str, name: str, value: object) -> str:
    """A flat value of a record, as the guide shows it; « rien » when nothing is said."""
    if value in (None, "", [], {}):
        return _("rien")
    vocabulary = vocabulary_of(name)
    if vocabulary:
        known = vocabularies.vocabulary(vocabulary)
        return ", ".join(str(known.label_of(code)) for code in value)
    if name == "needs":
        return ", ".join(_needs().get(code, code) for code in value)
    if name in RELATIONS[kind]:
        return _name_of(name, value)
    if name == "phone":
        return display_phone(str(value))
    field = MODELS[kind]._meta.get_field(name)
    return _short(in_words(field, python_value(field, value)))


def _needs() -> dict[str, str]:
    return dict(Need.objects.values_list("code", "label"))


def _name_of(kind: str, uid: object) -> str:
    found = MODELS[kind].objects.filter(uid=UUID(str(uid))).first()
    return str(found) if found else str(uid)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
