"""Addresses of imports, under `/gestion/`."""

from django.urls import path

from services.imports import views

imports_patterns = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/<int:pk>/", views.import_page, name="import_page"),
    path("imports/<int:pk>/choisir/", views.import_choose, name="import_choose"),
    path("imports/<int:pk>/colonnes/", views.import_columns, name="import_columns"),
    path("imports/<int:pk>/agir/", views.import_act, name="import_act"),
    path("imports/<int:pk>/remarques.csv", views.import_problems, name="import_problems"),
]
