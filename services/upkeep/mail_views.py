"""« Envoyer un essai »: whether e-mails of the guide arrive."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.upkeep import mail
from services.upkeep.call_views import for_editors


class TrialForm(forms.Form):
    to = forms.EmailField(
        label=gettext_lazy("Votre adresse e-mail"),
        error_messages={
            "required": gettext_lazy("Écrivez une adresse e-mail."),
            "invalid": gettext_lazy("Écrivez une adresse comme nom@exemple.fr."),
        },
    )


@for_editors
def mail_trial(request):
    form = TrialForm(request.POST or None, initial={"to": request.user.email})
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            mail.send("trial", to, _("Guide numérique : essai"), {})
        except mail.NotSent as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("L’essai est parti vers %(to)s.") % {"to": to})
            return HttpResponseRedirect(reverse("mail_trial"))
    context = admin.site.each_context(request) | {
        "title": _("Envoyer un essai"),
        "form": form,
        "server": mail.server_words(),
    }
    return TemplateResponse(request, "services/upkeep/mail_trial.html", context)
