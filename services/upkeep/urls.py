"""Addresses of the workshop, under `/gestion/`, before those of the admin."""

from django.urls import path

from services.upkeep import call_views, inspection_views
from services.upkeep.hours_views import staff_hours_table

staff_patterns = [
    path("appels/", call_views.call_list, name="call_list"),
    path("appels/<int:pk>/", call_views.call_page, name="call_page"),
    path("appels/<int:pk>/dit/", call_views.call_said, name="call_said"),
    path("horaires/<str:kind>/<uuid:uid>/", staff_hours_table, name="hours_table"),
    path("appels/annuler/<int:pk>/", call_views.call_undo, name="call_undo"),
    path("inspecter/", inspection_views.inspect_now, name="inspect_now"),
]
