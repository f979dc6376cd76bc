"""Every address of the resolver as a request that can be made, found in the matrix."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import get_resolver, reverse

from tests.roles.matrix import MODEL_PAGES, MODELS, OTHER, OWN, PAGES, Row

# Attribute of a side that holds the record of a table; other tables have no owner.
_OWNED = {
    "actors_actor": "actor",
    "actors_location": "location",
    "actors_user": "user",
    "services_closure": "closure",
    "services_proposal": "proposal",
    "services_report": "report",
    "services_service": "service",
    "services_serviceatlocation": "place",
    "services_session": "session",
    "services_sessionseries": "series",
}

# The record of a table that `world` left empty.
NO_RECORD = 0


@dataclass(frozen=True)
class Address:
    """One address of the site: its row in the matrix, and its path by side."""

    key: str
    row: Row
    paths: dict[str, str]


def names() -> Iterator[str]:
    """`namespace:name` of each address, or its route where it has no name."""
    yield from dict.fromkeys(_walk(get_resolver(), "", ()))


def _walk(resolver, prefix: str, namespaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, route, inner)
        else:
            yield ":".join([*namespaces, pattern.name]) if pattern.name else route


def row_of(key: str) -> Row | None:
    """Who gets in there; None when nobody said."""
    if key in PAGES:
        return PAGES[key]
    table, _page = table_of(key)
    return Row(MODELS[table]) if table in MODELS else None


def table_of(key: str) -> tuple[str, str]:
    """(table, page) of an address that the admin makes for each table; ("", "") of others."""
    name = key.removeprefix("admin:")
    for page in MODEL_PAGES:
        if name.endswith(f"_{page}"):
            return name.removesuffix(f"_{page}"), page
    # The short address of a record, `gestion/app/model/<id>/`, which goes to its page.
    parts = key.split("/")
    is_short = len(parts) == 5 and parts[3] == "<path:object_id>"
    return (f"{parts[1]}_{parts[2]}", "short") if is_short else ("", "")


def addresses(sides: dict) -> list[Address]:
    """Those of the matrix, with a path by side; one side where no record is named."""
    return [Address(key, row, _paths(key, row, sides)) for key in names() if (row := row_of(key))]


def _paths(key: str, row: Row, sides: dict) -> dict[str, str]:
    table, page = table_of(key) if key not in PAGES else ("", "")
    if table:
        named = page not in ("changelist", "add", "export")
        return {
            side: _admin_path(table, page, sides[side])
            for side in ((OWN, OTHER) if named and table in _OWNED else (OWN,))
        }
    if row.arguments:
        return {side: reverse(key, args=row.arguments(sides[side])) for side in (OWN, OTHER)}
    return {OWN: "/gestion/nulle-part/" if key.endswith("$") else reverse(key)}


def _admin_path(table: str, page: str, side) -> str:
    if page in ("changelist", "add"):
        return reverse(f"admin:{table}_{page}")
    if page == "export":
        return reverse(f"admin:{table}_export", args=["csv"])
    record = getattr(side, _OWNED.get(table, ""), None)
    if record is None:
        app, name = table.split("_")
        record = apps.get_model(app, name)._default_manager.order_by("pk").first()
    pk = record.pk if record else NO_RECORD
    if page == "short":
        return f"{reverse(f'admin:{table}_changelist')}{pk}/"
    extra = [record.history.first().pk if record else 0] if page == "simple_history" else []
    return reverse(f"admin:{table}_{page}", args=[pk, *extra])
