"""An editor who sends files, looks at them and acts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from services.models import ImportRun
from tests.factories import words
from tests.staff import staff_client


@pytest.fixture
def client():
    return staff_client()


@pytest.fixture
def send(client):
    """Upload a file as the form does; the run it makes."""

    def upload(data: bytes, *, name="2026-01-15_autreville.csv", second=None, **fields):
        files = {"first": SimpleUploadedFile(name, data)}
        if second is not None:
            files["second"] = SimpleUploadedFile("services.json", second)
        sent = {"standard": "lieux", "new_state": "published"} | files | fields
        response = client.post("/gestion/imports/", sent)
        assert response.status_code == 302, words(response)
        return ImportRun.objects.latest("pk")

    return upload


@pytest.fixture
def act(client):
    def do(run, what: str, **fields):
        client.post(f"/gestion/imports/{run.pk}/agir/", {what: "1"} | fields)
        run.refresh_from_db()
        return run

    return do


@pytest.fixture
def see(client):
    def page(run, tab: str = "", number: int = 1) -> str:
        return words(client.get(f"/gestion/imports/{run.pk}/?voir={tab}&page={number}"))

    return page
