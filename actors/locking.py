"""Two people on one record: the form knows what its reader saw, and merges what changed since."""

import json
from datetime import date
from decimal import Decimal

from django import forms
from django.db.models import Model, QuerySet
from django.utils.formats import date_format, localize_input
from django.utils.translation import gettext as _
from simple_history.models import is_historic

from actors.merge import Conflict, merge, same


class SeenField(forms.Field):
    """`{"version": int, "values": {field: plain value}}` as the page was sent; {} when lost."""

    widget = forms.HiddenInput

    def to_python(self, value) -> dict:
        try:
            seen = json.loads(value or "{}")
        except (ValueError, RecursionError):
            return {}
        valid = isinstance(seen, dict) and isinstance(seen.get("values"), dict)
        return seen if valid else {}

    def has_changed(self, initial, data) -> bool:
        return False


class LockedForm(forms.ModelForm):
    """A form of one record with a `version`; to be validated inside a transaction.

    When the record moved since the page was sent, changes of different fields merge by themselves
    (`merged` holds the labels of what others changed); a field that both sides changed is an error
    that gives both values, and the form, shown again, is about the newer version.
    """

    seen = SeenField(required=False)
    merged: tuple[str, ...] = ()
    moved = False  # whether the record changed since the page was sent

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self._photograph()

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.instance.pk:
            self._meet_the_others()
        return cleaned

    def _photograph(self) -> str:
        """What this page shows of the record, to be compared when it comes back."""
        # Going back to a past version is a change made to the record as it is now.
        form = self._of_current() if is_historic(self.instance) else self
        return json.dumps({"version": form.instance.version, "values": form._stored()})

    def _of_current(self) -> "LockedForm":
        current = type(self.instance)._base_manager.get(pk=self.instance.pk)
        return type(self)(instance=current, prefix=self.prefix)

    def _stored(self) -> dict:
        return {
            name: plain(field, self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if name != "seen"
        }

    def _meet_the_others(self) -> None:
        locked = type(self.instance)._base_manager.select_for_update()
        self.instance.refresh_from_db(from_queryset=locked)
        seen = self.cleaned_data.get("seen") or {}
        self.moved = seen.get("version") != self.instance.version
        if self.moved:
            self._merge(seen.get("values", {}), self._of_current())

    def _merge(self, base: dict, current: "LockedForm") -> None:
        stored = current._stored()
        wanted = {
            name: plain(self.fields[name], self.cleaned_data[name])
            for name in stored
            if name in self.cleaned_data
        }
        result = merge(base, stored, wanted)
        in_conflict = {conflict.field for conflict in result.conflicts}
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = current.initial["seen"]
        for name in wanted.keys() - in_conflict:
            if same(base.get(name), wanted[name]) and not same(stored[name], wanted[name]):
                self._take(name, current)
        self.__dict__.pop("changed_data", None)
        conflicts = [*result.conflicts, *self._unread(base, stored)]
        for conflict in conflicts:
            self._tell(conflict.field, current)
        if conflicts:
            self.add_error(None, forms.ValidationError(self._summary(), code="conflict"))

    def _take(self, name: str, current: "LockedForm") -> None:
        """Bring in what others changed and this page did not."""
        self.cleaned_data[name] = current._value(name)
        self.data.setlist(self.add_prefix(name), current._shown(name))
        self.merged = (*self.merged, str(self[name].label))

    def _unread(self, base: dict, stored: dict) -> list[Conflict]:
        """Fields with an error here that others changed: to be told, or they would be lost."""
        return [
            Conflict(name, base.get(name), None, value)
            for name, value in stored.items()
            if name in self.errors and not same(base.get(name), value)
        ]

    def _value(self, name: str):
        """The stored value, as a valid form would give it."""
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        try:
            return field.clean(field.prepare_value(value))
        except forms.ValidationError:
            return value  # stored before a rule became stricter

    def _shown(self, name: str) -> list[str]:
        """The stored value, as the widget would send it."""
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field, forms.BooleanField):
            return ["on"] if value else []
        if isinstance(value, list | tuple | QuerySet):
            return [str(item) for item in value]
        shown = field.widget.format_value(value)
        return [str(item) for item in shown] if isinstance(shown, list) else [shown or ""]

    def _summary(self) -> str:
        last = self.instance.history.select_related("history_user").first()
        who = str((last and last.history_user) or _("Quelqu’un"))
        text = _("%(who)s a modifié cette fiche pendant que vous écriviez.") % {"who": who}
        if self.merged:
            text += " " + _("Ses autres changements sont repris ci-dessous : %(fields)s.") % {
                "fields": ", ".join(self.merged)
            }
        return text

    def _tell(self, name: str, current: "LockedForm") -> None:
        theirs = in_words(current.fields[name], current._value(name))
        text = _("Entre-temps, quelqu’un a enregistré « %(theirs)s ».") % {"theirs": theirs}
        if name in self.cleaned_data:
            mine = in_words(self.fields[name], self.cleaned_data[name])
            text += " " + _(
                "Vous avez choisi « %(mine)s ». Gardez-le ou corrigez-le, "
                "puis enregistrez de nouveau."
            ) % {"mine": mine}
        self.add_error(name, forms.ValidationError(text, code="conflict"))


class LockedFormSet(forms.BaseInlineFormSet):
    """Rows that are LockedForms: what somebody just changed is not removed unread."""

    def clean(self) -> None:
        super().clean()
        for form in self.initial_forms:
            if self.can_delete and self._should_delete_form(form) and form.moved:
                raise forms.ValidationError(
                    _(
                        "Quelqu’un a modifié « %(row)s » entre-temps. Relisez cette ligne, "
                        "puis enregistrez de nouveau pour la supprimer."
                    ),
                    code="conflict",
                    params={"row": form.instance},
                )


def plain(field: forms.Field, value: object) -> object:
    """A form value as JSON that compares: pks for records, text for dates and decimals."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return sorted(plain(forms.Field(), item) for item in value or ())
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return value


def in_words(field: forms.Field, value: object) -> str:
    """A cleaned value as a sentence can quote it."""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(field, forms.ModelChoiceField):
        items = value if isinstance(value, QuerySet | list) else [value]
    elif isinstance(field, forms.ChoiceField):
        labels = dict(field.choices)
        codes = value if isinstance(value, list) else [value]
        items = [labels.get(code, code) for code in codes]
    else:
        items = value if isinstance(value, list) else [localize_input(field.prepare_value(value))]
    return ", ".join(str(item) for item in items if item not in (None, "")) or _("rien")
