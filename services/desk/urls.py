"""Addresses of the desk, the sheet, Ma liste and its short links."""

from django.urls import path

from services.desk import desk_views, links, sheet_views, views

desk_patterns = [
    path("conseiller/", desk_views.desk, name="desk"),
    path("conseiller/appel/", desk_views.called, name="desk_called"),
    path("fiche/", sheet_views.show, name="sheet"),
    path("ma-liste/", views.show, name="shortlist"),
    path("ma-liste/changer/", views.change, name="shortlist_change"),
    path("ma-liste/lien/", links.make, name="shortlist_link"),
    path("l/<str:code>/", links.show, name="short_link"),
]
