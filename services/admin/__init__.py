"""Admin of what and when."""

from services.admin import (
    agenda,
    guide,
    inspection,
    location,
    moderation,
    needs,
    pathway,
    places,
    printing,
    search,
    service,
    technical,
)

__all__ = [
    "agenda",
    "guide",
    "inspection",
    "location",
    "moderation",
    "needs",
    "pathway",
    "places",
    "printing",
    "search",
    "service",
    "technical",
]
