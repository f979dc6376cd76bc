"""Proposals: what waits for the town, decided field by field, and told to those concerned."""

from datetime import date

import pytest
from django.core import mail

from actors.models import User
from services.models import Proposal
from services.upkeep import moderation, partners
from tests.factories import words
from tests.services.upkeep.partner_space import change_url, fields_of, mjc, partner_of
from tests.staff import admin_url, save, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
__all__ = ["mjc"]


def test_a_change_waits_for_the_town_and_is_then_public(mjc, client):
    partner, place = partner_of(mjc), mjc.locations.get()
    url = change_url(place, "location")
    partner.post(url, fields_of(partner, url) | {"d1_0_end": "13:00"})
    place.refresh_from_db()
    assert place.opening_hours == "Tu 09:00-12:00"
    assert "Votre proposition attend la Ville." in words(partner.get("/partenaire/"))
    proposal = Proposal.objects.get()
    staff = staff_client()
    page = words(staff.get(f"/gestion/propositions/{proposal.pk}/"))
    assert "9 h à 12 h" in page and "9 h à 13 h" in page
    staff.post(f"/gestion/propositions/{proposal.pk}/", {"champ": ["opening_hours"]})
    place.refresh_from_db()
    assert place.opening_hours == "Tu 09:00-13:00"
    assert place.history.first().history_change_reason == "Proposé par MJC"
    assert "Ouvert, ferme à 13 h" in words(client.get(place.get_absolute_url()))


def test_an_untouched_form_proposes_nothing(mjc):
    partner = partner_of(mjc)
    for record, kind in (
        (mjc, "actor"),
        (mjc.services.get(), "service"),
        (mjc.locations.get(), "location"),
    ):
        url = change_url(record, kind)
        partner.post(url, fields_of(partner, url))
    assert not Proposal.objects.exists()


def test_a_second_change_replaces_the_first_that_waits(mjc):
    partner, service = partner_of(mjc), mjc.services.get()
    url = change_url(service, "service")
    for summary in ("Une.", "Deux."):
        partner.post(url, fields_of(partner, url) | {"summary": summary})
    assert Proposal.objects.get().values == {"summary": "Deux."}


def test_a_part_is_accepted_and_the_rest_left(mjc):
    service = mjc.services.get()
    proposal = _proposed(mjc, service, summary="Nouveau.", price_note="2 €")
    staff_client().post(f"/gestion/propositions/{proposal.pk}/", {"champ": ["price_note"]})
    service.refresh_from_db()
    proposal.refresh_from_db()
    assert (service.price_note, service.summary) == ("2 €", mjc.services.get().summary)
    assert service.summary != "Nouveau." and proposal.status == "partly"


def test_a_refusal_needs_a_reason_that_the_partner_reads(mjc):
    partner = partner_of(mjc)
    user = User.objects.get(membership__actor=mjc)
    proposal = partners.propose(mjc.services.get(), "service", {"summary": "Pub !"}, user=user)
    staff, url = staff_client(), f"/gestion/propositions/{proposal.pk}/"
    staff.post(url, {"refuse": "1"})
    proposal.refresh_from_db()
    assert proposal.status == "waiting"
    staff.post(url, {"refuse": "1", "reason": "Trop publicitaire"})
    assert "Trop publicitaire" in words(partner.get("/partenaire/"))


def _proposed(actor, record, **values) -> Proposal:
    user = partners.account_of(actor)
    return partners.propose(record, "service", values, user=user)


def test_what_moved_meanwhile_is_shown_and_not_ticked(mjc):
    service = mjc.services.get()
    proposal = _proposed(mjc, service, summary="Le partenaire.")
    staff = staff_client()
    save(staff, service, summary="La ville.")
    page = words(staff.get(f"/gestion/propositions/{proposal.pk}/"))
    assert "Quelqu’un a changé ce champ depuis" in page
    assert "La ville." in page and "Le partenaire." in page
    assert 'id="champ-summary" checked' not in page


def test_two_clicks_accept_once(mjc):
    service = mjc.services.get()
    proposal = _proposed(mjc, service, summary="Nouveau.")
    staff = staff_client()
    moderation.accept(proposal, ["summary"], user=None)
    version = type(service).objects.get().version
    page = staff.post(f"/gestion/propositions/{proposal.pk}/", {"champ": ["summary"]}, follow=True)
    assert "déjà été traitée" in words(page)
    assert type(service).objects.get().version == version


def test_a_wrong_value_is_never_published(mjc):
    service = mjc.services.get()
    proposal = _proposed(mjc, service, website="javascript:alert(1)")
    staff = staff_client()
    staff.post(f"/gestion/propositions/{proposal.pk}/", {"champ": ["website"]})
    service.refresh_from_db()
    assert service.website == ""
    assert Proposal.objects.get().status == "waiting"


