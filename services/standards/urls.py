"""Addresses of the open data files: one whatever the language."""

from django.urls import path

from services.standards.feed import ChangesFeed, opensearch
from services.standards.views import data_file
from services.web.opened import open_to_all

data_files = [
    path("donnees/<str:name>", data_file, name="data_file"),
    path("nouveautes.atom", open_to_all(ChangesFeed()), name="changes_feed"),
    path("opensearch.xml", opensearch, name="opensearch"),
]
