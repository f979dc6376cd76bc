"""Vocabularies of what, for whom and how: words, order and value in each standard."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from actors.vocabularies import DATA_INCLUSION, LIEUX, Choice, Vocabulary
from services.di_themes import DI_THEMES


def _both(label: str, national: str = "", inclusion: str = "", plain: str = "", code: str = ""):
    """A choice known to « lieux », to data.inclusion, to both or to none."""
    standards = {}
    if national:
        standards[LIEUX] = (national,)
    if inclusion:
        standards[DATA_INCLUSION] = (inclusion,)
    return Choice(code or slugify(national or inclusion), label, plain, standards)


class PillarCode(TextChoices):
    NECESSITE = "necessite", _("Numérique nécessité")
    ACCOMPLISSEMENT = "accomplissement", _("Numérique accomplissement")
    LOISIR = "loisir", _("Numérique loisir et médiation numérique")


@dataclass(frozen=True)
class Look:
    """How a pillar is told apart without its colour: a sign and the name of its shape."""

    sign: str
    shape: str


PILLAR_LOOKS = {
    "necessite": Look("●", "rond"),
    "accomplissement": Look("▲", "triangle"),
    "loisir": Look("★", "etoile"),
}

PILLAR = Vocabulary(
    "pillar",
    _("pilier"),
    [
        Choice("necessite", _("Numérique nécessité"), _("Faire mes démarches")),
        Choice("accomplissement", _("Numérique accomplissement"), _("Apprendre et progresser")),
        Choice("loisir", _("Numérique loisir et médiation numérique"), _("Découvrir et partager")),
    ],
)

THEME = Vocabulary(
    "theme",
    _("thème"),
    [
        _both(
            _("Aide aux démarches administratives"),
            "Aide aux démarches administratives",
            plain=_("Démarches en ligne"),
        ),
        _both(
            _("Maîtrise des outils numériques du quotidien"),
            "Maîtrise des outils numériques du quotidien",
            plain=_("Téléphone, tablette, ordinateur"),
        ),
        _both(
            _("Insertion professionnelle via le numérique"),
            "Insertion professionnelle via le numérique",
            plain=_("Emploi et formation"),
        ),
        _both(
            _("Utilisation sécurisée du numérique"),
            "Utilisation sécurisée du numérique",
            plain=_("Sécurité et arnaques"),
        ),
        _both(
            _("Parentalité et éducation avec le numérique"),
            "Parentalité et éducation avec le numérique",
            plain=_("Enfants et écrans"),
        ),
        _both(
            _("Loisirs et créations numériques"),
            "Loisirs et créations numériques",
            plain=_("Jouer et créer"),
        ),
        _both(
            _("Compréhension du monde numérique"),
            "Compréhension du monde numérique",
            plain=_("Comprendre le numérique"),
        ),
        _both(
            _("Accès internet et matériel informatique"),
            "Accès internet et matériel informatique",
            plain=_("Internet et ordinateurs à disposition"),
        ),
        _both(
            _("Acquisition de matériel informatique à prix solidaire"),
            "Acquisition de matériel informatique à prix solidaire",
            plain=_("Matériel pas cher"),
        ),
    ],
)

AUDIENCE = Vocabulary(
    "audience",
    _("public"),
    [
        _both(_("Tous les habitants"), "", "tous-publics"),
        _both(_("Personnes âgées"), "Seniors", "seniors"),
        _both(_("Jeunes"), "Jeunes", "jeunes"),
        _both(_("Étudiants"), "Étudiants", "etudiants"),
        _both(_("Familles et enfants"), "Familles et/ou enfants", "familles", code="familles"),
        _both(_("Femmes"), "Femmes", "femmes"),
        _both(_("Personnes qui cherchent un emploi"), "", "demandeurs-emploi"),
        _both(_("Personnes qui travaillent"), "", "actifs"),
        _both(
            _("Personnes qui touchent un minimum social (RSA, minimum vieillesse…)"),
            "",
            "beneficiaires-des-minimas-sociaux",
            plain=_("Personnes au RSA ou avec une autre aide minimale"),
        ),
        _both(_("Personnes en situation de handicap"), "", "personnes-en-situation-de-handicap"),
        _both(_("Personnes dans l’urgence"), "", "personnes-en-situation-durgence"),
        _both(
            _("Personnes suivies par la justice ou sous tutelle"),
            "",
            "personnes-en-situation-juridique-specifique",
        ),
        _both(_("Personnes exilées"), "", "personnes-exilees"),
        _both(_("Habitants des quartiers prioritaires"), "", "residents-qpv-frr"),
    ],
)

SPECIAL_CARE = Vocabulary(
    "special_care",
    _("prise en charge"),
    [
        _both(_("Surdité"), "Surdité", plain=_("Personnes sourdes ou malentendantes")),
        _both(_("Handicaps moteurs"), "Handicaps moteurs"),
        _both(_("Handicaps mentaux"), "Handicaps mentaux"),
        _both(_("Illettrisme"), "Illettrisme", plain=_("Difficultés pour lire ou écrire")),
        _both(_("Accueil en anglais"), "Langues étrangères (anglais)"),
        _both(_("Accueil dans une autre langue"), "Langues étrangères (autres)"),
        _both(_("Déficience visuelle"), "Déficience visuelle", plain=_("Personnes malvoyantes")),
    ],
)

FEE = Vocabulary(
    "fee",
    _("frais"),
    [
        _both(_("Gratuit"), "Gratuit", "gratuit"),
        _both(_("Gratuit sous condition"), "Gratuit sous condition"),
        _both(_("Payant"), "Payant", "payant"),
    ],
)

LEVEL = Vocabulary(
    "level",
    _("niveau"),
    [
        Choice("je-debute", _("Je débute")),
        Choice("je-me-debrouille", _("Je me débrouille")),
        Choice("je-veux-progresser", _("Je veux progresser")),
    ],
)

ACCESS = Vocabulary(
    "access",
    _("accès"),
    [
        _both(_("Venir sur place"), "Se présenter"),
        _both(_("Téléphoner"), "Téléphoner"),
        _both(_("Écrire un e-mail"), "Contacter par mail"),
        _both(
            _("Être envoyé par un professionnel"),
            "Envoyer un mail avec une fiche de prescription",
        ),
        _both(_("Prendre rendez-vous en ligne"), "Prendre un RDV en ligne"),
        _both(_("Pas d’accueil du public"), "Ce lieu n'accueille pas de public"),
    ],
)

SUPPORT = Vocabulary(
    "support",
    _("accompagnement"),
    [
        _both(_("Seul, sur un poste à disposition"), "En autonomie"),
        _both(_("Avec une personne, en tête-à-tête"), "Accompagnement individuel"),
        _both(_("En groupe, dans un atelier"), "Dans un atelier collectif"),
        _both(_("À distance"), "À distance"),
    ],
)

RECEPTION = Vocabulary(
    "reception",
    _("mode d’accueil"),
    [
        _both(_("Sur place"), "", "en-presentiel"),
        _both(_("À distance"), "", "a-distance"),
    ],
)

MOBILISABLE_BY = Vocabulary(
    "mobilisable_by",
    _("qui peut demander"),
    [
        _both(_("Les habitants eux-mêmes"), "", "usagers"),
        _both(_("Les professionnels"), "", "professionnels"),
    ],
)

MOBILISATION = Vocabulary(
    "mobilisation",
    _("comment demander"),
    [
        _both(_("Venir sur place"), "", "se-presenter"),
        _both(_("Téléphoner"), "", "telephoner"),
        _both(_("Écrire un e-mail"), "", "envoyer-un-courriel"),
        _both(_("Remplir un formulaire en ligne"), "", "utiliser-lien-mobilisation"),
    ],
)

SERVICE_KIND = Vocabulary(
    "service_kind",
    _("sorte de service"),
    [
        _both(_("Accompagnement"), "", "accompagnement"),
        _both(_("Atelier"), "", "atelier"),
        _both(_("Formation"), "", "formation"),
        _both(_("Information"), "", "information"),
        _both(_("Aide matérielle"), "", "aide-materielle"),
        _both(_("Aide financière"), "", "aide-financiere"),
    ],
)

BRING = Vocabulary(
    "bring",
    _("à apporter"),
    [
        Choice("piece-identite", _("une pièce d’identité")),
        Choice("telephone", _("votre téléphone")),
        Choice("ordinateur", _("votre ordinateur ou votre tablette")),
        Choice("courriers", _("les courriers que vous avez reçus")),
        Choice("identifiants", _("vos identifiants et mots de passe")),
        Choice("carte-vitale", _("votre carte Vitale")),
        Choice("numero-caf", _("votre numéro d’allocataire Caf")),
        Choice("avis-impots", _("votre dernier avis d’impôts")),
        Choice("justificatif-domicile", _("un justificatif de domicile")),
        Choice("rib", _("un relevé d’identité bancaire (RIB)")),
        Choice("cv", _("votre CV")),
        Choice("cle-usb", _("une clé USB")),
        Choice("rien", _("rien")),
    ],
)

LANGUAGE = Vocabulary(
    "language",
    _("langue parlée"),
    [
        Choice("fr", _("français")),
        Choice("en", _("anglais")),
        Choice("ar", _("arabe")),
        Choice("tr", _("turc")),
        Choice("es", _("espagnol")),
        Choice("pt", _("portugais")),
        Choice("it", _("italien")),
        Choice("pl", _("polonais")),
        Choice("ro", _("roumain")),
        Choice("ru", _("russe")),
        Choice("uk", _("ukrainien")),
        Choice("fa", _("persan, dari")),
        Choice("ps", _("pachto")),
        Choice("ka", _("géorgien")),
        Choice("ber", _("berbère")),
        Choice("lsf", _("langue des signes française")),
    ],
)

DI_THEME = Vocabulary(
    "di_theme",
    _("thématique data.inclusion"),
    [Choice(code, label, "", {DATA_INCLUSION: (code,)}) for code, label in DI_THEMES],
)


class Appointment(TextChoices):
    UNKNOWN = "", _("à demander")
    REQUIRED = "required", _("sur rendez-vous")
    POSSIBLE = "possible", _("avec ou sans rendez-vous")
    NONE = "none", _("sans rendez-vous")


class AcceptsNew(TextChoices):
    UNKNOWN = "", _("à demander")
    YES = "yes", _("accepte de nouvelles personnes")
    FULL = "full", _("complet")
    WAITING_LIST = "waiting_list", _("liste d’attente")


# Vocabularies whose values are terms of a service.
SERVICE_TERMS = (
    THEME,
    AUDIENCE,
    SPECIAL_CARE,
    FEE,
    LEVEL,
    ACCESS,
    SUPPORT,
    RECEPTION,
    MOBILISABLE_BY,
    MOBILISATION,
    BRING,
    LANGUAGE,
    DI_THEME,
)
# Single-valued ones are plain fields; they have terms too, for the taxonomies of the API.
ALL = (PILLAR, SERVICE_KIND, *SERVICE_TERMS)


def service_kinds() -> list[tuple[str, str]]:
    return SERVICE_KIND.as_choices()


def levels() -> list[tuple[str, str]]:
    return LEVEL.as_choices()
