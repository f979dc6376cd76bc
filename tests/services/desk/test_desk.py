"""The advisor's desk: comparable rows, steps in the address, calls recorded by advisors only."""

import pytest
from django.contrib.auth.models import Group

from actors.models import User
from services.models import Report, Service, ServiceAtLocation
from services.roles import ADVISOR
from tests.factories import words

WEEK = "Mo-Fr 09:00-12:00"


def chosen_names(page: str) -> list[str]:
    """Titles of the steps, in the order of the page."""
    block = page.partition('id="etapes"')[2].partition("</ol>")[0]
    found = [name for name in ("Alpha", "Bravo", "Charlie") if name in block]
    return sorted(found, key=block.index)


@pytest.fixture
def three(make_actor, make_location, make_service):
    """Three services of one title, told apart by who, where and when."""
    made = []
    for name, hours in (("Alpha", WEEK), ("Bravo", "Tu 14:00-17:00"), ("Charlie", "")):
        place = make_location(actor=make_actor(name=name), opening_hours=hours)
        made.append(make_service(at=place, title="Apprendre le téléphone"))
    return made


@pytest.fixture
def advisor_client(client, db):
    user = User.objects.create_user(email="conseil@example.org")
    user.groups.add(Group.objects.get(name=ADVISOR))
    client.force_login(user)
    return client


class TestRows:
    def test_one_field_takes_the_focus_here_and_on_no_other_page(self, client, three):
        assert words(client.get("/conseiller/")).count(" autofocus") == 1
        for path in ("/", "/services/", "/ma-liste/", three[0].get_absolute_url()):
            assert "autofocus" not in words(client.get(path))

    def test_a_row_says_the_next_opening_with_its_date(self, client, three, tuesday_morning):
        page = words(client.get("/conseiller/"))
        assert "Aujourd’hui jusqu’à 12 h" in page
        assert "Aujourd’hui, 14 h à 17 h" in page
        assert "Horaires à demander" in page

    def test_rows_cost_the_same_queries_however_many(
        self, client, make_location, make_service, django_assert_max_num_queries
    ):
        def ask(number):
            with django_assert_max_num_queries(number) as counted:
                client.get("/conseiller/?tri=nom")
            return len(counted)

        place = make_location(opening_hours=WEEK)
        make_service(at=place)
        few = ask(30)
        for _ in range(15):
            make_service(at=make_location(opening_hours=WEEK))
        assert ask(30) <= few

    def test_notes_and_contacts_are_for_signed_in_advisors(self, client, three, request):
        actor = three[0].actor
        actor.professional_note, actor.email = "Demander le poste 12", "accueil@example.org"
        actor.save()
        public = words(client.get("/conseiller/"))
        assert "poste 12" not in public and "accueil@example.org" not in public
        answer = request.getfixturevalue("advisor_client").get("/conseiller/")
        assert "poste 12" in words(answer) and "accueil@example.org" in words(answer)
        assert answer["Cache-Control"] == "private, no-store"

    def test_the_public_desk_sets_no_cookie(self, client, three):
        assert not client.get(f"/conseiller/?q=telephone&s={three[0].pk}").cookies