def test_an_accepted_contact_is_told_to_the_old_one(mjc):
    user = partners.account_of(mjc)
    values = {"phone": "+33490999999", "email": "autre@example.org"}
    proposal = partners.propose(mjc, "actor", values, user=user)
    [asked] = mail.outbox
    assert asked.to == ["mjc@example.org"] and "va changer" in asked.subject
    assert "04 90 99 99 99" in asked.body.replace("\xa0", " ")
    partners.propose(mjc, "actor", values | {"description": "Autre."}, user=user)
    assert len(mail.outbox) == 1, "the same change is told once"
    moderation.accept(proposal, ["phone", "email"], user=None)
    [_asked, done] = mail.outbox
    assert done.to == ["mjc@example.org"] and "a changé" in done.subject


def test_the_town_is_told_to_ring_the_number_it_knows(mjc):
    mjc.phone = "+33490504574"
    mjc.save()
    user = partners.account_of(mjc)
    proposal = partners.propose(mjc, "actor", {"phone": "+33490999999"}, user=user)
    page = words(staff_client().get(f"/gestion/propositions/{proposal.pk}/"))
    assert "appelez le numéro connu" in page and "tel:+33490504574" in page


def test_without_a_mail_server_a_contact_still_goes_through_the_town(mjc, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    user = partners.account_of(mjc)
    proposal = partners.propose(mjc, "actor", {"phone": "+33490999999"}, user=user)
    page = words(staff_client().get(f"/gestion/propositions/{proposal.pk}/"))
    assert "appelez le numéro connu" in page and "Un e-mail est parti" not in page
    assert moderation.accept(proposal, ["phone"], user=None) == 1


def test_a_refusal_is_also_written(mjc):
    proposal = _proposed(mjc, mjc.services.get(), summary="Pub !")
    moderation.refuse(proposal, "Trop publicitaire", user=None)
    [message] = mail.outbox
    assert message.to == ["mjc@example.org"] and "Trop publicitaire" in message.body


def test_full_until_a_day_is_proposed_and_read_by_the_public(mjc, client):
    partner, service = partner_of(mjc), mjc.services.get()
    url = change_url(service, "service")
    sent = fields_of(partner, url) | {"accepts_new": "full", "full_until": "2027-01-12"}
    wrong = partner.post(url, sent | {"accepts_new": "waiting_list"})
    assert "complet jusqu’au" in words(wrong) and not Proposal.objects.exists()
    partner.post(url, sent)
    proposal = Proposal.objects.get()
    staff = staff_client()
    page = words(staff.get(f"/gestion/propositions/{proposal.pk}/"))
    assert "complet" in page and "12 janvier 2027" in page
    half = staff.post(
        f"/gestion/propositions/{proposal.pk}/", {"champ": ["full_until"]}, follow=True
    )
    assert "demande de choisir « complet »" in words(half)
    staff.post(f"/gestion/propositions/{proposal.pk}/", {"champ": ["accepts_new", "full_until"]})
    assert "Complet jusqu’au 12 janvier 2027" in words(client.get("/services/"))
    assert "Complet jusqu’au 12 janvier 2027" in words(client.get(service.get_absolute_url()))


def test_a_pin_is_moved_by_metres_and_both_its_halves_at_once(mjc):
    place = mjc.locations.get()
    proposal = Proposal.objects.create(
        uid=place.uid,
        kind="location",
        actor=mjc,
        origin=Proposal.Origin.IMPORT,
        base={"latitude": str(place.latitude), "longitude": str(place.longitude)},
        values={"latitude": "43.583222", "longitude": "5.001944"},
    )
    staff = staff_client()
    assert "déplacé de 111 mètres" in words(staff.get(f"/gestion/propositions/{proposal.pk}/"))
    staff.post(f"/gestion/propositions/{proposal.pk}/", {"champ": ["latitude"]})
    place.refresh_from_db()
    proposal.refresh_from_db()
    assert (str(place.latitude), proposal.status) == ("43.583222", "accepted")


def test_hours_of_a_file_are_published_unverified(mjc):
    place = mjc.locations.get()
    place.hours_verified_on = date(2026, 11, 1)
    place.save()
    proposal = Proposal.objects.create(
        uid=place.uid,
        kind="location",
        origin=Proposal.Origin.IMPORT,
        base={"opening_hours": place.opening_hours},
        values={"opening_hours": "We 10:00-12:00"},
    )
    moderation.accept(proposal, ["opening_hours"], user=None)
    place.refresh_from_db()
    assert (place.opening_hours, place.hours_verified_on) == ("We 10:00-12:00", None)


def test_a_record_that_moves_while_it_is_read_is_read_again(mjc):
    service = mjc.services.get()
    proposal = _proposed(mjc, service, summary="Le partenaire.")
    staff, url = staff_client(), f"/gestion/propositions/{proposal.pk}/"
    seen = staff.get(url).context["record"].version
    save(staff, service, summary="La ville.")
    told = staff.post(url, {"champ": ["summary"], "version": seen}, follow=True)
    assert "La fiche vient de changer" in words(told)
    service.refresh_from_db()
    assert service.summary == "La ville."


def test_staff_find_the_proposal_from_its_list(mjc):
    proposal = _proposed(mjc, mjc.services.get(), summary="Nouveau.")
    page = words(staff_client().get(admin_url(Proposal, "changelist")))
    assert f'href="/gestion/propositions/{proposal.pk}/"' in page
