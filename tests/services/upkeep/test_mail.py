"""E-mails that arrive: to a real server, in text and in HTML, in French, with links that work."""

import re

import html5lib
import pytest

from services.models import GuideSettings
from services.upkeep import mail
from tests.factories import words
from tests.mailbox import html_of, text_of
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
TRIAL = "/gestion/e-mail/"


def test_a_trial_arrives_in_text_and_html(inbox):
    page = staff_client().post(TRIAL, {"to": "accueil@example.org"}, follow=True)
    assert "L’essai est parti vers accueil@example.org." in words(page)
    [message] = inbox
    assert (message["to"], message["from"]) == ("accueil@example.org", "guide@testserver")
    assert message["subject"] == "Guide numérique : essai"
    assert message.get_content_type() == "multipart/alternative"
    for part in (text_of(message), html_of(message)):
        assert "Cet essai est bien arrivé" in part and "http://testserver/" in part
    assert html5lib.parse(html_of(message), namespaceHTMLElements=False).get("lang") == "fr"
    assert not re.search(r"<script|style=|https?://(?!testserver)", html_of(message))


def test_without_a_mail_server_the_trial_says_so(no_mail):
    staff = staff_client()
    assert "Aucun serveur d’e-mail n’est réglé" in words(staff.get(TRIAL))
    page = staff.post(TRIAL, {"to": "accueil@example.org"})
    assert page.status_code == 200 and "Aucun serveur" in words(page)


def test_a_server_that_is_down_is_told_and_nothing_typed_is_lost(dead_mail):
    page = words(staff_client().post(TRIAL, {"to": "accueil@example.org"}))
    assert "n’a pas pris le message" in page and 'value="accueil@example.org"' in page


@pytest.mark.parametrize("to", ["", "zorglub", "a@b.fr\r\nBcc: c@d.fr"])
def test_a_wrong_address_is_kindly_refused(inbox, to):
    page = words(staff_client().post(TRIAL, {"to": to}))
    assert "adresse" in page and 'role="alert"' in page
    assert inbox == []


def test_a_title_with_lines_makes_no_header(inbox, make_actor):
    actor = make_actor(name="Un\r\nBcc: voleur@example.org")
    context = {"actor": actor, "link": "http://testserver/x", "days": 30, "guide": GuideSettings()}
    mail.send("link", "accueil@example.org", f"Fiche {actor.name}", context)
    [message] = inbox
    assert message["bcc"] is None and "Bcc: voleur" in message["subject"]


def test_only_editors_try_e_mails(inbox):
    assert staff_client("Conseil").post(TRIAL, {"to": "a@example.org"}).status_code == 403
    assert inbox == []


def test_no_log_holds_the_address_that_was_refused(refusing_mail, caplog):
    mail.try_to_send("trial", "quelquun@example.org", "Essai", {"guide": GuideSettings()})
    assert caplog.messages and "quelquun" not in caplog.text
