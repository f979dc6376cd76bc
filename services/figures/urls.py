"""Addresses of the staff pages that steer: coverage and the label, under `/gestion/`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from services.figures import coverage_views, label_views


class InventoryKind(StringConverter):
    regex = "csv|ods|pdf"


class CoverageKind(StringConverter):
    regex = "csv|xlsx"


register_converter(InventoryKind, "inventory_kind")
register_converter(CoverageKind, "coverage_kind")

steering_patterns = [
    path("couverture/", coverage_views.coverage_page, name="coverage"),
    path("couverture.<coverage_kind:kind>", coverage_views.coverage_file, name="coverage_file"),
    path("label/", label_views.inventory, name="label_inventory"),
    path("label/<int:year>.<inventory_kind:kind>", label_views.inventory_file, name="label_file"),
]
