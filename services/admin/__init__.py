"""Admin of what and when."""

from services.admin import (
    agenda,
    guide,
    location,
    moderation,
    needs,
    pathway,
    places,
    service,
    technical,
)

__all__ = [
    "agenda",
    "guide",
    "location",
    "moderation",
    "needs",
    "pathway",
    "places",
    "service",
    "technical",
]
