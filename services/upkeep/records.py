"""The kinds of records that the workshop names: in addresses, proposals, reports and calls."""

from datetime import date
from decimal import Decimal

from actors.models import Actor, Location
from services.models import Service, ServiceAtLocation

MODELS = {
    "actor": Actor,
    "location": Location,
    "service": Service,
    "place": ServiceAtLocation,
}


def record_named(kind: str, uid):
    """The record of this kind and uid, whatever its state; None when there is none."""
    model = MODELS.get(kind)
    return model._base_manager.filter(uid=uid).first() if model else None


def plain_value(value):
    """A field's value as JSON holds and compares it: dates and decimals as text."""
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value.isoformat() if isinstance(value, date) else value
