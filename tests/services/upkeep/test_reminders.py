"""Reminders: before, on and after the date, one e-mail an organisation, never the same twice."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from actors.models import Membership, User
from services.models import GuideSettings, JobRun, Reminder
from services.upkeep import mail, reminders
from tests.factories import words
from tests.mailbox import html_of, text_of

pytestmark = [pytest.mark.django_db]
TODAY = date(2026, 11, 24)


@pytest.fixture
def mjc(tuesday_morning, make_actor, make_location, make_service):
    """Everything was verified six months ago, less five days: due on 29 November."""
    said = {"verified_on": date(2026, 5, 29), "verified_by": "par téléphone"}
    actor = make_actor(
        name="MJC de Miramas",
        short_name="MJC",
        email="mjc@example.org",
        phone="+33490504574",
        **said,
    )
    place = make_location(actor=actor, name="MJC", opening_hours="Tu 09:00-12:00", **said)
    make_service(actor=actor, title="Atelier tablette", at=place, **said)
    return actor


def remind(clock, days: int) -> reminders.Sent:
    clock.move_to(f"{TODAY + timedelta(days=days)}T05:00:00+01:00")
    return reminders.send_due(timezone.localdate())


def test_one_e_mail_tells_all_that_an_organisation_must_read_again(mjc, inbox):
    assert reminders.send_due(TODAY).mailed == 1
    [message] = inbox
    assert message["to"] == "mjc@example.org"
    for part in (text_of(message), html_of(message)):
        assert "sont à relire avant le 29 novembre 2026" in part
        assert "Atelier tablette" in part and "9 h à 12 h" in part
        assert "http://testserver/partenaire/entrer/?jeton=" in part


def test_the_link_of_the_e_mail_lets_the_partner_in(mjc, inbox, client):
    reminders.send_due(TODAY)
    link = next(line for line in text_of(inbox[0]).split() if "jeton=" in line)
    path = link.removeprefix("http://testserver")
    assert "Entrer" in words(client.get(path))
    client.post("/partenaire/entrer/", {"jeton": path.split("jeton=")[1]})
    assert "Atelier tablette" in words(client.get("/partenaire/"))


def test_it_is_said_before_on_and_after_the_date_and_never_twice(mjc, inbox, tuesday_morning):
    for day in range(50):
        remind(tuesday_morning, day)
    subjects = [message["subject"].strip().removeprefix("Guide numérique : ") for message in inbox]
    assert subjects == [
        "vos fiches sont-elles toujours justes ?",
        "aujourd’hui, relisez vos fiches",
        "vos fiches ne sont plus sûres",
    ]
    days = [(r.sent_at.date() - r.due_on).days for r in Reminder.objects.order_by("sent_at")]
    assert days == [-5, 0, 14]


def test_who_confirmed_is_left_in_peace_until_the_next_time(mjc, inbox, tuesday_morning):
    remind(tuesday_morning, 0)
    for rows in (mjc.locations, mjc.services, type(mjc).objects.filter(pk=mjc.pk)):
        rows.update(verified_on=TODAY)
    for day in range(1, 40):
        remind(tuesday_morning, day)
    assert len(inbox) == 1
    assert remind(tuesday_morning, 170).mailed == 1


def test_a_shorter_period_is_asked_sooner(mjc, inbox):
    type(mjc).objects.update(verified_on=TODAY, review_months=1)
    mjc.locations.update(verified_on=TODAY)
    mjc.services.update(verified_on=TODAY)
    assert reminders.due_actors(TODAY + timedelta(days=15)) == []
    [due] = reminders.due_actors(TODAY + timedelta(days=20))
    assert due.on == date(2026, 12, 24)


def test_what_was_never_verified_is_for_the_town_to_ring(mjc, inbox):
    for rows in (mjc.locations, mjc.services, type(mjc).objects.filter(pk=mjc.pk)):
        rows.update(verified_on=None)
    assert reminders.send_due(TODAY).mailed == 0 and inbox == []


def test_after_a_month_of_silence_the_town_gets_one_list_to_ring(mjc, inbox, tuesday_morning):
    GuideSettings.objects.update_or_create(pk=1, defaults={"contact_email": "ville@example.org"})
    for day in range(60):
        remind(tuesday_morning, day)
    [message] = [one for one in inbox if one["to"] == "ville@example.org"]
    assert "MJC de Miramas : 04 90 50 45 74" in text_of(message)
    assert f"http://testserver/gestion/appels/{mjc.pk}/" in text_of(message)


def test_the_partner_s_own_address_comes_first_and_a_closed_account_gets_nothing(mjc, inbox):
    user = User.objects.create_user("accueil@mjc.example")
    Membership.objects.create(user=user, actor=mjc)
    reminders.send_due(TODAY)
    assert inbox[0]["to"] == "accueil@mjc.example"
    Reminder.objects.all().delete()
    user.is_active = False
    user.save()
    assert reminders.send_due(TODAY).without_address == [mjc] and len(inbox) == 1


def test_without_a_mail_server_the_job_says_whom_to_ring(mjc, no_mail, capsys):
    call_command("send_reminders")
    assert "1 organisme(s) à appeler" in capsys.readouterr().out
    assert not Reminder.objects.exists() and JobRun.objects.get(name="send_reminders").ok


def test_what_could_not_go_is_tried_again_and_told(mjc, dead_mail, settings):
    with pytest.raises(CommandError, match="MJC"):
        call_command("send_reminders")
    assert not Reminder.objects.exists()
    run = JobRun.objects.get(name="send_reminders")
    assert not run.ok and "0 e-mail" in run.message


def test_the_night_sends_them():
    from miramas_guide.management.commands import nightly

    assert "send_reminders" in [name for name, _arguments, _options in nightly.jobs()]


def test_many_organisations_cost_few_queries_more(
    mjc, inbox, make_actor, django_assert_max_num_queries
):
    for _number in range(5):
        make_actor(verified_on=TODAY)
    with django_assert_max_num_queries(40):
        reminders.send_due(TODAY)
    assert mail.is_ready()
