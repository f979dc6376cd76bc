"""Addresses of the guide without network: pages in each language, one script at the root."""

from django.urls import path

from services.offline import views

pages_patterns = [
    path("hors-ligne/", views.keep, name="offline"),
    path("hors-ligne/guide/", views.kept_guide, name="kept_guide"),
    path("hors-ligne/guide.html", views.guide_file, name="guide_file"),
]
machine_patterns = [path("service-worker.js", views.service_worker, name="service_worker")]
