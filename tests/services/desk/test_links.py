"""Short links: ids and order for three months; what is not one is answered kindly."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from services.models import Shortlist
from tests.factories import words

HEADERS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def two(make_service):
    return [make_service(title="Premier"), make_service(title="Second")]


def make(client, services, headers=HEADERS):
    ids = ".".join(str(service.pk) for service in services)
    return client.post("/ma-liste/lien/", {"s": ids}, headers=headers)


def test_a_link_keeps_ids_in_order_and_nothing_else(client, two):
    answer = make(client, two[::-1])
    kept = Shortlist.objects.get()
    assert answer["Location"] == f"/l/{kept.code}/"
    assert kept.service_ids == [two[1].pk, two[0].pk]
    assert {field.name for field in Shortlist._meta.fields} == {
        "id",
        "code",
        "service_ids",
        "expires_at",
    }
    page = words(client.get(answer["Location"]))
    assert page.index("Second") < page.index("Premier")
    assert not answer.cookies


def test_a_link_lasts_three_months_then_is_gone_kindly(client, two):
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False):
        path = make(client, two)["Location"]
        assert "24 février 2027" in words(client.get(path))
    with time_machine.travel("2027-02-25T10:00:00+01:00", tick=False):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Ce lien ne marche plus" in words(answer)
        assert "Voir toutes les aides" in words(answer)


@pytest.mark.parametrize("code", ["a", "zzzzzzzzz", "0' OR 1=1", "é" * 9, "%00", "x" * 400])
def test_a_forged_code_is_answered_kindly(client, two, code):
    make(client, two)
    answer = client.get(f"/l/{code}/")
    assert answer.status_code == 404
    assert "Ce lien ne marche plus" in words(answer)


def test_a_code_copied_in_capitals_still_works(client, two):
    path = make(client, two)["Location"]
    assert client.get(path.upper().replace("/L/", "/l/")).status_code == 200


def test_making_a_link_drops_those_that_expired(client, two):
    Shortlist.objects.create(service_ids=[1], expires_at=timezone.now() - timedelta(days=1))
    make(client, two)
    assert Shortlist.objects.count() == 1


def test_unknown_services_are_not_kept(client, two):
    ids = {"s": f"999999.{two[0].pk}.<b>"}
    client.post("/ma-liste/lien/", ids, headers=HEADERS)
    assert Shortlist.objects.get().service_ids == [two[0].pk]


def test_an_empty_list_makes_no_link(client, db):
    assert make(client, [])["Location"] == "/ma-liste/"
    assert not Shortlist.objects.exists()


def test_a_form_from_elsewhere_is_refused(client, two):
    assert make(client, two, {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/ma-liste/lien/").status_code == 405


def test_a_code_holds_more_than_forty_bits():
    from math import log2

    from services.models.shortlist import _ALPHABET, _LENGTH

    assert log2(len(_ALPHABET)) * _LENGTH > 40
