"""Exports as bytes, and a guide emptied of everything, its past included."""

from pathlib import Path

from django.core.management import call_command

from actors.models import Actor, Location
from services.models import Proposal, Service, ServiceAtLocation


def empty_guide() -> None:
    """As a new installation: what was deleted here is not remembered either."""
    for model in (Proposal, ServiceAtLocation, Service, Location, Actor):
        model.objects.all().delete()
        if hasattr(model, "history"):
            model.history.all().delete()


def exported_lieux(folder: Path, name: str = "lieux.csv") -> bytes:
    call_command("export_lieux", "-o", folder / name)
    return (folder / name).read_bytes()


def exported_inclusion(folder: Path) -> tuple[bytes, bytes]:
    call_command("export_data_inclusion", "-o", folder)
    structures, services = folder / "structures.json", folder / "services.json"
    return structures.read_bytes(), services.read_bytes()
