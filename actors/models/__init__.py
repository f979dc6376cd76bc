"""Who and where."""

from actors.models.actor import Actor
from actors.models.base import State
from actors.models.location import Location, Wheelchair
from actors.models.people import Membership, User
from actors.models.vocabulary import Term

__all__ = ["Actor", "Location", "Membership", "State", "Term", "User", "Wheelchair"]
