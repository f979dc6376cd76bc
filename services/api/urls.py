"""Addresses of the API, under one stub, the same whatever the language."""

from django.urls import path

from services.api.routes import ROUTES
from services.api.views import document, not_found, view_of

_root = [
    path(
        f"api{route.path.replace('{id}', '<str:uid>')}",
        view_of(route),
        name=f"api_{route.name}",
    )
    for route in ROUTES
]
api_patterns = [
    *_root,
    path("api/openapi.json", document, name="api_openapi"),
    path("api/<path:rest>", not_found, name="api_not_found"),
]
