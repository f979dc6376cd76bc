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

MEANINGS = {
    "id": _("Identifiant stable de la ligne."),
    "pivot": _("Numéro SIRET ou RNA de la structure ; des zéros quand il n’est pas connu."),
    "nom": _("Nom du lieu, de la structure ou du service."),
    "commune": _("Nom de la commune."),
    "code_postal": _("Code postal, cinq chiffres."),
    "code_insee": _("Code de la commune selon l’INSEE."),
    "adresse": _("Numéro et voie."),
    "complement_adresse": _("Bâtiment, étage, entrée."),
    "latitude": _("Latitude en degrés décimaux (WGS 84)."),
    "longitude": _("Longitude en degrés décimaux (WGS 84)."),
    "typologie": _("Sorte de structure."),
    "telephone": _("Téléphone au format international."),
    "courriels": _("Adresses e-mail."),
    "courriel": _("Adresse e-mail."),
    "site_web": _("Adresses des sites internet."),
    "horaires": _("Horaires d’ouverture au format OpenStreetMap."),
    "horaires_accueil": _("Horaires d’accueil au format OpenStreetMap."),
    "presentation_resume": _("Présentation courte, 280 signes au plus."),
    "presentation_detail": _("Présentation complète."),
    "description": _("Présentation complète."),
    "source": _("Qui publie cette donnée."),
    "itinerance": _("Vrai si le lieu se déplace."),
    "structure_parente": _("Structure dont dépend le lieu."),
    "date_maj": _("Jour de la dernière vérification, sinon date de la source."),
    "services": _("Thèmes d’aide proposés à cet endroit."),
    "publics_specifiquement_adresses": _("Publics à qui l’aide s’adresse d’abord."),
    "prise_en_charge_specifique": _("Besoins particuliers pris en compte."),
    "frais_a_charge": _("Gratuit, gratuit sous condition ou payant."),
    "dispositif_programmes_nationaux": _("Programmes nationaux dont le lieu fait partie."),
    "formations_labels": _("Formations et labels reconnus au niveau national."),
    "autres_formations_labels": _("Autres formations et labels."),
    "modalites_acces": _("Comment demander cette aide."),
    "modalites_accompagnement": _("Comment l’aide est donnée."),
    "fiche_acces_libre": _("Fiche d’accessibilité du lieu sur Acceslibre."),
    "prise_rdv": _("Adresse pour prendre rendez-vous en ligne."),
    "lien_source": _("Page de cette fiche dans le guide."),
    "siret": _("Numéro SIRET."),
    "accessibilite_lieu": _("Fiche d’accessibilité du lieu sur Acceslibre."),
    "reseaux_porteurs": _("Réseaux dont la structure fait partie."),
    "structure_id": _("Identifiant de la structure qui rend le service."),
    "type": _("Sorte de service."),
    "thematiques": _("Thèmes du référentiel national de l’insertion."),
    "frais": _("Gratuit ou payant."),
    "frais_precisions": _("Précision sur le prix."),
    "publics": _("Publics à qui le service s’adresse."),
    "publics_precisions": _("Précision sur le public."),
    "conditions_acces": _("Conditions pour y avoir droit."),
    "contact_nom_prenom": _("Jamais rempli : le guide ne publie aucun nom de personne."),
    "modes_accueil": _("Sur place ou à distance."),
    "zone_eligibilite": _("Territoires dont les habitants ont droit au service."),
    "modes_mobilisation": _("Comment demander le service."),
    "lien_mobilisation": _("Adresse pour demander le service en ligne."),
    "mobilisable_par": _("Qui peut le demander : la personne ou un professionnel."),
    "mobilisation_precisions": _("Précision sur la façon de demander."),
    "volume_horaire_hebdomadaire": _("Heures par semaine, pour une formation."),
    "nombre_semaines": _("Nombre de semaines, pour une formation."),
}


@dataclass(frozen=True)
class Column:
    """A column: its name in the file, its meaning, whether it holds several values, which ones."""

    name: str
    meaning: str | Promise
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
