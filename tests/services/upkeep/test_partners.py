"""The partners' space: a personal link, what each sees, what applies at once."""

from datetime import date, timedelta

import pytest

from actors.models import Membership, User
from services.models import Closure
from tests.factories import words
from tests.services.upkeep.partner_space import change_url, link_of, mjc, partner_of
from tests.staff import make_staff, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
__all__ = ["mjc"]


# The link.


def test_a_link_shows_one_button_and_opens_only_when_pressed(mjc, client):
    link = link_of(mjc)
    page = words(client.get(link))
    assert page.count("<button") >= 1 and "Entrer" in page
    assert "sessionid" not in client.cookies and client.get("/partenaire/").status_code == 403
    assert "Mes fiches" in words(partner_of(mjc).get("/partenaire/"))


def test_a_new_link_revokes_the_former_one(mjc, client):
    old = link_of(mjc)
    link_of(mjc)
    assert client.get(old).status_code == 404
    assert Membership.objects.count() == User.objects.filter(membership__actor=mjc).count() == 1


def test_no_link_signs_in_as_the_town(mjc, client):
    town = make_staff("Rédaction")
    Membership.objects.create(user=town, actor=mjc)
    town.set_password("un mot de passe")
    town.save()
    assert partner_of(mjc).session["_auth_user_id"] != str(town.pk)
    town.refresh_from_db()
    assert town.check_password("un mot de passe")
    # A partner whom the town has since taken on: the link given before opens nothing.
    link = link_of(mjc)
    User.objects.filter(membership__actor=mjc).update(is_staff=True)
    assert client.get(link).status_code == 404


def test_a_link_lasts_thirty_days(mjc, client, tuesday_morning):
    link = link_of(mjc)
    tuesday_morning.shift(timedelta(days=29))
    assert client.get(link).status_code == 200
    tuesday_morning.shift(timedelta(days=2))
    assert "trop ancien" in words(client.get(link))


@pytest.mark.parametrize("token", ["", "zorglub", "x" * 5000, "\x00"])
def test_a_forged_link_is_kindly_refused(client, db, token):
    response = client.get("/partenaire/entrer/", {"jeton": token})
    assert response.status_code == 404 and "lien personnel" in words(response)


def test_the_link_can_be_copied_printed_and_sent(mjc):
    page = words(staff_client().post(f"/gestion/partenaires/{mjc.pk}/lien/"))
    assert 'class="qr"' in page and "mailto:mjc@example.org" in page and "readonly" in page
    assert staff_client("Conseil").post(f"/gestion/partenaires/{mjc.pk}/lien/").status_code == 403


# What a partner sees and touches: its own, and nothing else exists.


def test_records_of_others_do_not_exist(mjc, make_location, make_service):
    partner = partner_of(mjc)
    other = make_service(at=make_location())
    place = other.places.get()
    for kind, record in (
        ("service", other),
        ("actor", other.actor),
        ("location", place.location),
        ("place", place),
        ("zorglub", other),
    ):
        assert partner.get(change_url(record, kind)).status_code == 404
        assert partner.post(change_url(record, kind), {"note": "x"}).status_code == 404
    assert partner.post(f"/partenaire/juste/{other.actor.pk}/").status_code == 404
    assert partner.post(f"/partenaire/fermer/{place.location.uid}/").status_code == 404
    assert partner.get("/gestion/").status_code == 302


def keys_of(page) -> list[str]:
    """The boxes of « tout est juste », ticked when the page opens."""
    return [line.key for line in page.context["lines"]]


def test_everything_is_right_applies_at_once(mjc, client):
    partner, url = partner_of(mjc), f"/partenaire/juste/{mjc.pk}/"
    page = partner.get(url)
    assert "Atelier tablette" in words(page) and words(page).count("checked") == 4
    partner.post(url, {"fiche": keys_of(page)})
    mjc.refresh_from_db()
    assert (mjc.verified_on, mjc.verified_by) == (date(2026, 11, 24), "par MJC")
    assert "Ouvert, ferme à 12 h" in words(client.get("/services/"))


def test_what_is_unticked_is_not_confirmed(mjc):
    partner, url = partner_of(mjc), f"/partenaire/juste/{mjc.pk}/"
    right = [key for key in keys_of(partner.get(url)) if not key.startswith("service:")]
    assert "3 fiches sont notées justes" in words(partner.post(url, {"fiche": right}, follow=True))
    assert mjc.services.get().verified_on is None
    assert "Cochez au moins une fiche juste." in words(partner.post(url, {}, follow=True))


def test_a_temporary_closure_applies_at_once(mjc, client):
    partner = partner_of(mjc)
    place = mjc.locations.get()
    url = f"/partenaire/fermer/{place.uid}/"
    wrong = partner.post(url, {"starts_on": "2026-12-24", "ends_on": "2026-12-21"})
    assert "La fin est avant le début." in words(wrong)
    partner.post(url, {"starts_on": "2026-12-21", "ends_on": "2026-12-24", "reason": "Congés"})
    partner.post(url, {"starts_on": "2026-12-21", "ends_on": "2026-12-24", "reason": "Congés"})
    assert Closure.objects.get().location == place
    assert "21 décembre" in words(client.get(place.get_absolute_url()))
    past = partner.post(url, {"starts_on": "2026-11-02", "ends_on": "2026-11-03"})
    assert "déjà passés" in words(past)


def test_one_service_may_shut_alone_and_a_mistake_is_taken_back(mjc, make_service, client):
    partner, place = partner_of(mjc), mjc.locations.get()
    held = mjc.services.get().places.get()
    elsewhere = make_service(at=place).places.get()
    url = f"/partenaire/fermer/{place.uid}/"
    days = {"starts_on": "2026-11-24", "ends_on": "2026-11-30"}
    partner.post(url, days | {"service_at_location": held.pk})
    assert "Fermé jusqu’au" in words(client.get(held.service.get_absolute_url()))
    assert "Fermé jusqu’au" not in words(client.get(elsewhere.service.get_absolute_url()))
    closure = Closure.objects.get()
    assert "Atelier tablette : Fermé du 24" in words(partner.get("/partenaire/"))
    partner.post(f"/partenaire/rouvrir/{closure.pk}/")
    assert not Closure.objects.exists()
    assert Closure.history.first().history_change_reason == "Retiré par le partenaire"
