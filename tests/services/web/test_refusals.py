"""An address that only takes a form, opened by itself, says so in words."""

import pytest

from tests.factories import words

pytestmark = pytest.mark.django_db


def test_the_address_of_a_form_opened_alone_says_what_to_do(client):
    answer = client.get("/ma-liste/lien/")
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    assert "revenez en arrière, puis appuyez sur le bouton" in words(answer)


def test_machines_keep_their_bare_answer(client):
    assert client.get("/ma-liste/lien/", headers={"accept": "application/json"}).content == b""
    assert client.post("/guide.pdf").content == b""
