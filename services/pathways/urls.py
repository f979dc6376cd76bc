"""Addresses of the pathways."""

from django.urls import path

from services.pathways import views

pathways_patterns = (
    [
        path("", views.pathway_list, name="list"),
        path("<slug:slug>/", views.pathway_detail, name="detail"),
    ],
    "pathways",
)
