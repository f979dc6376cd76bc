"""The matrix: each address of the site, who gets in, and what its arguments are.

A new page is one line of PAGES; a new table of the admin is one line of MODELS. Each line says who
gets in; a function after it makes the arguments of the address from one side's records (`world`).
"""

from collections.abc import Callable
from dataclasses import dataclass

ANONYMOUS, PARTNER, ADVISOR = "anonyme", "partenaire", "conseil"
EDITOR, MANAGER, RESCUE = "rédaction", "responsable", "secours"
ROLES = (ANONYMOUS, PARTNER, ADVISOR, EDITOR, MANAGER, RESCUE)

EVERYBODY = frozenset(ROLES)
PARTNERS = frozenset({PARTNER})
PROFESSIONALS = frozenset({ADVISOR, EDITOR, MANAGER, RESCUE})
EDITORS = frozenset({EDITOR, MANAGER, RESCUE})
MANAGERS = frozenset({MANAGER, RESCUE})
NOBODY = frozenset()

OWN, OTHER = "à soi", "à d’autres"


@dataclass(frozen=True)
class Row:
    """`roles` get in; where `of_owner`, a partner gets in with its own record alone."""

    roles: frozenset[str]
    arguments: Callable | None = None
    of_owner: bool = False
    posts: frozenset[str] | None = None

    def lets(self, role: str, side: str, method: str) -> bool:
        roles = self.posts if method == "post" and self.posts is not None else self.roles
        return role in roles and not (self.of_owner and role == PARTNER and side == OTHER)


def public(arguments=None) -> Row:
    return Row(EVERYBODY, arguments)


def professionals(arguments=None) -> Row:
    """`is_staff` accounts and advisors."""
    return Row(PROFESSIONALS, arguments)


def editors(arguments=None, **more) -> Row:
    return Row(EDITORS, arguments, **more)


def managers(arguments=None) -> Row:
    return Row(MANAGERS, arguments)


def partners(arguments=None) -> Row:
    """Of its own records only."""
    return Row(PARTNERS, arguments, of_owner=True)


