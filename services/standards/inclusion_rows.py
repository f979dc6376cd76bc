"""Checked reading of one JSON object of data.inclusion: its columns, types and values."""

import math
from collections.abc import Iterable

from django.utils.translation import gettext as _

from actors.text import INVISIBLE
from actors.vocabularies import DATA_INCLUSION, Vocabulary
from services.standards.records import Row
from services.standards.tables import code_of
from services.standards.texts import read_date, read_phone

ADDRESS = (
    *("adresse", "complement_adresse", "code_postal", "commune", "code_insee"),
    *("latitude", "longitude"),
)
STRUCTURE_COLUMNS = (
    *("source", "id", "nom", "date_maj", "lien_source", "siret", "description"),
    *ADDRESS,
    *("telephone", "courriel", "site_web", "horaires_accueil", "accessibilite_lieu"),
    "reseaux_porteurs",
)
SERVICE_COLUMNS = (
    *("source", "structure_id", "id", "nom", "description", "date_maj", "lien_source", "type"),
    *("thematiques", "frais", "frais_precisions", "publics", "publics_precisions"),
    *("conditions_acces", *ADDRESS, "telephone", "courriel", "contact_nom_prenom"),
    *("modes_accueil", "zone_eligibilite", "modes_mobilisation", "lien_mobilisation"),
    *("mobilisable_par", "mobilisation_precisions", "horaires_accueil"),
    *("volume_horaire_hebdomadaire", "nombre_semaines"),
)
LISTS = {
    *("reseaux_porteurs", "thematiques", "publics", "modes_accueil", "zone_eligibilite"),
    *("modes_mobilisation", "mobilisable_par"),
}
NUMBERS = {"latitude", "longitude", "volume_horaire_hebdomadaire", "nombre_semaines"}


class Reader:
    """One object of the file; what cannot be read is told on its row."""

    def __init__(self, row: Row, data: dict, columns: Iterable[str]):
        self.row = row
        self.data = {name: value for name, value in data.items() if value not in (None, "", [], {})}
        for name in self.data.keys() - set(columns):
            row.set_aside(name, self.data[name], _("Cette colonne n’est pas du standard."))
        for name in self.data.keys() & set(columns):
            self._check_type(name)

    def _check_type(self, name: str) -> None:
        value = self.data[name]
        if isinstance(value, str) and INVISIBLE.search(value):
            value = self.data[name] = " ".join(INVISIBLE.sub(" ", value).split())
            self.row.repair(name, value, value, _("Un signe invisible est retiré."))
        if name in LISTS:
            ok = isinstance(value, list) and all(isinstance(item, str) for item in value)
        elif name in NUMBERS:
            ok = isinstance(value, int | float) and not isinstance(value, bool)
            ok = ok and math.isfinite(value)
        else:
            ok = isinstance(value, str)
        if not ok:
            self.row.set_aside(name, value, _("Cette valeur n’a pas la forme attendue."))
            del self.data[name]

    def require(self, *names: str) -> bool:
        for name in names:
            if name not in self.data:
                self.row.refuse(name, "", _("Cette colonne est obligatoire."))
        return not self.row.is_refused

    def text(self, name: str) -> str:
        return self.data.get(name, "").strip()

    def phone(self) -> str:
        text = self.text("telephone")
        number = read_phone(text) if text else ""
        if number is None:
            self.row.set_aside("telephone", text, _("Ce numéro de téléphone n’est pas valable."))
        return number or ""

    def day(self) -> str | None:
        """The date of the record, which the standard requires."""
        text = self.text("date_maj")
        day = read_date(text)
        if day is None and text:
            self.row.refuse("date_maj", text, _("Cette date n’est pas lisible."))
        return day.isoformat() if day else None

    def position(self) -> dict:
        latitude, longitude = self.data.get("latitude"), self.data.get("longitude")
        if not latitude and not longitude:
            return {"latitude": None, "longitude": None}  # (0, 0) is how some write « unknown »
        if latitude is None or longitude is None:
            self.row.set_aside("latitude", latitude or longitude, _("La position est incomplète."))
            return {"latitude": None, "longitude": None}
        return {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}

    def codes(self, name: str, vocabulary: Vocabulary) -> list[str]:
        """Our codes for the values of a list, or of a column that holds one."""
        values = self.data.get(name, [])
        found = []
        for value in [values] if isinstance(values, str) else values:
            code = code_of(vocabulary, DATA_INCLUSION, value)
            if code is None:
                self.row.set_aside(name, value, _("Cette valeur n’est pas du standard."))
            elif code not in found:
                found.append(code)
        return found

    def kept(self, *names: str) -> dict:
        """Columns the guide has no field for, as they are."""
        return {name: self.data[name] for name in names if name in self.data}