class TestSteps:
    def test_ticks_of_a_form_become_steps_in_their_order(self, client, three):
        first, second, third = three
        page = words(client.get(f"/conseiller/?s={third.pk}&s={first.pk}"))
        assert chosen_names(page) == ["Charlie", "Alpha"]

    @pytest.mark.parametrize(
        ("button", "rank", "expected"),
        [
            ("monter", 2, ["Alpha", "Charlie", "Bravo"]),
            ("descendre", 0, ["Bravo", "Alpha", "Charlie"]),
            ("retirer", 1, ["Alpha", "Charlie"]),
        ],
    )
    def test_each_button_moves_a_step(self, client, three, button, rank, expected):
        ids = ".".join(str(service.pk) for service in three)
        answer = client.get(f"/conseiller/?q=tel&s={ids}&{button}={three[rank].pk}")
        assert answer.status_code == 302
        assert button not in answer["Location"] and "q=tel" in answer["Location"]
        page = words(client.get(answer["Location"].partition("#")[0]))
        assert chosen_names(page) == expected

    def test_six_steps_at_most_and_it_says_so(self, client, make_service):
        ids = [make_service().pk for _ in range(7)]
        page = words(client.get("/conseiller/?s=" + ".".join(map(str, ids))))
        assert page.count('id="etape-') == 6
        assert "6 étapes au plus" in page

    def test_the_text_to_copy_names_the_identifiers(self, client, three):
        actor = three[0].actor
        actor.siret = "21130063700017"
        actor.save()
        page = words(client.get(f"/conseiller/?s={three[0].pk}"))
        place = three[0].places.get().location
        assert "SIRET de la structure : 21130063700017" in page
        assert str(place.uid) in page and str(three[0].uid) in page

    @pytest.mark.parametrize(
        "query",
        [
            "s=<script>alert(1)</script>",
            "s=" + "9" * 5000,
            "s=1.1.1.-1.٣.1e9",
            "s=%00&monter=%00",
            "page=-3&tri=x&langue=%3Cb%3E&dit=%3Cb%3E",
            "monter=1&descendre=2&retirer=3",
            "s=999999999999999999",
        ],
    )
    def test_a_hostile_address_gives_a_page(self, client, three, query):
        for path in ("/conseiller/", "/fiche/", "/ma-liste/"):
            answer = client.get(f"{path}?{query}", follow=True)
            assert answer.status_code == 200
            assert "<script>alert" not in answer.content.decode()


class TestCalls:
    def call(self, client, outcome, service, **data):
        return client.post("/conseiller/appel/", {outcome: service.pk, **data})

    def test_a_confirmed_call_verifies_the_service_and_its_hours(
        self, tuesday_morning, advisor_client, three
    ):
        answer = self.call(advisor_client, "juste", three[0], retour="/conseiller/?q=tel")
        assert answer["Location"] == "/conseiller/?q=tel&dit=juste"
        service = Service.objects.get(pk=three[0].pk)
        assert str(service.verified_on) == "2026-11-24"
        assert service.history.first().history_change_reason == "Confirmé par téléphone"
        assert service.history.first().history_user is not None
        place = ServiceAtLocation.objects.get(service=service)
        assert str(place.location.hours_verified_on) == "2026-11-24"
        assert "Ouvert, ferme à 12 h" in words(advisor_client.get("/conseiller/"))

    @pytest.mark.parametrize(("outcome", "problem"), [("faux", "wrong"), ("silence", "phone")])
    def test_a_contradicted_call_is_a_report_of_an_advisor(
        self, advisor_client, three, outcome, problem
    ):
        service = three[1]
        self.call(advisor_client, outcome, service, **{f"precision-{service.pk}": "Fermé lundi"})
        report = Report.objects.get()
        assert (report.uid, report.problem, report.from_advisor) == (service.uid, problem, True)
        assert report.message == "Fermé lundi"
        assert Service.objects.get(pk=service.pk).verified_on is None

    def test_nobody_else_records_a_call(self, client, three):
        assert self.call(client, "juste", three[0]).status_code == 404
        client.force_login(User.objects.create_user(email="partenaire@example.org"))
        assert self.call(client, "juste", three[0]).status_code == 404
        assert Service.objects.get(pk=three[0].pk).verified_on is None

    def test_a_form_without_its_token_is_refused(self, advisor_client, three):
        advisor_client.handler.enforce_csrf_checks = True
        assert self.call(advisor_client, "juste", three[0]).status_code == 403

    def test_the_way_back_stays_on_the_desk(self, advisor_client, three):
        answer = self.call(advisor_client, "silence", three[0], retour="https://ailleurs.example/")
        assert answer["Location"] == "/conseiller/?dit=silence"

    @pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40, ""])
    def test_a_forged_number_is_not_found(self, advisor_client, three, number):
        assert advisor_client.post("/conseiller/appel/", {"juste": number}).status_code == 404
