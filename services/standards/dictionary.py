"""The data dictionary: every column of every file, what it means, and its possible values."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors.vocabularies import LIEUX
from services.standards.inclusion_rows import LISTS as INCLUSION_LISTS
from services.standards.inclusion_rows import SERVICE_COLUMNS, STRUCTURE_COLUMNS
from services.standards.lieux_cells import COLUMNS
from services.standards.lieux_values import LISTS

# For whoever writes programs: French, as the standards themselves.
MEANINGS = {
    "id": "Identifiant stable de la ligne.",
    "pivot": "Numéro SIRET ou RNA de la structure ; des zéros quand il n’est pas connu.",
    "nom": "Nom du lieu, de la structure ou du service.",
    "commune": "Nom de la commune.",
    "code_postal": "Code postal, cinq chiffres.",
    "code_insee": "Code de la commune selon l’INSEE.",
    "adresse": "Numéro et voie.",
    "complement_adresse": "Bâtiment, étage, entrée.",
    "latitude": "Latitude en degrés décimaux (WGS 84).",
    "longitude": "Longitude en degrés décimaux (WGS 84).",
    "typologie": "Sorte de structure.",
    "telephone": "Téléphone au format international.",
    "courriels": "Adresses e-mail.",
    "courriel": "Adresse e-mail.",
    "site_web": "Adresses des sites internet.",
    "horaires": "Horaires d’ouverture au format OpenStreetMap.",
    "horaires_accueil": "Horaires d’accueil au format OpenStreetMap.",
    "presentation_resume": "Présentation courte, 280 signes au plus.",
    "presentation_detail": "Présentation complète.",
    "description": "Présentation complète.",
    "source": "Qui publie cette donnée.",
    "itinerance": "Vrai si le lieu se déplace.",
    "structure_parente": "Structure dont dépend le lieu.",
    "date_maj": "Jour de la dernière vérification, sinon date de la source.",
    "services": "Thèmes d’aide proposés à cet endroit.",
    "publics_specifiquement_adresses": "Publics à qui l’aide s’adresse d’abord.",
    "prise_en_charge_specifique": "Besoins particuliers pris en compte.",
    "frais_a_charge": "Gratuit, gratuit sous condition ou payant.",
    "dispositif_programmes_nationaux": "Programmes nationaux dont le lieu fait partie.",
    "formations_labels": "Formations et labels reconnus au niveau national.",
    "autres_formations_labels": "Autres formations et labels.",
    "modalites_acces": "Comment demander cette aide.",
    "modalites_accompagnement": "Comment l’aide est donnée.",
    "fiche_acces_libre": "Fiche d’accessibilité du lieu sur Acceslibre.",
    "prise_rdv": "Adresse pour prendre rendez-vous en ligne.",
    "lien_source": "Page de cette fiche dans le guide.",
    "siret": "Numéro SIRET.",
    "accessibilite_lieu": "Fiche d’accessibilité du lieu sur Acceslibre.",
    "reseaux_porteurs": "Réseaux dont la structure fait partie.",
    "structure_id": "Identifiant de la structure qui rend le service.",
    "type": "Sorte de service.",
    "thematiques": "Thèmes du référentiel national de l’insertion.",
    "frais": "Gratuit ou payant.",
    "frais_precisions": "Précision sur le prix.",
    "publics": "Publics à qui le service s’adresse.",
    "publics_precisions": "Précision sur le public.",
    "conditions_acces": "Conditions pour y avoir droit.",
    "contact_nom_prenom": "Jamais rempli : le guide ne publie aucun nom de personne.",
    "modes_accueil": "Sur place ou à distance.",
    "zone_eligibilite": "Territoires dont les habitants ont droit au service.",
    "modes_mobilisation": "Comment demander le service.",
    "lien_mobilisation": "Adresse pour demander le service en ligne.",
    "mobilisable_par": "Qui peut le demander : la personne ou un professionnel.",
    "mobilisation_precisions": "Précision sur la façon de demander.",
    "volume_horaire_hebdomadaire": "Heures par semaine, pour une formation.",
    "nombre_semaines": "Nombre de semaines, pour une formation.",
}


@dataclass(frozen=True)
class Column:
    """A column: its name in the file, its meaning, whether it holds several values, which ones."""

    name: str
    meaning: str
    is_list: bool
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The columns of one kind of file, in their order."""

    code: str
    title: str | Promise
    columns: tuple[Column, ...]


def _columns(names: Iterable[str], lists) -> tuple[Column, ...]:
    return tuple(Column(name, MEANINGS[name], name in lists) for name in names)


def _lieux() -> tuple[Column, ...]:
    return tuple(
        Column(name, MEANINGS[name], name in LISTS, _national_values(name)) for name in COLUMNS
    )


def _national_values(column: str) -> tuple[str, ...]:
    vocabulary = LISTS.get(column, ())
    found = (choice.value_in(LIEUX) for choice in vocabulary)
    return tuple(value for value in found if value)


def tables() -> tuple[Table, ...]:
    return (
        Table("lieux", _("Lieux de médiation numérique, version 1.0.2"), _lieux()),
        Table(
            "structures",
            _("Structures, data.inclusion version 1"),
            _columns(STRUCTURE_COLUMNS, INCLUSION_LISTS),
        ),
        Table(
            "services",
            _("Services, data.inclusion version 1"),
            _columns(SERVICE_COLUMNS, INCLUSION_LISTS),
        ),
    )
