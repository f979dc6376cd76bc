"""Addresses of the printed guide: the page in each language, the file at one address."""

from django.urls import path

from services.printing import views

pages_patterns = [path("guide-papier/", views.guide_paper, name="guide_paper")]
machine_patterns = [path("guide.pdf", views.guide_pdf, name="guide_pdf")]
