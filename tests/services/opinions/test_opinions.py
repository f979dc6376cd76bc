"""« Avez-vous trouvé ? »: two buttons, a line, nobody behind, nothing shown under five."""

from datetime import date

import pytest
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from services.models import OpinionCount, OpinionLine
from services.opinions import answers
from services.privacy import purging
from tests.factories import words
from tests.staff import staff_client

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def say(client, said="oui", **about):
    return client.post("/avis/", {"trouve": said, **about}, **HERE)


def add(client, text, said="non", **about):
    return client.post("/avis/remarque/", {"trouve": said, "remarque": text, **about}, **HERE)


class TestAsking:
    def test_a_service_and_a_search_ask_with_two_buttons_and_no_script(self, client, make_service):
        service = make_service(title="Remplir un dossier")
        for path in (service.get_absolute_url(), "/services/?q=dossier", "/services/?q=zzzz"):
            page = words(client.get(path))
            assert "Avez-vous trouvé ce que vous cherchiez ?" in page, path
            assert page.count('name="trouve"') == 2

    def test_a_list_that_nobody_searched_does_not_ask(self, client, make_service):
        make_service()
        assert "Avez-vous trouvé" not in words(client.get("/services/"))

    def test_an_answer_is_counted_in_its_month_without_a_cookie(
        self, client, make_service, tuesday_morning
    ):
        service = make_service()
        answer = say(client, service=service.pk)
        say(client, "non", service=service.pk)
        row = OpinionCount.objects.get()
        assert (row.service, row.month) == (service, date(2026, 11, 1))
        assert (row.found, row.missed) == (1, 1)
        assert not answer.cookies
        assert answer["Location"] == f"/avis/merci/?service={service.pk}&trouve=oui"

    def test_a_search_is_counted_by_the_words_that_may_be_kept(self, client, make_service):
        make_service(title="Remplir un dossier")
        answer = say(client, "non", q="Zébulon Kartoffelmann remplir un dossier")
        row = OpinionCount.objects.get()
        assert row.service is None
        assert "dossier" in row.words and "kartoffel" not in row.words
        assert "artoffel" not in answer["Location"]

    def test_searches_with_a_number_are_counted_together_without_words(self, client, make_service):
        make_service(title="Remplir un dossier")
        say(client, q="dossier 06 12 34 56 78")
        say(client, q="dossier 4111 1111 1111 1111")
        assert [(row.words, row.found) for row in OpinionCount.objects.all()] == [("", 2)]

    def test_a_form_from_elsewhere_is_refused(self, client, make_service):
        about = {"trouve": "oui", "service": make_service().pk}
        for path in ("/avis/", "/avis/remarque/"):
            assert client.post(path, about, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
        assert not OpinionCount.objects.exists()

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"trouve": "oui"},
            {"trouve": "peut-être", "q": "dossier"},
            {"trouve": "oui", "service": "9" * 40},
            {"trouve": "oui", "service": "999999"},
            {"trouve": "oui", "service": "1 OR 1=1"},
        ],
    )
    def test_a_forged_answer_is_refused_kindly(self, client, sent):
        answer = client.post("/avis/", sent, **HERE)
        assert answer.status_code == 400
        assert not OpinionCount.objects.exists()

    def test_drafts_are_not_answered_about(self, client, make_service):
        assert say(client, service=make_service(state="draft").pk).status_code == 400

    def test_reading_counts_nothing(self, client, make_service):
        assert client.get("/avis/").status_code == 405
        client.get(f"/avis/merci/?service={make_service().pk}&trouve=oui")
        assert not OpinionCount.objects.exists()

    def test_one_network_cannot_flood(self, client, make_service, monkeypatch):
        from services.opinions import views

        monkeypatch.setattr(views, "MOST_AN_HOUR", 2)
        pk = make_service().pk
        statuses = [say(client, service=pk).status_code for _time in range(3)]
        assert statuses == [302, 302, 429]
        assert OpinionCount.objects.get().found == 2


