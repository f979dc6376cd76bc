"""Addresses of the agenda: pages in each language, calendar files in one."""

from django.urls import path

from services.agenda import views

agenda_patterns = (
    [
        path("", views.agenda, name="list"),
        path("affiche/", views.poster, name="poster"),
    ],
    "agenda",
)
agenda_files = [
    path("agenda.ics", views.all_sessions_file, name="agenda_ics"),
    path("agenda/<int:pk>.ics", views.session_file, name="session_ics"),
    path("lieux/<slug:slug>/agenda.ics", views.location_file, name="location_ics"),
]
