"""The shipped guide, composed once: every test of a file reads the same pages."""

from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import transaction

from actors import phones
from services.models import Service
from services.printing import typesetting
from services.printing.editions import Document
from tests.services.printing import paper


@dataclass(frozen=True)
class Shipped:
    """The guide of Miramas in both sizes, and what any of its prints must tell."""

    standard: Document
    large: Document
    titles: list[str]
    phones: list[str]
    needs: list[str]
    pictures: list[bytes]
    large_pictures: list[bytes]


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    from services.web import revision

    revision.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_guide", verbosity=0)
        services = list(Service.objects.published().with_card())
        values, large_values = paper.guide_values(), paper.guide_values(paper.LARGE)
        made = Shipped(
            standard=typesetting.to_pdf("guide.typ", values, paper.AT),
            large=typesetting.to_pdf("guide.typ", large_values, paper.AT),
            titles=[paper.plain(service.title) for service in services],
            phones=sorted({phones.display(n) for s in services if (n := _number(s))}),
            needs=[need["label"] for part in values["pillars"] for need in part["needs"]],
            pictures=typesetting.to_pictures("guide.typ", values, ppi=40),
            large_pictures=typesetting.to_pictures("guide.typ", large_values, ppi=40),
        )
        transaction.set_rollback(True)
    return made


def _number(service: Service) -> str:
    places = (place.location.phone for place in service.shown_places)
    return service.phone or next((phone for phone in places if phone), "") or service.actor.phone