class TestThanks:
    def test_who_did_not_find_is_led_to_a_person_and_to_the_questions(self, client, make_service):
        page = words(client.get(f"/avis/merci/?service={make_service().pk}&trouve=non"))
        assert "0 800 013 140" in page and 'href="/aide/"' in page
        assert 'name="remarque"' in page and "Revenir à la fiche" in page

    def test_a_line_is_optional(self, client, make_service):
        answer = add(client, "  ", service=make_service().pk)
        assert not OpinionLine.objects.exists()
        assert "note=" not in answer["Location"]

    def test_a_line_is_kept_beside_its_service(self, client, make_service):
        service = make_service(title="Remplir un dossier")
        answer = add(client, "Je voulais remplir un dossier le matin", service=service.pk)
        line = OpinionLine.objects.get()
        assert (line.service, line.has_found) == (service, False)
        assert line.text == "Je voulais remplir un dossier le matin"
        assert "Votre remarque est arrivée" in words(client.get(answer["Location"]))

    @pytest.mark.parametrize(
        "text",
        [
            "Rappelez-moi au 06 12 34 56 78",
            "Je suis au 12 rue des Mirabelles",
            "écrivez à zebulon@example.org",
            "Zébulon Kartoffelmann",
        ],
    )
    def test_what_tells_of_a_person_is_not_kept_and_it_says_so(self, client, make_service, text):
        answer = add(client, text, service=make_service(title="Remplir un dossier").pk)
        assert not OpinionLine.objects.exists()
        assert "Nous n’avons pas gardé" in words(client.get(answer["Location"]))

    def test_a_name_inside_a_line_is_left_out(self, client, make_service):
        pk = make_service(title="Remplir un dossier").pk
        add(client, "Je voulais voir Kartoffelmann ou Marie pour remplir un dossier", service=pk)
        text = OpinionLine.objects.get().text
        assert text == "Je voulais voir … ou … pour remplir un dossier"

    def test_a_name_without_its_capital_is_left_out(self, client, make_service):
        pk = make_service(title="Remplir un dossier").pk
        add(client, "je voulais voir pierre martin pour remplir un dossier", service=pk)
        assert OpinionLine.objects.get().text == "je voulais voir … … pour remplir un dossier"

    @settings(max_examples=30)
    @given(text=st.text(max_size=300))
    def test_any_text_is_taken(self, text):
        kept = answers.kept_of(text, 0)
        assert len(kept) <= answers.LINE_SIGNS
        assert "@" not in kept


class TestReading:
    def test_the_town_reads_it_and_nobody_else(self, client, make_service):
        service = make_service(title="Remplir un dossier")
        month = date.today().replace(day=1)
        OpinionCount.objects.create(month=month, service=service, found=2, missed=6)
        OpinionCount.objects.create(month=month, words="dossier caf", missed=7)
        OpinionLine.objects.create(month=month, service=service, has_found=False, text="Trop loin")
        page = words(staff_client().get("/gestion/avis/"))
        assert "2 ont trouvé, 13 n’ont pas trouvé" in page
        assert "« dossier caf »" in page and "« Trop loin »" in page and "25 %" in page
        assert "/gestion/avis/" in words(staff_client().get("/gestion/"))
        assert client.get("/gestion/avis/").status_code == 302

    def test_answers_are_forgotten_after_thirteen_months(self, make_service, tuesday_morning):
        for month in (date(2025, 10, 1), date(2026, 1, 1)):
            about = {"month": month, "service": make_service()}
            OpinionCount.objects.create(**about, found=1)
            OpinionLine.objects.create(**about, has_found=True, text="Bien")
        assert purging.purge()["avis anciens"] == 2
        assert OpinionCount.objects.count() == OpinionLine.objects.count() == 1

    def test_nothing_under_five_is_shown(self, client, make_service):
        shown, hidden = make_service(title="Assez"), make_service(title="Trop peu")
        OpinionCount.objects.create(month=date.today().replace(day=1), service=shown, missed=5)
        OpinionCount.objects.create(month=date.today().replace(day=1), service=hidden, missed=4)
        told = answers.told(date.today())
        assert [each.service for each in told] == [shown]

    def test_months_are_added_up_and_the_worst_comes_first(self, make_service, tuesday_morning):
        good, bad = make_service(title="Bien"), make_service(title="Mal")
        for month in (date(2026, 10, 1), date(2026, 11, 1)):
            OpinionCount.objects.create(month=month, service=good, found=3)
            OpinionCount.objects.create(month=month, service=bad, found=1, missed=2)
        OpinionCount.objects.create(month=date(2025, 1, 1), service=bad, found=50)
        told = answers.told(date(2026, 11, 24))
        assert [(each.service.title, each.found, each.missed) for each in told] == [
            ("Mal", 2, 4),
            ("Bien", 6, 0),
        ]

    def test_lines_are_shown_only_with_enough_answers(self, make_service, tuesday_morning):
        service = make_service()
        month = date(2026, 11, 1)
        OpinionLine.objects.create(month=month, service=service, has_found=False, text="Trop loin")
        row = OpinionCount.objects.create(month=month, service=service, missed=4)
        assert answers.told(date(2026, 11, 24)) == []
        row.missed = 5
        row.save()
        [told] = answers.told(date(2026, 11, 24))
        assert [line.text for line in told.lines] == ["Trop loin"]

    def test_the_whole_is_silent_under_five_too(self, make_service, tuesday_morning):
        OpinionCount.objects.create(month=date(2026, 11, 1), service=make_service(), found=4)
        assert answers.whole(date(2026, 11, 24)) is None

    def test_reading_costs_the_same_queries_however_many(
        self, make_service, django_assert_max_num_queries
    ):
        for number in range(12):
            OpinionCount.objects.create(
                month=date.today().replace(day=1), service=make_service(), found=5 + number
            )
        with django_assert_max_num_queries(3):
            answers.told(date.today())
