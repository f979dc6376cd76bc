"""Campaigns of a season: asked by e-mail, letter or phone, answered in one press, followed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from services.models import Campaign, Closure, Invitation
from services.upkeep import campaigns, partners
from tests.factories import words
from tests.mailbox import html_of, text_of
from tests.services.upkeep.partner_space import change_url, fields_of, partner_of
from tests.staff import admin_url, read_form, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
DAYS = {"starts_on": date(2026, 12, 19), "ends_on": date(2027, 1, 4)}


@pytest.fixture
def mjc(tuesday_morning, make_actor, make_location):
    actor = make_actor(name="MJC de Miramas", short_name="MJC", email="mjc@example.org")
    make_location(actor=actor, name="MJC", opening_hours="Tu 09:00-12:00")
    return actor


@pytest.fixture
def christmas(mjc):
    found = Campaign.objects.create(title="Noël 2026", season="christmas", **DAYS)
    Invitation.objects.create(campaign=found, actor=mjc)
    return found


def answer_of(actor) -> str:
    return Invitation.objects.get(actor=actor).answer


@pytest.mark.parametrize(
    ("today", "season", "first", "last"),
    [
        (date(2026, 11, 24), "christmas", date(2026, 12, 19), date(2027, 1, 4)),
        (date(2027, 1, 2), "christmas", date(2026, 12, 19), date(2027, 1, 4)),
        (date(2027, 5, 3), "summer", date(2027, 7, 1), date(2027, 8, 31)),
    ],
)
def test_the_next_season_is_proposed(today, season, first, last):
    proposed = campaigns.next_season(today)
    assert (proposed["season"], proposed["starts_on"], proposed["ends_on"]) == (season, first, last)


def test_staff_start_one_with_every_organisation_ticked(mjc, make_actor):
    other = make_actor(name="CCAS")
    make_actor(name="Caché", state="draft")
    staff = staff_client()
    page = staff.get(admin_url(Campaign, "add"))
    sent = read_form(page, "campaign_form")
    assert sent["title"] == ["Noël 2026"] and len(sent["actors"]) == 2
    started = staff.post(admin_url(Campaign, "add"), sent, follow=True)
    assert "0 réponse sur 2" in words(started)
    assert set(Invitation.objects.values_list("actor", flat=True)) == {mjc.pk, other.pk}


def test_an_answer_stays_when_the_list_of_organisations_changes(christmas, mjc, make_actor):
    other = make_actor(name="CCAS")
    campaigns.answer(Invitation.objects.all(), "same")
    staff = staff_client()
    sent = read_form(staff.get(admin_url(christmas)), "campaign_form")
    staff.post(admin_url(christmas), sent | {"actors": [str(other.pk)]})
    assert answer_of(mjc) == "same" and answer_of(other) == ""


def test_dates_in_the_wrong_order_are_refused():
    wrong = Campaign(
        title="x", season="other", starts_on=DAYS["ends_on"], ends_on=DAYS["starts_on"]
    )
    with pytest.raises(ValidationError, match="finit avant de commencer"):
        wrong.full_clean()


def test_it_is_written_once_and_asked_again_of_the_silent_only(christmas, mjc, make_actor, inbox):
    for name in ("CCAS", "Sans adresse"):
        address = "ccas@example.org" if name == "CCAS" else ""
        Invitation.objects.create(campaign=christmas, actor=make_actor(name=name, email=address))
    staff, url = staff_client(), f"/gestion/campagnes/{christmas.pk}/ecrire/"
    assert "2 e-mails partis" in words(staff.post(url, {"envoyer": "1"}, follow=True))
    assert "Aucun e-mail à envoyer" in words(staff.post(url, {"envoyer": "1"}, follow=True))
    campaigns.answer(Invitation.objects.filter(actor=mjc), "same")
    assert "1 e-mail parti" in words(staff.post(url, {"relancer": "1"}, follow=True))
    assert [message["to"] for message in inbox] == [
        "ccas@example.org",
        "mjc@example.org",
        "ccas@example.org",
    ]
    for part in (text_of(inbox[1]), html_of(inbox[1])):
        assert "Du 19 décembre 2026 au 4 janvier 2027, MJC de Miramas sera-t-il fermé" in part
        assert "http://testserver/partenaire/entrer/?jeton=" in part


def test_a_server_that_is_down_is_told_and_nobody_is_marked_written(christmas, dead_mail):
    url = f"/gestion/campagnes/{christmas.pk}/ecrire/"
    assert "MJC" in words(staff_client().post(url, {"envoyer": "1"}, follow=True))
    assert Invitation.objects.get().mailed_at is None


def test_without_a_mail_server_letters_are_printed(christmas, no_mail, client):
    staff = staff_client()
    page = words(staff.get(f"/gestion/campagnes/{christmas.pk}/"))
    assert "imprimez les lettres" in page and "Envoyer 1 e-mail" not in page
    letters = staff.post(f"/gestion/campagnes/{christmas.pk}/lettres/")
    assert words(letters).count('class="qr"') == 1 and "MJC de Miramas" in words(letters)
    link = letters.context["letters"][0]["link"]
    assert client.get(link.removeprefix("http://testserver")).status_code == 200


def test_a_letter_does_not_stop_the_link_given_before(christmas, mjc, client):
    before = partners.new_link(mjc)
    staff_client().post(f"/gestion/campagnes/{christmas.pk}/lettres/")
    assert client.get(before.removeprefix("http://testserver")).status_code == 200


def test_nothing_changes_is_one_press(christmas, mjc):
    partner = partner_of(mjc)
    assert "Du 19 décembre 2026 au 4 janvier 2027, que fait MJC ?" in words(
        partner.get("/partenaire/")
    )
    partner.post(f"/partenaire/campagne/{Invitation.objects.get().pk}/")
    assert answer_of(mjc) == "same"
    assert "Votre réponse : rien ne change" in words(partner.get("/partenaire/"))


def test_a_closure_answers_and_its_days_are_already_there(christmas, mjc):
    partner, place = partner_of(mjc), mjc.locations.get()
    url = f"/partenaire/fermer/{place.uid}/?campagne={christmas.pk}"
    assert 'value="2026-12-19"' in words(partner.get(url))
    partner.post(url, {"starts_on": "2026-12-21", "ends_on": "2026-12-24"})
    assert answer_of(mjc) == "closed" and Closure.objects.count() == 1
    # Saying afterwards that nothing changes does not hide the closure.
    partner.post(f"/partenaire/campagne/{Invitation.objects.get().pk}/")
    assert answer_of(mjc) == "closed"


def test_a_closure_of_another_season_answers_nothing(christmas, mjc):
    place = mjc.locations.get()
    days = {"starts_on": "2026-12-01", "ends_on": "2026-12-02"}
    partner_of(mjc).post(f"/partenaire/fermer/{place.uid}/", days)
    assert answer_of(mjc) == ""


def test_other_hours_are_an_answer(christmas, mjc):
    partner, url = partner_of(mjc), change_url(mjc.locations.get(), "location")
    partner.post(url, fields_of(partner, url) | {"d1_0_end": "11:00"})
    assert answer_of(mjc) == "changed"


def test_an_answer_by_phone_is_noted_and_the_dashboard_follows(christmas, mjc):
    staff = staff_client()
    assert "1</b> organisme sans réponse à « Noël 2026 »" in words(staff.get("/gestion/"))
    url = f"/gestion/campagnes/reponse/{Invitation.objects.get().pk}/"
    assert "Choisissez une réponse" in words(staff.post(url, {"reponse": "x"}, follow=True))
    assert "1 réponse sur 1" in words(staff.post(url, {"reponse": "same"}, follow=True))
    assert "0</b> organisme sans réponse à « Noël 2026 »" in words(staff.get("/gestion/"))


def test_another_organisation_s_campaign_does_not_exist(christmas, make_actor):
    stranger = partner_of(make_actor())
    assert stranger.post(f"/partenaire/campagne/{Invitation.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("asked", ["", "x", "9" * 30, "-1", "²"])
def test_a_wrong_campaign_in_the_address_is_ignored(mjc, asked):
    url = f"/partenaire/fermer/{mjc.locations.get().uid}/"
    assert partner_of(mjc).get(url, {"campagne": asked}).status_code == 200