# Name of the address (`namespace:name`) → who gets in.
PAGES: dict[str, Row] = {
    # The partners' space.
    "partner_home": partners(),
    "partner_enter": public(),
    "partner_leave": public(),
    "partner_confirm": partners(lambda side: [side.actor.pk]),
    "partner_close": partners(lambda side: [side.location.uid]),
    "partner_change": partners(lambda side: ["service", side.service.uid]),
    "partner_reopen": partners(lambda side: [side.closure.pk]),
    "partner_same": partners(lambda side: [side.invitation.pk]),
    # The town's workshop.
    "partner_link": editors(lambda side: [side.actor.pk]),
    "proposal_page": editors(lambda side: [side.proposal.pk]),
    "call_list": editors(),
    "call_page": editors(lambda side: [side.actor.pk]),
    "call_said": editors(lambda side: [side.actor.pk]),
    "call_undo": editors(lambda side: [side.call.pk]),
    "hours_table": editors(lambda side: ["location", side.location.uid]),
    "inspect_now": editors(),
    "address_page": editors(lambda side: [side.location.pk]),
    "hours_sentence": Row(PROFESSIONALS | PARTNERS),
    "help_page": editors(),
    "import_list": editors(),
    "import_page": editors(lambda side: [side.imported.pk]),
    "import_choose": editors(lambda side: [side.imported.pk]),
    "import_columns": editors(lambda side: [side.imported.pk]),
    "import_act": editors(lambda side: [side.imported.pk]),
    "import_problems": editors(lambda side: [side.imported.pk]),
    "campaign_page": editors(lambda side: [side.invitation.campaign_id]),
    "campaign_write": editors(lambda side: [side.invitation.campaign_id]),
    "campaign_letters": editors(lambda side: [side.invitation.campaign_id]),
    "campaign_said": editors(lambda side: [side.invitation.pk]),
    "mail_trial": editors(),
    "opinions": editors(),
    "translate": editors(lambda side: ["service", side.service.pk, "en"]),
    "national_preview": editors(),
    "quality": editors(),
    "coverage": editors(),
    "coverage_file": editors(lambda side: ["csv"]),
    "label_inventory": editors(),
    "label_file": editors(lambda side: [2026, "csv"]),
    # Files for machines.
    "agenda_ics": public(),
    "session_left": public(),
    "opinion_say": public(),
    "opinion_add": public(),
    "opinion_thanks": public(),
    "session_ics": public(lambda side: [side.session.pk]),
    "location_ics": public(lambda side: [side.location.slug]),
    "location_geojson": public(lambda side: [side.location.slug]),
    "guide_pdf": public(),
    "data_file": public(lambda side: ["lieux.csv"]),
    "changes_feed": public(),
    "opensearch": public(),
    "api_about": public(),
    "api_services": public(),
    "api_service": public(lambda side: [side.service.uid]),
    "api_taxonomies": public(),
    "api_taxonomy": public(lambda side: [side.service.uid]),
    "api_taxonomy_terms": public(),
    "api_taxonomy_term": public(lambda side: [side.service.uid]),
    "api_service_at_locations": public(),
    "api_service_at_location": public(lambda side: [side.place.uid]),
    "api_openapi": public(),
    "api_not_found": public(lambda side: ["nulle-part"]),
    "services_geojson": public(),
    "sitemap": public(),
    "security_txt": public(),
    "robots": public(),
    "favicon": public(),
    # Public pages.
    "home": public(),
    "services:list": public(),
    "services:suggestions": public(),
    "services:detail": public(lambda side: [side.service.slug]),
    "services:print": public(lambda side: [side.service.slug]),
    "actors:list": public(),
    "actors:detail": public(lambda side: [side.actor.slug]),
    "locations:list": public(),
    "locations:detail": public(lambda side: [side.location.slug]),
    "map": public(),
    "agenda:list": public(),
    "agenda:poster": public(),
    "pathways:list": public(),
    "pathways:detail": public(lambda side: ["premiers-pas"]),
    "aide": public(),
    "aide_paper": public(),
    "desk": public(),
    "desk_called": professionals(),
    "sheet": public(),
    "shortlist": public(),
    "shortlist_change": public(),
    "shortlist_link": public(),
    "short_link": public(lambda side: ["absent"]),
    "guide_paper": public(),
    "offline": public(),
    "kept_guide": public(),
    "guide_file": public(),
    "service_worker": public(),
    "report": public(),
    "report_status": public(lambda side: [side.report.token]),
    "site_map": public(),
    "figures": public(),
    "data": public(),
    "words": public(),
    "legal": public(),
    "privacy": public(),
    "accessibility": public(),
    "embed": public(),
    "embed_list": public(),
    "embed_map": public(),
    # Signing in: a second factor for whom has the admin, ProConnect where it is set.
    "second_factor": professionals(),
    "second_factor_enrol": professionals(),
    "account_security": professionals(),
    "recovery_codes": professionals(),
    "close_sessions": professionals(),
    "proconnect": public(),
    "proconnect_back": public(),
    # The admin itself; an advisor may sign in there and finds nothing.
    "admin:index": professionals(),
    "admin:login": public(),
    "admin:logout": public(),
    "admin:password_change": professionals(),
    "admin:password_change_done": professionals(),
    "admin:autocomplete": Row(NOBODY),  # nothing without the name of a field; see its own test
    "admin:jsi18n": professionals(),
    "admin:view_on_site": professionals(lambda side: ["0", "0"]),
    "admin:app_list": editors(lambda side: ["services"]),
    "admin:record_of": editors(lambda side: ["service", side.service.uid]),
    "admin:auth_user_password_change": managers(lambda side: [side.user.pk]),
    "admin:services_lexiconentry_trial": editors(),
    "admin:actors_location_suggestions": editors(),
    "gestion/(?P<url>.*)$": Row(NOBODY),
}

# Table of the admin → who opens its pages (list, add, change, delete, history).
MODELS: dict[str, frozenset[str]] = {
    "actors_actor": EDITORS,
    "actors_auditentry": MANAGERS,
    "actors_location": EDITORS,
    "actors_term": EDITORS,
    "actors_user": MANAGERS,
    "services_action": EDITORS,
    "services_campaign": EDITORS,
    "services_closure": EDITORS,
    "services_finding": EDITORS,
    "services_guidesettings": MANAGERS,
    "services_lexiconentry": EDITORS,
    "services_need": EDITORS,
    "services_notice": EDITORS,
    "services_pathway": EDITORS,
    "services_printededition": EDITORS,
    "services_proposal": EDITORS,
    "services_report": EDITORS,
    "services_revision": EDITORS,
    "services_searchcount": EDITORS,
    "services_service": EDITORS,
    "services_serviceatlocation": EDITORS,
    "services_session": EDITORS,
    "services_sessionseries": EDITORS,
    "services_shortlist": EDITORS,
}
MODEL_PAGES = ("changelist", "export", "add", "change", "delete", "simple_history", "history")
# Some tables take nothing new, and hardly any lets itself be deleted: those pages may answer 403
# to who opens the table, and let nobody else in.
LESS = ("export", "add", "delete")
