"""One row of « Lieux de médiation numérique »: its columns under any name, its cells checked."""

import math
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors import opening_hours
from actors.text import INVISIBLE, fold
from services.standards.files import Line
from services.standards.records import Row
from services.standards.texts import read_date, read_phone

# The 32 columns of version 1.0.2, in order.
COLUMNS = (
    *("id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse"),
    *("complement_adresse", "latitude", "longitude", "typologie", "telephone", "courriels"),
    *("site_web", "horaires", "presentation_resume", "presentation_detail", "source"),
    *("itinerance", "structure_parente", "date_maj", "services"),
    *("publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge"),
    *("dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels"),
    *("modalites_acces", "modalites_accompagnement", "fiche_acces_libre", "prise_rdv"),
)
# Other names of these columns: those of the schema before 1.0, and those that towns use.
_OTHER_NAMES = {
    "id": ("identifiant", "id lieu"),
    "pivot": ("siret", "numero siret", "siret ou rna"),
    "nom": ("nom du lieu", "nom de la structure", "nom structure", "structure"),
    "commune": ("ville",),
    "code_postal": ("cp",),
    "code_insee": ("insee",),
    "adresse": ("adresse postale", "voie"),
    "complement_adresse": ("complement d adresse", "complement"),
    "latitude": ("lat",),
    "longitude": ("lng", "lon", "long"),
    "typologie": ("type de lieu", "type"),
    "telephone": ("tel", "numero de telephone"),
    "courriels": ("courriel", "email", "e mail", "mail", "adresse e mail"),
    "site_web": ("site internet", "site", "url"),
    "horaires": ("horaires d ouverture", "horaire", "horaires ouverture"),
    "presentation_resume": ("presentation resumee", "resume"),
    "presentation_detail": ("presentation detaillee", "description"),
    "itinerance": ("itinerant",),
    "date_maj": ("date de mise a jour", "date mise a jour", "mise a jour"),
    "publics_specifiquement_adresses": (
        *("publics accueillis", "public accueillis", "public accueilli", "publics", "public"),
    ),
    "frais_a_charge": ("conditions acces", "conditions d acces", "modalites access", "frais"),
    "dispositif_programmes_nationaux": ("labels nationaux",),
    "autres_formations_labels": ("labels autres", "autres labels"),
    "modalites_acces": ("modalites d acces",),
    "modalites_accompagnement": ("modalites d accompagnement", "types accompagnement"),
    "fiche_acces_libre": ("accessibilite", "acceslibre"),
    "prise_rdv": ("prise de rdv", "prise de rendez vous"),
}
_COLUMN_OF = {fold(column): column for column in COLUMNS} | {
    name: column for column, names in _OTHER_NAMES.items() for name in names
}
_DECIMAL = re.compile(r"-?\d{1,3}(?:[.,]\d+)?")
_PHONES = re.compile(r"\s*(?:[/;|]|\bou\b|\bet\b)\s*")
# Excel drops the zero in front of what it takes for a number.
_NO_ZERO = {"code_postal": r"\d{4}", "code_insee": r"\d{4}", "telephone": r"[1-9]\d{8}"}
_is_url = URLValidator(schemes=["http", "https"])


def columns_of(lines: list[Line], told: dict[str, str] | None = None) -> dict[str, str]:
    """Name in the file → column of the standard, for the names that are understood.

    `told` comes first: what a person said of names that nobody could guess.
    """
    names = list(dict.fromkeys(name for line in lines for name in line.cells))
    found = {name: column for name, column in (told or {}).items() if name in names}
    found = {name: column for name, column in found.items() if column in COLUMNS}
    # A column that bears the standard's own name is that one, whatever stands before it.
    for known in ({fold(column): column for column in COLUMNS}, _COLUMN_OF):
        for name in names:
            column = known.get(fold(name))
            if column and name not in found and column not in found.values():
                found[name] = column
    return found


def header_row(lines: list[Line], columns: dict[str, str]) -> Row:
    """What is to be said once of the whole file: other names, unknown columns, rounding."""
    row = Row(where=_("en-tête"), is_header=True)
    for name, column in columns.items():
        if name != column:
            row.repair(name, "", column, _("Autre nom de cette colonne."))
    for name in unknown_names(lines, columns):
        row.set_aside(name or _("(sans nom)"), "", _("Cette colonne n’est pas du standard."))
    if "id" not in columns.values():
        row.repair(
            "id", "", _("nom et adresse"), _("Pas de colonne « id » : ils en tiennent lieu.")
        )
    axes = {name for name, column in columns.items() if column in ("latitude", "longitude")}
    if any(_has_many_decimals(line.cells.get(name)) for line in lines for name in axes):
        row.repair("latitude, longitude", "", _("six décimales"), _("Arrondi à 10 centimètres."))
    return row


def unknown_names(lines: list[Line], columns: dict[str, str]) -> list[str]:
    """Names of filled columns that nobody understood."""
    names = dict.fromkeys(name for line in lines for name in line.cells)
    return [
        name
        for name in names
        if name not in columns and any(text_of(line.cells.get(name)) for line in lines)
    ]


