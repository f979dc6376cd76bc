"""The guide for editors: ten things, each with a real picture and a page that opens."""

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from services.upkeep.help import PICTURES, TASKS
from tests.factories import words
from tests.staff import staff_client

pytestmark = pytest.mark.django_db
MOST_BYTES = 45_000


def test_ten_things_are_told_with_their_steps():
    page = words(staff_client().get("/gestion/aide/"))
    assert len(TASKS) == 10
    for task in TASKS:
        assert task.title in page and all(step in page for step in task.steps)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.code)
def test_each_has_a_light_picture_of_the_size_it_says(task):
    path = finders.find(f"{PICTURES}/{task.code}.png")
    with Image.open(path) as picture:
        assert picture.size == (task.width, task.height)
    with open(path, "rb") as file:
        assert len(file.read()) < MOST_BYTES


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.code)
def test_each_leads_to_where_it_is_done(task):
    assert staff_client().get(task.url).status_code == 200


def test_the_day_a_telephone_is_lost_is_told():
    assert "reset_mfa" in words(staff_client().get("/gestion/aide/"))


def test_the_first_page_leads_to_the_guide():
    assert 'href="/gestion/aide/"' in words(staff_client().get("/gestion/"))


def test_it_is_for_those_who_edit():
    assert staff_client("Conseil").get("/gestion/aide/").status_code == 403
