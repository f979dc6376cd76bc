"""The inventory of a year as a PDF; the only module of the label that loads the typesetter."""

from datetime import datetime

from services.figures.label import Inventory
from services.figures.label_report import payload
from services.printing import typesetting
from services.printing.editions import Document


def report(inventory: Inventory, at: datetime) -> Document:
    """Raises PrintingError with one line in French."""
    return typesetting.to_pdf("label.typ", payload(inventory, at), at)