def _has_many_decimals(value: object) -> bool:
    return len(re.split(r"[.,]", text_of(value))[-1]) > 6


def text_of(value: object) -> str:
    """A cell as text: JSON files hold numbers where tables hold figures."""
    if value is None:
        return ""
    if isinstance(value, float) and math.isfinite(value):
        value = f"{Decimal(repr(value)):f}".removesuffix(".0")
    return str(value).replace("\u00a0", " ").strip()


class Cells:
    """The cells of one row by column of the standard; what is wrong goes to the row."""

    def __init__(self, row: Row, line: Line, columns: dict[str, str]):
        self.row = row
        self.texts = {
            column: text_of(line.cells.get(name))
            for name, column in columns.items()
            if text_of(line.cells.get(name))
        }
        for column, text in self.texts.items():
            if INVISIBLE.search(text):
                self.texts[column] = " ".join(INVISIBLE.sub(" ", text).split())
                row.repair(column, text, self.texts[column], _("Un signe invisible est retiré."))
        if "id" not in columns.values():
            self.texts["id"] = slugify(f"{self.text('nom')} {self.text('adresse')}")[:150]
        for column, shape in _NO_ZERO.items():
            text = self.texts.get(column, "")
            if re.fullmatch(shape, text.replace(" ", "")):
                self.texts[column] = "0" + text.replace(" ", "")
                row.repair(column, text, self.texts[column], _("Zéro perdu dans un tableur."))

    def text(self, column: str) -> str:
        return self.texts.get(column, "")

    def require(self, *columns: str) -> None:
        for column in columns:
            if not self.text(column):
                self.row.refuse(column, "", _("Cette colonne est obligatoire."))

    def aside(self, column: str, reason: str) -> None:
        self.row.set_aside(column, self.text(column), reason)

    def matching(self, column: str, pattern: str, reason: str) -> str:
        text = self.text(column).replace(" ", "")
        if text and not re.fullmatch(pattern, text):
            self.aside(column, reason)
            return ""
        return text

    def position(self) -> tuple[float | None, float | None]:
        texts = self.text("latitude"), self.text("longitude")
        if not any(texts):
            return None, None
        if not all(_DECIMAL.fullmatch(text) for text in texts):
            return self._no_position(_("La position n’est pas lisible."))
        latitude, longitude = (float(text.replace(",", ".")) for text in texts)
        if not latitude and not longitude:
            return self._no_position(_("Ce point est au milieu de l’océan."))
        if abs(latitude) > 90 or abs(longitude) > 180:
            return self._no_position(_("Ce point n’est pas sur la Terre."))
        return round(latitude, 6), round(longitude, 6)

    def _no_position(self, reason: str) -> tuple[None, None]:
        value = f"{self.text('latitude')} {self.text('longitude')}"
        self.row.set_aside("latitude, longitude", value, reason)
        return None, None

    def day(self) -> str | None:
        text = self.text("date_maj")
        found = read_date(text)
        if found is None:
            self.aside("date_maj", _("Cette date manque ou n’est pas lisible."))
        return found.isoformat() if found else None

    def phone(self) -> tuple[str, bool]:
        """The number, and whether the cell holds several."""
        text = self.text("telephone")
        numbers = [number for number in map(read_phone, _PHONES.split(text)) if number]
        if not text:
            return "", False
        if not numbers:
            self.aside("telephone", _("Ce numéro de téléphone n’est pas valable."))
            return "", False
        if len(numbers) > 1 or len(_PHONES.split(text)) > 1:
            self.row.repair("telephone", text, numbers[0], _("Un seul numéro est gardé."))
        return numbers[0], len(numbers) > 1

    def emails(self) -> list[str]:
        found = []
        for text in filter(None, re.split(r"[|;,\s]+", self.text("courriels"))):
            try:
                validate_email(text)
            except ValidationError:
                reason = _("Cette adresse e-mail n’est pas valable.")
                self.row.set_aside("courriels", text, reason)
            else:
                found.append(text)
        return found

    def urls(self, column: str) -> list[str]:
        found = []
        for text in filter(None, re.split(r"\s*[|;]\s*|\s+", self.text(column))):
            url = text if "://" in text else f"https://{text}"
            try:
                _is_url(url)
            except ValidationError:
                self.row.set_aside(column, text, _("Cette adresse de page n’est pas valable."))
                continue
            if url != text:
                self.row.repair(column, text, url, _("Le début de l’adresse manquait."))
            found.append(url)
        return found

    def hours(self) -> str:
        """OSM text; French words are read when nothing has to be guessed."""
        text = self.text("horaires")
        if not text:
            return ""
        try:
            found = opening_hours.reorder(opening_hours.validate(text))
        except opening_hours.HoursError:
            found = opening_hours.repair(text)
        if not found:
            self.aside("horaires", _("Ces horaires ne sont pas dans l’écriture attendue."))
        elif found != text:
            self.row.repair("horaires", text, found, _("Mis dans l’écriture attendue."))
        return found or ""
