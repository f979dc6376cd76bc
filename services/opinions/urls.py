"""Addresses of the opinions."""

from django.urls import path

from services.opinions import views

pages_patterns = [
    path("avis/", views.say, name="opinion_say"),
    path("avis/remarque/", views.add, name="opinion_add"),
    path("avis/merci/", views.thanks, name="opinion_thanks"),
]
staff_patterns = [path("avis/", views.read, name="opinions")]
