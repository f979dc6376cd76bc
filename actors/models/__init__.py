"""Who and where."""

from actors.models.access import ProConnectIdentity, RecoveryCode, SecondFactor
from actors.models.actor import Actor
from actors.models.audit import AuditEntry
from actors.models.base import State
from actors.models.location import Location, Wheelchair
from actors.models.people import Membership, User
from actors.models.vocabulary import Term

__all__ = [
    "Actor",
    "AuditEntry",
    "Location",
    "Membership",
    "ProConnectIdentity",
    "RecoveryCode",
    "SecondFactor",
    "State",
    "Term",
    "User",
    "Wheelchair",
]
