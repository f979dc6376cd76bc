"""Ma liste: in the URL, kept in one cookie on demand, nothing else stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.desk import shortlist
from tests.factories import words

IDS = st.lists(st.integers(1, 10**12), max_size=shortlist.MAX_IDS, unique=True)


@given(IDS)
def test_ids_read_back_as_written(ids):
    assert shortlist.parse_ids(shortlist.join_ids(ids)) == ids


@given(st.text())
def test_any_text_gives_a_list_of_distinct_ids(text):
    ids = shortlist.parse_ids(text)
    assert len(set(ids)) == len(ids) <= shortlist.MAX_IDS


@pytest.mark.parametrize(
    ("action", "service", "expected"),
    [
        ("keep", 9, [1, 2, 3, 9]),
        ("keep", 2, [1, 2, 3]),
        ("remove", 2, [1, 3]),
        ("up", 3, [1, 3, 2]),
        ("up", 1, [1, 2, 3]),
        ("down", 1, [2, 1, 3]),
        ("down", 3, [1, 2, 3]),
        ("clear", 0, []),
        ("nonsense", 2, [1, 2, 3]),
        ("remove", 99, [1, 2, 3]),
    ],
)
def test_each_button_does_its_one_thing(action, service, expected):
    assert shortlist.changed([1, 2, 3], action, service) == expected


@pytest.mark.django_db
class TestOnTheSite:
    HEADERS = {"Sec-Fetch-Site": "same-origin"}

    def press(self, client, action, service="", headers=None):
        return client.post(
            "/ma-liste/changer/",
            {"action": action, "service": service},
            headers=self.HEADERS if headers is None else headers,
        )

    def test_keeping_sets_the_one_cookie_and_the_list_shows_it(self, client, make_service):
        service = make_service(title="Apprendre la tablette")
        answer = self.press(client, "keep", service.pk)
        assert answer.status_code == 302
        assert list(answer.cookies) == ["ma_liste"]
        assert "Apprendre la tablette" in words(client.get("/ma-liste/"))

    def test_looking_around_sets_no_cookie(self, client, make_service):
        url = make_service().get_absolute_url()
        for path in ("/", "/services/", url, "/ma-liste/", "/ma-liste/?s=1.2"):
            assert not client.get(path).cookies

    def test_clearing_removes_the_cookie(self, client, make_service):
        self.press(client, "keep", make_service().pk)
        answer = self.press(client, "clear")
        assert answer.cookies["ma_liste"]["max-age"] == 0

    def test_a_shared_address_shows_the_same_order(self, client, make_service):
        first, second = make_service(title="Premier"), make_service(title="Second")
        page = words(client.get(f"/ma-liste/?s={second.pk}.{first.pk}"))
        assert page.index("Second") < page.index("Premier")

    @pytest.mark.parametrize(
        "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example"}, {}]
    )
    def test_a_form_from_elsewhere_is_refused(self, client, make_service, headers):
        assert self.press(client, "keep", make_service().pk, headers=headers).status_code == 403

    def test_the_way_back_never_leaves_the_site(self, client, make_service):
        headers = {**self.HEADERS, "Referer": "https://ailleurs.example/piege"}
        answer = self.press(client, "keep", make_service().pk, headers=headers)
        assert answer["Location"] == "/ma-liste/"

    def test_unpublished_services_are_left_out_with_a_word(self, client, make_service):
        hidden = make_service(title="Retiré", state="archived")
        page = words(client.get(f"/ma-liste/?s={hidden.pk}"))
        assert "Retiré" not in page


def test_a_list_from_a_link_is_not_said_to_be_in_this_browser(client, make_service):
    service = make_service()
    shared = words(client.get(f"/ma-liste/?s={service.pk}"))
    assert "Cette liste vient d’un lien" in shared and "dans votre navigateur" not in shared
    client.cookies[shortlist.COOKIE] = str(service.pk)
    own = words(client.get("/ma-liste/"))
    assert "dans votre navigateur seulement" in own and "vient d’un lien" not in own
