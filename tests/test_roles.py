"""Roles: nobody reads or writes more than the matrix says, whatever the address or the method."""

import logging
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import words
from tests.roles import walk
from tests.roles.matrix import ANONYMOUS, LESS, OTHER, OWN, PAGES, PARTNER, PARTNERS, ROLES
from tests.roles.world import SECRETS, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
METHODS = ("get", "post")


@dataclass(frozen=True)
class Answer:
    """What one role got from one address."""

    role: str
    side: str
    method: str
    address: walk.Address
    status: int
    location: str
    text: str

    @property
    def is_shut(self) -> bool:
        """Refused, absent, the wrong method, or sent elsewhere: to sign in, or to the first page.

        The short address of a record only adds « change/ », whatever exists: that page is judged.
        """
        if self.status in (403, 404, 405):
            return True
        path = self.address.paths[self.side]
        elsewhere = self.location == "/gestion/" or self.location.startswith("/gestion/login/")
        is_short = walk.table_of(self.address.key)[1] == "short"
        return self.status == 302 and (
            elsewhere or (is_short and self.location == f"{path}change/")
        )

    def __str__(self) -> str:
        who = f"{self.role}, {self.side}: {self.method.upper()} {self.address.key}"
        return f"{who} → {self.status} {self.location}".strip()


@pytest.fixture(autouse=True)
def refusals_are_no_news():
    """Django writes each refusal in its log: thousands of lines here."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def ask(client: Client, role: str, address: walk.Address, side: str, method: str) -> Answer:
    """One request, whose effects are undone."""
    cookies = dict(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(address.paths[side], HTTP_SEC_FETCH_SITE="same-origin")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    text = body.decode(errors="replace")
    location = response.headers.get("Location", "")
    return Answer(role, side, method, address, response.status_code, location, text)


def faults_of(answer: Answer) -> list[str]:
    row, role = answer.address.row, answer.role
    found = [
        f"{answer}: reads {secret}"
        for secret, readers in SECRETS.items()
        if role not in readers and secret in answer.text
    ]
    if not row.lets(role, answer.side, answer.method):
        if not answer.is_shut:
            found.append(f"{answer}: gets in")
        if row.of_owner and role == PARTNER and answer.status not in (404, 405):
            found.append(f"{answer}: another's record must not exist")
    elif _must_open(answer) and (answer.is_shut or answer.status >= 400):
        found.append(f"{answer}: is kept out")
    return found


def _must_open(answer: Answer) -> bool:
    """A page that its role reads; forms may refuse what is empty, and some tables take nothing."""
    key = answer.address.key
    if answer.method != "get" or key in UNREADABLE:
        return False
    if f"/{walk.NO_RECORD}/" in answer.address.paths[answer.side]:
        return False
    return key in PAGES or walk.table_of(key)[1] not in (*LESS, "short", "history")


# Addresses that only take a POST, or that hold nothing of what is asked here.
UNREADABLE = {
    *("session_left", "opinion_say", "opinion_add", "opinion_thanks"),
    *("partner_leave", "partner_enter", "call_said", "call_undo", "hours_sentence"),
    *("import_choose", "import_columns", "import_act", "desk_called", "inspect_now"),
    *("partner_reopen", "partner_same", "campaign_write", "campaign_letters", "campaign_said"),
    *("recovery_codes", "close_sessions", "proconnect", "proconnect_back", "second_factor"),
    *("second_factor_enrol", "shortlist_change", "shortlist_link", "short_link"),
    *("guide_pdf", "api_not_found", "api_taxonomy", "api_taxonomy_term", "pathways:detail"),
    *(
        "admin:login",
        "admin:logout",
        "admin:view_on_site",
        "admin:services_lexiconentry_trial",
        "sheet",
    ),
}


def test_every_address_is_in_the_matrix():
    unknown = [key for key in walk.names() if walk.row_of(key) is None]
    assert unknown == [], "say who gets in there, in tests/roles/matrix.py"


def test_the_matrix_names_only_addresses_that_exist():
    assert PAGES.keys() - set(walk.names()) == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_is_its_own_and_nothing_else(role, record_property):
    sides, accounts = make_world()
    client = Client()
    if accounts[role]:
        client.force_login(accounts[role])
    answers = [
        ask(client, role, address, side, method)
        for address in walk.addresses(sides)
        for side in address.paths
        for method in METHODS
    ]
    leaks = [fault for answer in answers for fault in faults_of(answer)]
    size = f"{len({a.address.key for a in answers})} addresses, {len(answers)} answers"
    record_property("figure", f"role matrix, {role}: {size}, {len(leaks)} leaks")
    assert not leaks, "\n".join(leaks)


def test_suggestions_of_the_admin_are_for_editors_only():
    sides, accounts = make_world()
    asked = {"app_label": "services", "model_name": "closure", "field_name": "location"}
    for role, account in accounts.items():
        client = Client()
        if account:
            client.force_login(account)
        response = client.get("/gestion/autocomplete/", asked)
        is_shown = response.status_code == 200 and sides[OTHER].location.name in words(response)
        assert is_shown == (role in ("rédaction", "responsable", "secours")), role


def test_an_account_that_was_closed_opens_nothing():
    sides, accounts = make_world()
    accounts[PARTNER].is_active = False
    accounts[PARTNER].save()
    client = Client()
    client.force_login(accounts[PARTNER])
    shut = [a for a in walk.addresses(sides) if a.row.roles == PARTNERS]
    assert shut
    for address in shut:
        assert ask(client, ANONYMOUS, address, OWN, "get").is_shut
