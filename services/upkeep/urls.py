"""Addresses of the workshop: `/partenaire/`, and `/gestion/` before those of the admin."""

from django.urls import path

from services.imports.urls import imports_patterns
from services.upkeep import (
    address_views,
    call_views,
    campaign_views,
    inspection_views,
    mail_views,
    moderation_views,
    partner_views,
    standards_views,
)
from services.upkeep.help import help_page
from services.upkeep.hours_views import hours_sentence, staff_hours_table
from services.upkeep.translating import staff_translate

partner_patterns = [
    path("partenaire/horaires/phrase/", hours_sentence, name="hours_sentence"),
    path("partenaire/", partner_views.home, name="partner_home"),
    path("partenaire/entrer/", partner_views.enter, name="partner_enter"),
    path("partenaire/sortir/", partner_views.leave, name="partner_leave"),
    path("partenaire/juste/<int:pk>/", partner_views.confirm, name="partner_confirm"),
    path("partenaire/fermer/<uuid:uid>/", partner_views.close, name="partner_close"),
    path("partenaire/rouvrir/<int:pk>/", partner_views.reopen, name="partner_reopen"),
    path("partenaire/campagne/<int:pk>/", partner_views.nothing_changes, name="partner_same"),
    path("partenaire/<str:kind>/<uuid:uid>/", partner_views.change, name="partner_change"),
]
staff_patterns = [
    path("traduire/<str:kind>/<int:pk>/<str:language>/", staff_translate, name="translate"),
    *imports_patterns,
    path("aide/", help_page, name="help_page"),
    path("adresse/<int:pk>/", address_views.staff_address_page, name="address_page"),
    path("partenaires/<int:pk>/lien/", moderation_views.partner_link, name="partner_link"),
    path("propositions/<int:pk>/", moderation_views.proposal, name="proposal_page"),
    path("appels/", call_views.call_list, name="call_list"),
    path("appels/<int:pk>/", call_views.call_page, name="call_page"),
    path("appels/<int:pk>/dit/", call_views.call_said, name="call_said"),
    path("horaires/<str:kind>/<uuid:uid>/", staff_hours_table, name="hours_table"),
    path("appels/annuler/<int:pk>/", call_views.call_undo, name="call_undo"),
    path("carte-nationale/", standards_views.national_preview, name="national_preview"),
    path("qualite/", standards_views.quality, name="quality"),
    path("campagnes/<int:pk>/", campaign_views.campaign_page, name="campaign_page"),
    path("campagnes/<int:pk>/ecrire/", campaign_views.campaign_write, name="campaign_write"),
    path("campagnes/<int:pk>/lettres/", campaign_views.campaign_letters, name="campaign_letters"),
    path("campagnes/reponse/<int:pk>/", campaign_views.campaign_said, name="campaign_said"),
    path("e-mail/", mail_views.mail_trial, name="mail_trial"),
    path("inspecter/", inspection_views.inspect_now, name="inspect_now"),
]
