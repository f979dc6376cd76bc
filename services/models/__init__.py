"""What, for whom, when."""

from services.models.agenda import Session, SessionSeries
from services.models.closure import Closure
from services.models.guide import GuideSettings, Notice
from services.models.moderation import Proposal, Report
from services.models.need import Need
from services.models.pathway import Pathway, PathwayStep
from services.models.revision import Revision
from services.models.service import Service, ServiceAtLocation
from services.models.shortlist import Shortlist

__all__ = [
    "Closure",
    "GuideSettings",
    "Need",
    "Notice",
    "Pathway",
    "PathwayStep",
    "Proposal",
    "Report",
    "Revision",
    "Service",
    "ServiceAtLocation",
    "Session",
    "SessionSeries",
    "Shortlist",
]
