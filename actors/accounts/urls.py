"""Addresses of what proves who signs in."""

from django.urls import path

from actors.accounts import factor_views, session_views
from actors.accounts.proconnect import views as proconnect

accounts_patterns = [
    path("gestion/session/", session_views.session_left, name="session_left"),
    path("gestion/second-facteur/", factor_views.ask, name="second_factor"),
    path("gestion/second-facteur/activer/", factor_views.enrol, name="second_factor_enrol"),
    path("gestion/second-facteur/compte/", factor_views.security, name="account_security"),
    path("gestion/second-facteur/codes/", factor_views.new_codes, name="recovery_codes"),
    path("gestion/second-facteur/fermer/", factor_views.close_sessions, name="close_sessions"),
    path("proconnect/entrer/", proconnect.go, name="proconnect"),
    path("proconnect/retour/", proconnect.back, name="proconnect_back"),
]
