"""The register of personal data: what, why, on what ground, how long (RGPD, article 30).

The public reads it on `/confidentialite/`; a test refuses a field that may hold personal data and
is neither here nor explained in EXPLAINED.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PUBLIC_TASK = _("mission d’intérêt public de la Ville")
SECURITY = _("obligation de protéger le site")

# Months after which `purge` acts (services/privacy/purging.py).
REPORT_MONTHS = 6
AUTHOR_MONTHS = 36
SEARCH_MONTHS = 25
OPINION_MONTHS = 13
WARNED_MONTHS, INACTIVE_MONTHS = 11, 12


@dataclass(frozen=True)
class Entry:
    """One purpose: `fields` as « app.model.field », a history counted with its model."""

    who: str
    what: str
    why: str
    ground: str
    kept: str
    fields: tuple[str, ...]


def _of(model: str, *fields: str) -> tuple[str, ...]:
    return tuple(f"{model}.{field}" for field in fields)


REGISTER = (
    Entry(
        who=_("Vous signalez une erreur"),
        what=_("votre message, et une adresse e-mail si un agent l’a notée"),
        why=_("corriger la fiche et vous répondre"),
        ground=PUBLIC_TASK,
        kept=_("effacés 6 mois après la réponse"),
        fields=_of("services.report", "token", "message", "email", "answer"),
    ),
    Entry(
        who=_("Vous gardez une liste par un lien court"),
        what=_("les numéros des aides gardées, rien sur vous"),
        why=_("retrouver la liste sur un autre appareil"),
        ground=PUBLIC_TASK,
        kept=_("jusqu’à la date écrite sous le lien"),
        fields=_of("services.shortlist", "code", "service_ids"),
    ),
    Entry(
        who=_("Vous cherchez une aide"),
        what=_("les mots courants cherchés ce jour-là, sans nom, sans heure, sans adresse"),
        why=_("savoir ce que les habitants ne trouvent pas"),
        ground=PUBLIC_TASK,
        kept=_("25 mois"),
        fields=_of("services.searchcount", "words"),
    ),
    Entry(
        who=_("Vous dites si vous avez trouvé"),
        what=_("votre réponse comptée dans le mois, et votre remarque sans nom ni numéro"),
        why=_("savoir quelles fiches n’aident pas assez"),
        ground=PUBLIC_TASK,
        kept=_("13 mois"),
        fields=(
            *_of("services.opinioncount", "words"),
            *_of("services.opinionline", "words", "text"),
        ),
    ),
    Entry(
        who=_("Agents et partenaires"),
        what=_("adresse e-mail, désignation, mot de passe chiffré, dates de connexion"),
        why=_("ouvrir l’espace de gestion ou celui des partenaires"),
        ground=PUBLIC_TASK,
        kept=_("effacés après 12 mois sans connexion ; prévenus un mois avant"),
        fields=(
            *_of("actors.user", "email", "label", "password", "last_login", "date_joined"),
            *_of("actors.user", "sessions_closed_at", "inactivity_warned_at"),
            *_of("actors.membership", "user"),
        ),
    ),
    Entry(
        who=_("Agents et partenaires"),
        what=_("secret du téléphone, codes de secours, identifiant ProConnect, session"),
        why=_("prouver que c’est bien la personne"),
        ground=SECURITY,
        kept=_("tant que le compte est ouvert ; une session, 8 heures au plus"),
        fields=(
            *_of("actors.secondfactor", "user", "name", "secret", "throttling_failure_timestamp"),
            *_of("actors.recoverycode", "user", "digest"),
            *_of("actors.proconnectidentity", "user", "issuer", "subject", "linked_at"),
            *_of("sessions.session", "session_key", "session_data"),
        ),
    ),
    Entry(
        who=_("Agents et partenaires"),
        what=_("qui a changé, proposé, décidé ou appelé"),
        why=_("comprendre et défaire une erreur"),
        ground=PUBLIC_TASK,
        kept=_("36 mois, puis la ligne reste sans son auteur"),
        fields=(
            "history_user",
            *_of("services.proposal", "author", "decided_by", "comment", "decision_note"),
            *_of("services.call", "by"),
            *_of("services.importrun", "by"),
            *_of("admin.logentry", "user", "object_repr", "change_message"),
        ),
    ),
    Entry(
        who=_("Agents et partenaires"),
        what=_("connexions, refus et décisions, sous le seul numéro du compte"),
        why=_("prouver ce qui s’est passé après un incident"),
        ground=SECURITY,
        kept=_("tant que le guide existe ; le numéro ne dit plus rien d’un compte effacé"),
        fields=_of("actors.auditentry", "account", "about", "details", "digest"),
    ),
    Entry(
        who=_("Organismes du guide"),
        what=_("téléphone, adresse e-mail, site et notes de l’organisme, parfois ceux d’un agent"),
        why=_("dire aux habitants qui appeler"),
        ground=PUBLIC_TASK,
        kept=_("tant que la fiche est publiée, ou jusqu’à une demande de l’organisme"),
        fields=(
            *_of("actors.actor", "phone", "email", "imported", "staff_note", "professional_note"),
            *_of("actors.actor", "verified_by"),
            *_of("actors.location", "phone", "email", "imported", "staff_note", "verified_by"),
            *_of("services.service", "phone", "email", "imported", "staff_note", "verified_by"),
            *_of("services.service", "professional_note"),
            *_of("services.serviceatlocation", "imported", "staff_note", "verified_by"),
            *_of("services.proposal", "base", "values"),
            *_of("services.call", "undo"),
            *_of("services.importproblem", "value", "taken"),
            *_of("services.importline", "fields", "conflicts"),
            *_of("services.importedrecord", "imported"),
        ),
    ),
    Entry(
        who=_("Organismes du guide"),
        what=_("fichiers importés, avec les contacts qu’ils portent"),
        why=_("relire et défaire un import"),
        ground=PUBLIC_TASK,
        kept=_("6 mois"),
        fields=_of("services.importrun", "first", "second"),
    ),
    Entry(
        who=_("La Ville"),
        what=_("contacts de la Ville et du délégué à la protection des données"),
        why=_("dire qui est responsable du guide"),
        ground=_("obligation légale"),
        kept=_("tant que le guide existe"),
        fields=_of(
            "services.guidesettings",
            *("help_phone", "contact_email", "contact_address", "publication_director"),
            "data_protection_contact",
        ),
    ),
)

# « app.model » or « app.model.field » → why nothing personal is there, whatever its name.
EXPLAINED = {
    "auth.permission": "what a role may do, from the code",
    "auth.group": "the three roles, from the code",
    "contenttypes.contenttype": "names of tables",
    "actors.term": "vocabularies, from the code",
    "services.need": "what residents may want, written by the town",
    "services.pathway": "texts of the town",
    "services.pathwaystep": "texts of the town",
    "services.notice": "banners of the town",
    "services.closure": "dates, and a reason that the public reads",
    "services.session": "workshops: dates and places left, never who comes",
    "services.sessionseries": "workshops: dates",
    "services.action": "deeds of the town, counted; never who came",
    "services.importrun": "an import: its file's name, its columns, its counts",
    "services.reminder": "that an organisation was reminded, and when",
    "services.campaign": "a question of the town to organisations",
    "services.invitation": "what an organisation answered: a code and dates",
    "services.finding": "what the nightly inspection found on public records",
    "services.printededition": "editions of the paper guide",
    "services.revision": "one number",
    "services.lexiconentry": "words of the search, written by the town",
    "services.searchentry": "public texts, analysed",
    "services.jobrun": "when a job of the night ran",
    "services.service.audience_note": "whom a service is for, in general",
    "services.service.price_note": "prices",
    "services.service.bring_note": "what to bring",
    "services.service.mobilisation_note": "how to ask for the service",
    "services.serviceatlocation.note": "a public remark about a place",
    "actors.location.access_note": "how to reach a place",
    "actors.location.address": "the address of a place that receives the public",
    "actors.location.address_extra": "its floor or building",
    "actors.actor.name": "an organisation's name",
    "actors.actor.short_name": "an organisation's name",
    "actors.location.name": "a place's name",
    "actors.location.postcode": "of a place",
    "actors.location.city_code": "of a place",
    "actors.user.groups": "roles",
}


def fields() -> set[str]:
    """Every field of the register."""
    return {field for entry in REGISTER for field in entry.fields}
