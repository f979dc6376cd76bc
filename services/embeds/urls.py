"""Addresses of what other sites frame."""

from django.urls import path

from services.embeds import views

embeds_patterns = [
    path("embed/", views.builder, name="embed"),
    path("embed/liste/", views.framed_list, name="embed_list"),
    path("embed/carte/", views.framed_map, name="embed_map"),
]
