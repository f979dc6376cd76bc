"""Admin of the campaigns of a season: what is asked, of whom; the answers have their own page."""

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.admin.plain import PlainAdmin
from actors.models import Actor
from actors.widgets import CheckboxGroup
from services.models import Campaign, Invitation
from services.upkeep import campaigns


class CampaignForm(forms.ModelForm):
    actors = forms.ModelMultipleChoiceField(
        label=_("Organismes à interroger"),
        queryset=Actor.objects.none(),
        widget=CheckboxGroup,
        help_text=_("Décochez ceux que cela ne concerne pas."),
        error_messages={"required": _("Choisissez au moins un organisme.")},
    )

    class Meta:
        model = Campaign
        fields = ("title", "season", "starts_on", "ends_on", "message")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        published = Actor.objects.published().in_alphabetical_order()
        self.fields["actors"].queryset = published
        if self.instance.pk:
            self.initial["actors"] = Actor.objects.filter(invitations__campaign=self.instance)
        else:
            self.initial["actors"] = published


@admin.register(Campaign)
class CampaignAdmin(PlainAdmin):
    form = CampaignForm
    list_display = ("title", "season", "starts_on", "ends_on", "answers")
    list_filter = ("season",)
    search_fields = ("title",)
    search_help_text = _("Un mot du titre.")
    fields = ("title", "season", ("starts_on", "ends_on"), "message", "actors")

    def get_queryset(self, request):
        return campaigns.with_counts(super().get_queryset(request))

    def get_changeform_initial_data(self, request):
        proposed = campaigns.next_season(timezone.localdate())
        return proposed | super().get_changeform_initial_data(request)

    @admin.display(description=_("réponses"))
    def answers(self, campaign: Campaign):
        url = reverse("campaign_page", args=[campaign.pk])
        text = gettext("%(answered)d sur %(asked)d") % {
            "answered": campaign.answered,
            "asked": campaign.asked,
        }
        return format_html('<a href="{}">{}</a>', url, text)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        campaign, chosen = form.instance, form.cleaned_data["actors"]
        # An answer already given stays, whoever was unticked since.
        campaign.invitations.unanswered().exclude(actor__in=chosen).delete()
        known = set(campaign.invitations.values_list("actor_id", flat=True))
        Invitation.objects.bulk_create(
            Invitation(campaign=campaign, actor=actor) for actor in chosen if actor.pk not in known
        )

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("campaign_page", args=[obj.pk]))

    def response_change(self, request, obj):
        return HttpResponseRedirect(reverse("campaign_page", args=[obj.pk]))
