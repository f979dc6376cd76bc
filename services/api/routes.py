"""The routes of the profile: address, parameters, shape and answer, each said once."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from django.conf import settings

from services.api import queries
from services.api.parameters import PAGING, PER_PAGE, PLACES, SERVICES, Parameter
from services.models import Service, ServiceAtLocation
from services.standards import open_referral, open_referral_shapes, open_referral_terms
from services.standards.open_referral_shapes import Shape, page_of

VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"


@dataclass(frozen=True)
class Route:
    """`answer(values, revision, **path)` gives the object, or None for an unknown id."""

    path: str
    name: str
    summary: str
    shape: Shape
    answer: Callable[..., dict | None]
    parameters: tuple[Parameter, ...] = ()

    @property
    def has_id(self) -> bool:
        return self.path.endswith("{id}")


def _page(values: dict, count: int, keys, render: Callable[[list], list]) -> dict:
    """One page of `keys`; past the last one, an empty page and no error."""
    number, size = values.get("page", 1), values.get("per_page", PER_PAGE)
    total = ceil(count / size)
    shown = list(keys[(number - 1) * size : number * size])
    return {
        "total_items": count,
        "total_pages": total,
        "page_number": number,
        "size": len(shown),
        "first_page": number == 1,
        "last_page": number >= total,
        "empty": not shown,
        "contents": render(shown) if shown else [],
    }


def about(values: dict, revision_number: int) -> dict:
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": f"{settings.SITE_URL}/api/openapi.json",
    }


def services(values: dict, revision_number: int) -> dict:
    found = queries.services_open(values, revision_number)

    def render(keys: list[int]) -> list[dict]:
        records = queries.whole(Service.objects.all()).in_bulk(keys)
        closed = queries.closed_today()
        return [
            open_referral.render_service_in_list(records[key], settings.SITE_URL, closed)
            for key in keys
        ]

    return _page(values, *queries.in_order(found, "pk", values, revision_number), render)


def service(values: dict, revision_number: int, uid: str) -> dict | None:
    found = queries.one(queries.whole(Service.objects.published()), uid)
    if found is None:
        return None
    return open_referral.render_service(found, settings.SITE_URL, queries.closed_today())


def places(values: dict, revision_number: int) -> dict:
    found = queries.places(values, revision_number)

    def render(keys: list[int]) -> list[dict]:
        records = queries.with_service(ServiceAtLocation.objects.all()).in_bulk(keys)
        closed, site = queries.closed_today(), settings.SITE_URL
        return [
            open_referral.render_place_in_list(records[key], records[key].service, site, closed)
            for key in keys
        ]

    return _page(values, *queries.in_order(found, "service_id", values, revision_number), render)


def place(values: dict, revision_number: int, uid: str) -> dict | None:
    found = queries.one(queries.with_service(ServiceAtLocation.objects.published()), uid)
    if found is None:
        return None
    closed = queries.closed_today()
    return open_referral.render_place(found, found.service, settings.SITE_URL, closed)


def taxonomies(values: dict, revision_number: int) -> dict:
    def render(names: list[str]) -> list[dict]:
        return [open_referral_terms.render_taxonomy(name, whole=False) for name in names]

    names = list(open_referral_terms.TAXONOMIES)
    return _page(values, len(names), names, render)


def taxonomy(values: dict, revision_number: int, uid: str) -> dict | None:
    name = open_referral_terms.taxonomy_keys().get(uid.lower())
    return name and open_referral_terms.render_taxonomy(name, whole=True)


def taxonomy_terms(values: dict, revision_number: int) -> dict:
    def render(keys: list[tuple[str, str]]) -> list[dict]:
        return [open_referral_terms.render_term(*key) for key in keys]

    keys = list(open_referral_terms.term_keys().values())
    return _page(values, len(keys), keys, render)


def taxonomy_term(values: dict, revision_number: int, uid: str) -> dict | None:
    key = open_referral_terms.term_keys().get(uid.lower())
    return key and open_referral_terms.render_term(*key)


_shapes = open_referral_shapes
ROUTES = (
    Route("/", "about", "Version and profile of this API.", _shapes.ABOUT, about),
    Route(
        "/services",
        "services",
        "Published services.",
        page_of(_shapes.SERVICE_IN_LIST),
        services,
        SERVICES,
    ),
    Route("/services/{id}", "service", "One service, whole.", _shapes.SERVICE, service),
    Route(
        "/taxonomies",
        "taxonomies",
        "The taxonomies that services are sorted by.",
        page_of(_shapes.TAXONOMY_IN_LIST),
        taxonomies,
        PAGING,
    ),
    Route(
        "/taxonomies/{id}", "taxonomy", "One taxonomy and its terms.", _shapes.TAXONOMY, taxonomy
    ),
    Route(
        "/taxonomy_terms",
        "taxonomy_terms",
        "The terms of all taxonomies.",
        page_of(_shapes.TERM),
        taxonomy_terms,
        PAGING,
    ),
    Route("/taxonomy_terms/{id}", "taxonomy_term", "One term.", _shapes.TERM, taxonomy_term),
    Route(
        "/service_at_locations",
        "service_at_locations",
        "Services at the places where they are held.",
        page_of(_shapes.PLACE_IN_LIST),
        places,
        PLACES,
    ),
    Route(
        "/service_at_locations/{id}",
        "service_at_location",
        "One service at one place.",
        _shapes.PLACE,
        place,
    ),
)
