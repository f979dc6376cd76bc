"""A record in another language: its French on one side, what somebody wrote on the other."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Location
from services.models import Need, Pathway, Service
from services.web.context import OWN_NAMES

# Kind in the address → its model and the texts that the public reads.
KINDS = {
    "service": (Service, ("title", "summary", "description")),
    "organisme": (Actor, ("name", "description")),
    "lieu": (Location, ("name", "summary")),
    "besoin": (Need, ("label", "question")),
    "parcours": (Pathway, ("title", "summary")),
}
STEP_FIELDS = ("title", "summary")


@dataclass(frozen=True)
class Text:
    """One text to translate; `heading` parts the steps of a pathway from each other."""

    key: str
    record: models.Model
    field: str
    heading: str = ""

    @property
    def french(self) -> str:
        return getattr(self.record, self.field)

    def known(self, language: str) -> dict:
        return self.record.translations.get(language, {}).get(self.field, {})


def texts_of(kind: str, record: models.Model) -> list[Text]:
    """The texts of a record, and those of its steps; none that is empty in French."""
    found = [Text(name, record, name) for name in KINDS[kind][1]]
    if kind == "parcours":
        for number, step in enumerate(record.steps.all(), start=1):
            heading = _("Étape %(number)d") % {"number": number}
            found += [Text(f"{step.pk}-{name}", step, name, heading) for name in STEP_FIELDS]
    return [text for text in found if text.french]


class TranslationForm(forms.Form):
    """The texts in one language, each with its French above it, and who wrote them."""

    def __init__(self, data, *, texts: list[Text], language: str):
        super().__init__(data)
        self.texts, self.language = texts, language
        for text in texts:
            self.fields[text.key] = self._field(text)
        signed = (text.known(language).get("by") for text in texts)
        self.fields["by"] = forms.CharField(
            label=_("Traduit par"),
            help_text=_("Par exemple « le centre social ». Le public le lit. Jamais un nom."),
            initial=next((by for by in signed if by), ""),
            max_length=80,
        )

    def _field(self, text: Text) -> forms.CharField:
        field = text.record._meta.get_field(text.field)
        is_long = field.max_length is None or field.max_length > 200
        widget = (
            forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})
            if is_long
            else forms.TextInput(attrs={"class": "vTextField"})
        )
        widget.attrs |= {"lang": self.language, "dir": "rtl" if self.language == "ar" else "ltr"}
        label = str(field.verbose_name)
        return forms.CharField(
            label=f"{text.heading} : {label}" if text.heading else label,
            help_text=text.french,
            initial=text.known(self.language).get("text", ""),
            max_length=field.max_length,
            required=False,
            widget=widget,
        )

    def save(self) -> None:
        """An empty text leaves the French; what did not change keeps its day and its hand."""
        by, today = self.cleaned_data["by"], timezone.localdate().isoformat()
        records: dict[tuple, models.Model] = {}
        kept: dict[tuple, dict] = {}
        for text in self.texts:
            key = (text.record._meta.label, text.record.pk)
            records[key] = text.record
            said = self.cleaned_data[text.key].strip()
            known = text.known(self.language)
            if said:
                same = said == known.get("text") and by == known.get("by")
                new = {"text": said, "by": by, "on": today}
                kept.setdefault(key, {})[text.field] = known if same else new
        with transaction.atomic():
            for key, record in records.items():
                self._save(record, kept.get(key, {}))

    def _save(self, record: models.Model, texts: dict) -> None:
        others = {c: said for c, said in record.translations.items() if c != self.language}
        translations = others | ({self.language: texts} if texts else {})
        if translations == record.translations:
            return
        record.translations = translations
        language = OWN_NAMES[self.language]
        record._change_reason = _("Traduction : %(language)s") % {"language": language}
        record.save()


def translate(request, kind: str, pk: int, language: str):
    if kind not in KINDS or language not in _languages():
        raise Http404
    model = KINDS[kind][0]
    if not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
        raise PermissionDenied
    record = get_object_or_404(model, pk=pk)
    form = TranslationForm(request.POST or None, texts=texts_of(kind, record), language=language)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Traduction enregistrée."))
        return HttpResponseRedirect(request.path)
    change = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    context = admin.site.each_context(request) | {
        "title": _("Traduire : %(record)s") % {"record": record},
        "record": record,
        "form": form,
        "language": language,
        "others": [(code, OWN_NAMES[code], address(record, code)) for code in _languages()],
        "back_url": reverse(change, args=[record.pk]),
    }
    return TemplateResponse(request, "services/upkeep/translate.html", context)


def address(record: models.Model, language: str) -> str:
    """Where the record is translated; nothing for what the public does not read."""
    kind = next((kind for kind, (model, _f) in KINDS.items() if type(record) is model), "")
    return reverse("translate", args=[kind, record.pk, language]) if kind and record.pk else ""


def _languages() -> list[str]:
    return [code for code in OWN_NAMES if code in settings.LANGUAGES_READY - {"fr"}]


staff_translate = admin.site.admin_view(translate)
