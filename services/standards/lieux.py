"""« Lieux de médiation numérique » 1.0.2: a row a place, with the sum of what it offers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from actors import choices as actor_choices
from actors.identifiers import OWN_SOURCE
from actors.vocabularies import LIEUX
from services import choices
from services.standards.files import Line
from services.standards.lieux_cells import COLUMNS, Cells, columns_of, header_row
from services.standards.lieux_values import LISTS, Lists, read_lists
from services.standards.lieux_written import (
    UNKNOWN_PIVOT,
    pivot_of,
    several,
    written_address,
    written_city,
    written_phone,
    written_url,
)
from services.standards.need_guess import needs_of
from services.standards.pillars import GUESSED, guess_pillar
from services.standards.records import Record, Row, make_record
from services.standards.tables import MOBILISATION_TO_ACCESS, REMOTE_SUPPORT, values_of
from services.standards.texts import SUMMARY, kind_of_name, short_name, summary_of

NO_PUBLIC = "ce-lieu-naccueille-pas-de-public"
_CITY_CODE = r"(?:[013-9]\d|2[AB1-9])\d{3}"
# Columns of the place; those of its services are the others.
_PLACE_TERMS = {
    "typologie": "typology",
    "itinerance": "mobility",
    "dispositif_programmes_nationaux": "programme",
    "formations_labels": "training_label",
}
_SERVICE_TERMS = {
    "publics_specifiquement_adresses": "audience",
    "prise_en_charge_specifique": "special_care",
    "frais_a_charge": "fee",
    "modalites_acces": "access",
    "modalites_accompagnement": "support",
}
# Columns that gather all the services of a place.
SERVICE_COLUMNS = ("services", *_SERVICE_TERMS)
# The national reading alters these (substring matching): the town's own stay.
NEVER_TAKEN_BACK = {"typologie": "typology", "dispositif_programmes_nationaux": "programme"}
# The two national judges want this label written differently: it goes to the free column.
_DISPUTED = "etapes-numeriques-la-poste"
_DISPUTED_WORDS = "Étapes numériques (La Poste)"


@dataclass
class Bundle:
    """A place, whose it is, and the services held there."""

    actor: Record
    location: Record
    services: list[Record] = field(default_factory=list)


def parse(lines: list[Line], source: str, told: dict[str, str] | None = None) -> Iterator[Row]:
    """What is said of the whole file, then one row a line.

    `source` names the producer when the file does not: ids are its own. `told`: see `columns_of`.
    """
    columns = columns_of(lines, told)
    yield header_row(lines, columns)
    for line in lines:
        yield _parse(line, columns, source)


def _parse(line: Line, columns: dict[str, str], source: str) -> Row:
    row = Row(where=_("ligne %(n)s") % {"n": line.number})
    if line.surplus:
        row.refuse("", "", _("Cette ligne a plus de cases que l’en-tête."))
        return row
    cells = Cells(row, line, columns)
    row.key, row.raw = local_id(cells.text("id")), cells.texts
    cells.require("id", "nom", "commune", "code_postal", "adresse")
    if not re.fullmatch(r"\d{5}", cells.text("code_postal")) and cells.text("code_postal"):
        row.refuse("code_postal", cells.text("code_postal"), _("Il faut cinq chiffres."))
    lists = read_lists(row, cells.texts)
    if row.is_refused:
        return row
    is_own = row.key != cells.text("id")
    source = OWN_SOURCE if is_own else cells.text("source") or source
    day = cells.day()
    actor = _actor(row, cells, lists, source, day)
    location = _location(row, cells, lists, actor, source, day)
    row.records += [actor, location]
    themes = lists.codes.get("services", [])
    for theme in themes:
        row.records += _service(row, lists, theme, actor, location, day)
    if not themes:
        # Nothing is offered there yet: what is said of the offer waits with the place.
        stated = {column: lists.codes.get(column) for column in _SERVICE_TERMS}
        location.extra |= {column: codes for column, codes in stated.items() if codes}
    row.records.sort(key=lambda one: ("actor", "location", "service", "place").index(one.kind))
    return row


def local_id(text: str) -> str:
    """Our own id, also when the national map put the source first, or joined several rows."""
    ours = (piece for piece in text.split("__") if piece.startswith(f"{OWN_SOURCE}_"))
    return next(ours, text).removeprefix(f"{OWN_SOURCE}_")


def _actor(row: Row, cells: Cells, lists: Lists, source: str, day) -> Record:
    name = cells.text("nom")
    values = {"name": name, "short_name": short_name(name), "source_date": day}
    values["kind"] = _kind(lists.codes.get("typologie", ()), name)
    return make_record("actor", source, f"{row.key}#acteur", values, where=row.where)


def _kind(typologies: Iterable[str], name: str) -> str:
    values = values_of(actor_choices.TYPOLOGY, LIEUX, typologies)
    for choice in actor_choices.ACTOR_KIND:
        if any(value in choice.standards[LIEUX] for value in values if value != "Autre"):
            return choice.code
    return kind_of_name(name)


def _location(row: Row, cells: Cells, lists: Lists, actor: Record, source: str, day) -> Record:
    phone, has_several = cells.phone()
    latitude, longitude = cells.position()
    emails, sites = cells.emails(), cells.urls("site_web")
    extra = {name: cells.text(name) for name in ("source", "structure_parente")}
    extra["courriels"], extra["site_web"] = emails[1:], sites[1:]
    values = {
        "actor": str(actor.uid),
        "name": cells.text("nom"),
        "address": cells.text("adresse"),
        "address_extra": cells.text("complement_adresse"),
        "postcode": cells.text("code_postal"),
        "city": cells.text("commune"),
        "city_code": cells.matching(
            "code_insee",
            r"(?:[013-9]\d|2[AB1-9])\d{3}",
            _("Ce code n’est pas celui d’une commune."),
        ),
        "latitude": latitude,
        "longitude": longitude,
        "phone": phone,
        "email": emails[0] if emails else "",
        "website": sites[0] if sites else "",
        "opening_hours": cells.hours(),
        "booking_url": next(iter(cells.urls("prise_rdv")), ""),
        "accessibility_url": next(iter(cells.urls("fiche_acces_libre")), ""),
        "source_date": day,
        "doubts": ["two_phones"] if has_several else [],
        **_pivot(cells, extra),
        **_presentation(cells),
    }
    values["terms"] = {
        name: lists.codes[column] for column, name in _PLACE_TERMS.items() if column in lists.codes
    }
    extra["autres_formations_labels"] = _other_labels(cells, lists, values["terms"])
    kept = {name: value for name, value in extra.items() if value}
    return make_record("location", source, row.key, values, extra=kept, where=row.where)


def _pivot(cells: Cells, extra: dict) -> dict:
    text = cells.matching("pivot", r"[a-zA-Z0-9]{9,14}", _("Ce numéro n’est ni SIRET ni RNA."))
    if re.fullmatch(r"\d{14}", text) and text != UNKNOWN_PIVOT:
        return {"siret": text, "rna": ""}
    if re.fullmatch(r"W[0-9A-Z]{9}", text):
        return {"siret": "", "rna": text}
    extra["pivot"] = text if text != UNKNOWN_PIVOT else ""
    return {"siret": "", "rna": ""}


def _presentation(cells: Cells) -> dict:
    summary, detail = cells.text("presentation_resume"), cells.text("presentation_detail")
    if len(summary) <= SUMMARY:
        return {"summary": summary, "description": detail}
    short = summary_of(summary)
    reason = _("Plus de 280 signes : le texte entier passe dans la présentation détaillée.")
    cells.row.repair("presentation_resume", summary, short, reason)
    return {"summary": short, "description": f"{summary}\n\n{detail}".strip()}


def _other_labels(cells: Cells, lists: Lists, terms: dict) -> str:
    labels = [part for part in cells.text("autres_formations_labels").split("|") if part]
    if _DISPUTED_WORDS in labels:
        labels.remove(_DISPUTED_WORDS)
        codes = terms.setdefault("training_label", [])
        codes += [_DISPUTED] if _DISPUTED not in codes else []
    return "|".join([*labels, *lists.labels])


def _service(row: Row, lists: Lists, theme: str, actor, location, day) -> list[Record]:
    """One service a theme, so that each has its own pillar and answers its own needs."""
    title = str(choices.THEME.get(theme).label)
    terms = {name: list(lists.codes.get(column, ())) for column, name in _SERVICE_TERMS.items()}
    terms["theme"] = [theme]
    values = {
        "actor": str(actor.uid),
        "title": title,
        "pillar": guess_pillar([theme]),
        "doubts": [GUESSED],
        "terms": terms,
        "needs": needs_of("", "", [theme]),
        "source_date": day,
    }
    id = f"{location.external_id}#{theme}"
    service = make_record("service", location.source, id, values, where=row.where)
    ends = {"service": str(service.uid), "location": str(location.uid), "source_date": day}
    place = make_record("place", location.source, f"{id}@", ends, where=row.where)
    return [service, place]


def render(bundle: Bundle) -> dict:
    """The row, in the order of the columns; what is not known is left out."""
    location, actor = bundle.location.values, bundle.actor.values
    extra = bundle.location.extra
    is_own = bundle.location.source == OWN_SOURCE
    row = {
        "id": bundle.location.external_id,
        "pivot": pivot_of(location, actor, extra),
        "nom": location["name"],
        "commune": written_city(location["city"]),
        "code_postal": location["postcode"],
        "code_insee": location.get("city_code"),
        "adresse": written_address(location["address"]),
        "complement_adresse": location.get("address_extra"),
        "latitude": location.get("latitude"),
        "longitude": location.get("longitude"),
        "telephone": written_phone(location.get("phone") or actor.get("phone") or ""),
        "courriels": several(location, actor, "email", extra.get("courriels", [])),
        "site_web": several(location, actor, "website", extra.get("site_web", [])),
        "horaires": location.get("opening_hours"),
        "presentation_resume": location.get("summary"),
        "presentation_detail": location.get("description") or actor.get("description"),
        "source": OWN_SOURCE if is_own else extra.get("source"),
        "structure_parente": extra.get("structure_parente"),
        "date_maj": location["source_date"],
        "fiche_acces_libre": written_url(location.get("accessibility_url") or ""),
        "prise_rdv": written_url(location.get("booking_url") or ""),
        **_lists(bundle, extra),
    }
    return {name: value for name in COLUMNS if (value := row.get(name)) or value == 0}


def _lists(bundle: Bundle, extra: dict) -> dict:
    place_terms = _union([bundle.location, bundle.actor])
    service_terms = _union(bundle.services)
    codes = {column: place_terms.get(name, ()) for column, name in _PLACE_TERMS.items()}
    for column, name in _SERVICE_TERMS.items():
        codes[column] = (service_terms if bundle.services else extra).get(
            name if bundle.services else column, ()
        )
    codes["services"] = service_terms.get("theme", ())
    _derive(codes, service_terms, bundle.services)
    labels = [extra.get("autres_formations_labels", "")]
    if _DISPUTED in codes["formations_labels"]:
        codes["formations_labels"] = set(codes["formations_labels"]) - {_DISPUTED}
        labels.insert(0, _DISPUTED_WORDS)
    lists = {
        column: "|".join(values_of(vocabulary, LIEUX, codes[column]))
        for column, vocabulary in LISTS.items()
        if codes[column]
    }
    if not codes["typologie"]:
        lists["typologie"] = _typology_of_kind(bundle.actor.values.get("kind", ""))
    lists["autres_formations_labels"] = "|".join(filter(None, labels))
    return lists


def _derive(codes: dict, terms: dict, services: list[Record]) -> None:
    """What the standard wants to know and another vocabulary says."""
    if services:
        access = set(codes["modalites_acces"]) - {NO_PUBLIC}
        mobilisation = terms.get("mobilisation", ())
        codes["modalites_acces"] = access or {MOBILISATION_TO_ACCESS[way] for way in mobilisation}
    if "a-distance" in terms.get("reception", ()):
        codes["modalites_accompagnement"] = {*codes["modalites_accompagnement"], REMOTE_SUPPORT}


def _union(records: Iterable[Record]) -> dict[str, set[str]]:
    stated = [terms for record in records if (terms := record.values.get("terms"))]
    if len(stated) == 1:
        return stated[0]
    found: dict[str, set[str]] = {}
    for terms in stated:
        for name, codes in terms.items():
            found.setdefault(name, set()).update(codes)
    return found


def _typology_of_kind(kind: str) -> str:
    choice = actor_choices.ACTOR_KIND.get(kind)
    values = choice.standards[LIEUX] if choice else ()
    return "|".join(values)
