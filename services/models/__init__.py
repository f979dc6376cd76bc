"""What, for whom, when."""

from services.models.action import Action
from services.models.agenda import Session, SessionSeries
from services.models.campaign import Campaign, Invitation, Reminder
from services.models.closure import Closure
from services.models.guide import GuideSettings, Notice
from services.models.imports import ImportedRecord, ImportLine, ImportProblem, ImportRun
from services.models.inspection import Finding
from services.models.moderation import Proposal, Report
from services.models.need import Need
from services.models.opinion import OpinionCount, OpinionLine
from services.models.pathway import Pathway, PathwayStep
from services.models.printing import EditionKind, PrintedEdition
from services.models.revision import Revision
from services.models.search import LexiconEntry, SearchCount, SearchEntry
from services.models.service import Service, ServiceAtLocation
from services.models.shortlist import Shortlist
from services.models.upkeep import Call, JobRun

__all__ = [
    "Action",
    "Call",
    "Campaign",
    "Closure",
    "EditionKind",
    "Finding",
    "GuideSettings",
    "ImportLine",
    "ImportProblem",
    "ImportRun",
    "ImportedRecord",
    "Invitation",
    "JobRun",
    "LexiconEntry",
    "Need",
    "Notice",
    "OpinionCount",
    "OpinionLine",
    "Pathway",
    "PathwayStep",
    "PrintedEdition",
    "Proposal",
    "Reminder",
    "Report",
    "Revision",
    "SearchCount",
    "SearchEntry",
    "Service",
    "ServiceAtLocation",
    "Session",
    "SessionSeries",
    "Shortlist",
]
