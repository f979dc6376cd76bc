"""Opening hours: OSM text, its state at an instant, its French words, and the entry table."""

from actors.opening_hours.checks import HoursError, repair, validate, warnings
from actors.opening_hours.syntax import reorder

__all__ = ["HoursError", "reorder", "repair", "validate", "warnings"]
