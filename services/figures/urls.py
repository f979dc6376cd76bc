"""Addresses of the staff pages that steer: coverage and the label, under `/gestion/`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from services.figures import label_views


class InventoryKind(StringConverter):
    regex = "csv|ods|pdf"


register_converter(InventoryKind, "inventory_kind")

steering_patterns = [
    path("label/", label_views.inventory, name="label_inventory"),
    path("label/<int:year>.<inventory_kind:kind>", label_views.inventory_file, name="label_file"),
]
