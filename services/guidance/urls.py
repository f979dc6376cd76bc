"""Addresses of the three questions."""

from django.urls import path

from services.guidance import views

guidance_patterns = [
    path("aide/", views.question, name="aide"),
    path("aide/papier/", views.paper, name="aide_paper"),
]
