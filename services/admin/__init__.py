"""Admin of what and when."""

from services.admin import (
    action,
    agenda,
    campaign,
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
    "action",
    "agenda",
    "campaign",
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
