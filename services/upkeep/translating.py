"""A service in another language: its French on one side, what somebody wrote on the other."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from services.models import Service
from services.web.context import OWN_NAMES

FIELDS = ("title", "summary", "description")


class TranslationForm(forms.Form):
    """The texts in one language, each with its French above it, and who wrote them."""

    def __init__(self, data, *, service: Service, language: str):
        super().__init__(data)
        known = service.translations.get(language, {})
        for name in FIELDS:
            field = Service._meta.get_field(name)
            self.fields[name] = forms.CharField(
                label=field.verbose_name,
                help_text=getattr(service, name),
                initial=known.get(name, {}).get("text", ""),
                max_length=field.max_length,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})
                if field.max_length is None or field.max_length > 200
                else forms.TextInput(attrs={"class": "vTextField"}),
            )
            self.fields[name].widget.attrs |= {
                "lang": language,
                "dir": "rtl" if language == "ar" else "ltr",
            }
        self.fields["by"] = forms.CharField(
            label=_("Traduit par"),
            help_text=_("Par exemple « le centre social ». Le public le lit. Jamais un nom."),
            initial=next((known[name].get("by", "") for name in FIELDS if name in known), ""),
            max_length=80,
        )

    def texts(self) -> dict:
        """What to keep: an empty text leaves the French; what did not change keeps its day."""
        by, today = self.cleaned_data["by"], timezone.localdate().isoformat()
        return {
            name: {"text": text, "by": by, "on": today}
            for name in FIELDS
            if (text := self.cleaned_data[name].strip())
        }


def translate(request, uid, language: str):
    service = Service.objects.filter(uid=uid).first()
    if service is None or language not in settings.LANGUAGES_READY - {"fr"}:
        raise Http404
    if not request.user.has_perm("services.change_service"):
        raise PermissionDenied
    form = TranslationForm(request.POST or None, service=service, language=language)
    if request.method == "POST" and form.is_valid():
        kept = {code: texts for code, texts in service.translations.items() if code != language}
        if texts := form.texts():
            kept[language] = texts
        service.translations = kept
        service._change_reason = _("Traduction : %(language)s") % {"language": OWN_NAMES[language]}
        service.save()
        messages.success(request, _("Traduction enregistrée."))
        return HttpResponseRedirect(request.path)
    context = admin.site.each_context(request) | {
        "title": _("Traduire : %(service)s") % {"service": service},
        "service": service,
        "form": form,
        "language": language,
        "others": [
            (code, OWN_NAMES[code], reverse("translate_service", args=[uid, code]))
            for code in OWN_NAMES
            if code in settings.LANGUAGES_READY - {"fr"}
        ],
        "back_url": reverse("admin:services_service_change", args=[service.pk]),
    }
    return TemplateResponse(request, "services/upkeep/translate.html", context)


staff_translate = admin.site.admin_view(translate)
