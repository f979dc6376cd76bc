"""Form fields for people: phones as one says them, hours as one writes them, lists as lines."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import opening_hours, phones, vocabularies
from actors.widgets import CheckboxGroup


class ParagraphField(forms.CharField):
    """A long text; ends of line are one character, or every save would look like a change."""

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class SentenceField(forms.CharField):
    """A text of one paragraph, typed in a box of several lines."""

    def to_python(self, value) -> str:
        return " ".join(super().to_python(value).split())


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, *, rows: int = 3, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
        kwargs = {"required": False, "widget": widget} | kwargs
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value) -> list[str]:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial, data) -> bool:
        return (initial or []) != self.to_python(data)


class CodesField(forms.MultipleChoiceField):
    """Codes of one vocabulary, as boxes that carry the words the public reads."""

    def __init__(self, vocabulary: str, **kwargs):
        self.vocabulary = vocabulary
        kwargs = {"required": False, "widget": CheckboxGroup} | kwargs
        super().__init__(choices=partial(_words, vocabulary), **kwargs)

    def keep(self, codes) -> None:
        """Offer also the codes a record has and the vocabulary no longer lists."""
        unknown = [code for code in codes if code not in vocabularies.vocabulary(self.vocabulary)]
        if unknown:
            self.choices = [*_words(self.vocabulary), *((code, code) for code in unknown)]


def _words(vocabulary: str) -> list[tuple[str, str]]:
    return [(choice.code, choice.words()) for choice in vocabularies.vocabulary(vocabulary)]


class TermsField(CodesField):
    """The same codes, saved as rows of the record's `terms` (see TermsFormMixin)."""


class PhoneField(forms.CharField):
    """Shown and typed as `04 90 50 45 74`, stored as `+33490504574`."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "widget": forms.TextInput(_PHONE_ATTRS)} | kwargs)

    def prepare_value(self, value):
        return phones.display(value) if isinstance(value, str) else value

    def to_python(self, value) -> str:
        return phones.normalise(super().to_python(value))


_PHONE_ATTRS = {"type": "tel", "class": "vTextField"}


class CoordinateField(forms.DecimalField):
    """Degrees, with a French comma or a point; what a map copies is rounded to 10 cm."""

    def __init__(self, **kwargs):
        defaults = {"required": False, "decimal_places": 6, "max_digits": 9, "localize": True}
        super().__init__(**defaults | kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "class": "vTextField coordinate"})
        refusal = gettext_lazy("Écrivez un nombre de degrés, par exemple 43,5822, ou laissez vide.")
        codes = ("invalid", "max_digits", "max_decimal_places", "max_whole_digits")
        self.error_messages |= dict.fromkeys(codes, refusal)

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace("−", "-").replace("°", "").strip()
        number = super().to_python(value)
        if number is None or not number.is_finite():
            return number
        return round(number, self.decimal_places) if abs(number) < 1000 else number


class HoursField(forms.CharField):
    """OSM opening hours; what is written in plain French is read, and its reading told back."""

    # Set by `clean`: the French text that was understood, when it was not OSM.
    understood = ""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField hours"})
        super().__init__(**{"required": False, "widget": widget} | kwargs)

    def clean(self, value) -> str:
        text = super().clean(value)
        self.understood = ""
        if not text:
            return ""
        try:
            return opening_hours.validate(text)
        except opening_hours.HoursError as error:
            proposal = opening_hours.repair(text)
            if not proposal:
                raise ValidationError(str(error), code="opening_hours") from error
            self.understood = text
            return proposal


def hours_help(text: str, help_text: str):
    """The help of an hours field: what to type, then what the public reads today."""
    sentence = hours_sentence(text)
    if not sentence:
        return help_text
    return format_html(
        '{}<br><strong class="hours-sentence">{}</strong>',
        help_text,
        _("Le public lit : « %(sentence)s »") % {"sentence": sentence},
    )


def hours_sentence(text: str) -> str:
    """The French sentence of stored hours; nothing for empty or unreadable ones."""
    try:
        return opening_hours.sentence(text) if text else ""
    except opening_hours.HoursError:
        return ""
