"""Vocabularies of who and where: each value with its words and its value in each standard."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from actors.typologies import TYPOLOGIES
from actors.vocabularies import LIEUX, Choice, Vocabulary


def _same(label: str, *, plain: str = "") -> Choice:
    """A choice whose national value is its own French label."""
    return Choice(slugify(label), label, plain, {LIEUX: (label,)})


def _kind(code: str, label: str, *typologies: str) -> Choice:
    return Choice(code, label, standards={LIEUX: typologies})


ACTOR_KIND = Vocabulary(
    "actor_kind",
    _("sorte d’organisme"),
    [
        _kind("commune", _("commune"), "MUNI"),
        _kind("ccas", _("centre communal d’action sociale"), "CCAS"),
        _kind("france-services", _("France services"), "RFS"),
        _kind("point-justice", _("point d’accès au droit"), "PAD"),
        _kind("centre-social", _("centre social"), "CS"),
        _kind("seniors", _("espace ou résidence pour seniors"), "Autre"),
        _kind("mjc", _("maison des jeunes et de la culture"), "MJC"),
        _kind("mediatheque", _("médiathèque"), "BIB"),
        _kind("lieu-culturel", _("lieu culturel"), "Autre"),
        _kind("association", _("association"), "ASSO"),
        _kind("education", _("enseignement et orientation"), "Autre"),
        _kind("media", _("site d’information"), "Autre"),
        _kind("france-travail", _("France Travail"), "FT"),
        _kind("mission-locale", _("mission locale"), "ML"),
        _kind("emploi-formation", _("emploi et formation"), "Autre"),
        _kind("insertion", _("atelier ou entreprise d’insertion"), "ACI"),
        _kind("geiq", _("groupement d’employeurs pour l’insertion et la qualification"), "GEIQ"),
        _kind("departement", _("service du Département"), "DEPT"),
        _kind("organisme-social", _("caisse de sécurité sociale"), "Autre"),
        _kind("poste", _("La Poste"), "LA_POSTE"),
        _kind("bailleur", _("bailleur social"), "Autre"),
        _kind("intercommunalite", _("intercommunalité"), "EPCI"),
        _kind("etat", _("service de l’État"), "PREF"),
        _kind("autre", _("autre organisme"), "Autre"),
    ],
)

TYPOLOGY = Vocabulary(
    "typology",
    _("typologie nationale"),
    [
        Choice(slugify(code.replace("_", "-")), label, "", {LIEUX: (code,)})
        for code, label in TYPOLOGIES
    ],
)

MOBILITY = Vocabulary("mobility", _("itinérance"), [_same("Itinérant"), _same("Fixe")])

PROGRAMME = Vocabulary(
    "programme",
    _("programmes nationaux"),
    [
        _same("Aidants Connect"),
        _same("Bibliothèques numérique de référence", plain="Bibliothèque numérique de référence"),
        _same("Certification PIX"),
        _same("Conseillers numériques"),
        _same("Emmaüs Connect"),
        _same("France Services"),
        _same("Grande école du numérique"),
        _same("La Croix Rouge"),
        _same("Point d'accès numérique CAF"),
        _same("Promeneurs du net"),
        _same("Relais numérique (Emmaüs Connect)"),
    ],
)

TRAINING_LABEL = Vocabulary(
    "training_label",
    _("formations et labels"),
    [
        _same("Formé à « Mon Espace Santé »"),
        _same("Formé à « DUPLEX » (illettrisme)"),
        _same("Arnia/MedNum BFC (Bourgogne-Franche-Comté)"),
        _same("Collectif ressources et acteurs réemploi (Normandie)"),
        Choice(
            "etapes-numeriques-la-poste",
            "Étapes numériques (La Poste)",
            # The table schema's own pattern forgets the space: both forms are read.
            standards={LIEUX: ("Étapes numériques (La Poste)", "Étapes numériques(La Poste)")},
        ),
        _same("Fabriques de Territoire"),
        _same("Les Éclaireurs du numérique (Drôme)"),
        _same("Mes Papiers (Métropole de Lyon)"),
        _same("ORDI 3.0"),
        _same("SUD LABS (PACA)"),
    ],
)

EQUIPMENT = Vocabulary(
    "equipment",
    _("équipement"),
    [
        Choice("ordinateurs", _("ordinateurs à disposition")),
        Choice("tablettes", _("tablettes à disposition")),
        Choice("imprimante", _("imprimante")),
        Choice("scanner", _("scanner")),
        Choice("wifi", _("Wi-Fi")),
        Choice("prises", _("prises électriques")),
        Choice("ascenseur", _("ascenseur")),
        Choice("toilettes", _("toilettes accessibles")),
        Choice("boucle-auditive", _("boucle pour malentendants")),
        Choice("parking", _("parking")),
        Choice("bus", _("arrêt de bus à côté")),
    ],
)

# Codes of doubt, for staff: why a record is not to be trusted yet.
DOUBT = Vocabulary(
    "doubt",
    _("doute"),
    [
        Choice("weak_source", _("source fragile")),
        Choice("not_seen_since_2022", _("plus vu depuis 2022")),
        Choice("guessed_pillar", _("pilier deviné")),
        Choice("two_addresses", _("deux adresses possibles")),
        Choice("two_phones", _("deux téléphones possibles")),
        Choice("two_hours", _("deux horaires possibles")),
        Choice("approximate_pin", _("point approximatif")),
        Choice("address_unknown", _("adresse inconnue")),
        Choice("outside_town", _("point hors de la commune")),
        Choice("inferred", _("déduit, lu dans aucune source locale")),
    ],
)

ALL = (ACTOR_KIND, TYPOLOGY, MOBILITY, PROGRAMME, TRAINING_LABEL, EQUIPMENT)


def actor_kinds() -> list[tuple[str, str]]:
    return ACTOR_KIND.as_choices()
