"""An organisation and its partner in tests: the personal link, the forms as a phone sends them."""

import pytest
from django.test import Client

from tests.staff import staff_client


@pytest.fixture
def mjc(tuesday_morning, make_actor, make_location, make_service):
    actor = make_actor(name="MJC de Miramas", short_name="MJC", email="mjc@example.org")
    place = make_location(actor=actor, name="MJC", opening_hours="Tu 09:00-12:00")
    make_service(actor=actor, title="Atelier tablette", at=place, phone="+33490500000")
    return actor


def link_of(actor) -> str:
    page = staff_client().post(f"/gestion/partenaires/{actor.pk}/lien/")
    return page.context["link"].split("/partenaire", 1)[1].join(["/partenaire", ""])


def partner_of(actor) -> Client:
    client = Client()
    token = link_of(actor).split("jeton=")[1]
    assert client.post("/partenaire/entrer/", {"jeton": token}).status_code == 302
    return client


def change_url(record, kind: str) -> str:
    return f"/partenaire/{kind}/{record.uid}/"


def fields_of(client, url: str) -> dict:
    """What the form of this page would send untouched."""
    context = client.get(url).context
    forms = [form for form in (context["form"], context["table"]) if form is not None]
    found = {}
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False, "", []):
                found[name] = value.strftime("%H:%M") if hasattr(value, "strftime") else value
    return found
