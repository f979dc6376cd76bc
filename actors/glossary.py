"""Words of the digital world and of public services, each in one plain sentence."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A word as it is written in French, its meaning, and other ways of writing it."""

    word: str
    meaning: str | Promise
    others: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return slugify(self.word)


ENTRIES = (
    Entry("ANTS", _("Le service de l’État pour la carte d’identité, le passeport et le permis.")),
    Entry(
        "Application", _("Un programme à installer sur un téléphone ou une tablette."), ("appli",)
    ),
    Entry("Ameli", _("Le site internet de l’Assurance maladie.")),
    Entry("CAF", _("La caisse qui verse les aides aux familles et au logement.")),
    Entry("CARSAT", _("La caisse qui verse la retraite des salariés dans la région.")),
    Entry("CCAS", _("Le service de la mairie qui aide les habitants en difficulté.")),
    Entry("Cloud", _("Un lieu sur internet où l’on garde ses photos et ses papiers.")),
    Entry("CPAM", _("La caisse de l’Assurance maladie : elle rembourse les soins.")),
    Entry("Conseiller numérique", _("Une personne dont le métier est d’apprendre le numérique.")),
    Entry("Cookie", _("Un petit fichier qu’un site garde dans votre appareil.")),
    Entry("CV", _("Une page qui présente vos études et vos emplois.")),
    Entry("E-mail", _("Une lettre envoyée par internet."), ("courriel", "mail")),
    Entry("Fibre", _("Une façon rapide de recevoir internet chez soi.")),
    Entry("France services", _("Un guichet où l’on vous aide pour toutes vos démarches.")),
    Entry("France Travail", _("Le service public de l’emploi, autrefois Pôle emploi.")),
    Entry("FranceConnect", _("Un bouton pour entrer sur un site public avec un compte connu.")),
    Entry("Identifiant", _("Le nom ou le numéro qui ouvre votre compte.")),
    Entry("Médiation numérique", _("Aider les gens à se servir d’internet et des appareils.")),
    Entry("MJC", _("La Maison des jeunes et de la culture.")),
    Entry("Mot de passe", _("Un mot secret qui ouvre votre compte. Ne le donnez à personne.")),
    Entry("MSA", _("La caisse qui protège les personnes du monde agricole.")),
    Entry("Navigateur", _("Le programme qui montre les pages d’internet.")),
    Entry("Numériser", _("Faire d’un papier une image dans l’ordinateur."), ("scanner",)),
    Entry("Parcoursup", _("Le site pour choisir ses études après le lycée.")),
    Entry("Pièce jointe", _("Un papier ou une photo que l’on ajoute à un e-mail.")),
    Entry("Pix", _("Un site qui mesure ce que l’on sait faire avec le numérique.")),
    Entry("PMI", _("Le service qui suit la santé des mères et des jeunes enfants.")),
    Entry("QR code", _("Un carré de points à photographier pour ouvrir une page.")),
    Entry("Réseau social", _("Un site où l’on parle et partage des photos."), ("réseaux sociaux",)),
    Entry("RSA", _("Une somme versée chaque mois aux personnes sans assez d’argent.")),
    Entry("Smartphone", _("Un téléphone qui va sur internet.")),
    Entry("Tablette", _("Un écran plat que l’on touche avec le doigt.")),
    Entry("Visio", _("Un appel où l’on se voit par la caméra."), ("visioconférence",)),
    Entry("Wi-Fi", _("Internet sans fil."), ("wifi",)),
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern, Entry], ...]:
    return tuple((_pattern(entry), entry) for entry in ENTRIES)


def _pattern(entry: Entry) -> re.Pattern:
    words = "|".join(re.escape(word) for word in (entry.word, *entry.others))
    # « caf » is not « café », « Pix » is not « pixel »; capitals count for short acronyms.
    flags = 0 if entry.word.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w-])(?:{words})s?(?![\w-])", flags)


def acronyms() -> dict[str, Entry]:
    return {entry.word: entry for entry in ENTRIES if entry.word.isupper()}


def found_in(*texts: str) -> list[Entry]:
    """The entries whose word stands in these French texts, in the order of the alphabet."""
    whole = "\n".join(texts)
    return [entry for pattern, entry in _patterns() if pattern.search(whole)]
