"""The pages looked at: nothing leaves them, nothing stands alone, greys stay readable."""

import io

import pytest
from PIL import Image

from actors import phones
from services.models import Service
from services.printing import typesetting
from tests.services.printing import paper

pytestmark = pytest.mark.django_db

# Millimetres of each edition: the border that must stay white, and the height of the foot.
WHITE_MM = {"standard": 8, "large": 14}
PPI = 40


def border(picture: bytes, millimetres: int) -> list[int]:
    """The darkest grey found in the four white borders of a page."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    wide, high = image.size
    edge = round(millimetres / 25.4 * PPI)
    # The foot runs lower than the sides: a third of the border stays white under it.
    boxes = [
        (0, 0, edge, high),
        (wide - edge, 0, wide, high),
        (0, 0, wide, edge // 2),
        (0, high - edge // 2, wide, high),
    ]
    return [image.crop(box).getextrema()[0] for box in boxes]


@pytest.mark.parametrize("name", ["standard", "large"])
def test_nothing_of_the_shipped_guide_leaves_its_page(shipped, name):
    pictures = shipped.pictures if name == "standard" else shipped.large_pictures
    for number, picture in enumerate(pictures, 1):
        assert min(border(picture, WHITE_MM[name])) == 255, f"page {number}"


# Size of reading, and height of the foot, in points.
READING = {"standard": (10, 50), "large": (18, 112)}


@pytest.mark.parametrize("name", ["standard", "large"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(shipped, name):
    size, foot = READING[name]
    for number, runs in inner_pages(getattr(shipped, name)):
        body = [run for run in runs if run.y > foot]
        lowest = min(run.y for run in body)
        last_line = [run for run in body if run.y - lowest < 1]
        assert max(run.size for run in last_line) <= size, f"page {number}: {last_line}"


@pytest.mark.parametrize("name", ["standard", "large"])
def test_the_body_never_runs_into_the_foot(shipped, name):
    """Below that height stand two lines (three in large print), the same on every page."""
    _size, foot = READING[name]
    heights = {round(r.y) for _n, runs in inner_pages(getattr(shipped, name)) for r in runs}
    assert len([height for height in heights if height < foot]) <= 4
    assert not [height for height in heights if foot - 8 < height < foot]


def inner_pages(document):
    """Pages with a foot: all but the covers."""
    return list(enumerate(paper.runs_of(document), 1))[1:-1]


def test_a_completed_guide_stays_on_its_pages_with_every_title_and_phone(completed_miramas):
    """Twice as much to say of each service: hours of its own, notes, prices, what to bring."""
    values = paper.guide_values()
    document = typesetting.to_pdf("guide.typ", values, paper.AT)
    pictures = typesetting.to_pictures("guide.typ", values, ppi=PPI)
    for number, picture in enumerate(pictures, 1):
        assert min(border(picture, WHITE_MM["standard"])) == 255, f"page {number}"
    for number, runs in inner_pages(document):
        body = [run for run in runs if run.y > READING["standard"][1]]
        lowest = min(run.y for run in body)
        last_line = [run for run in body if run.y - lowest < 1]
        assert max(run.size for run in last_line) <= READING["standard"][0], f"page {number}"
    text = paper.text_of(document)
    services = Service.objects.published().select_related("actor")
    assert [s.title for s in services if paper.plain(s.title) not in text] == []
    assert [s.actor.phone for s in services if phones.display(s.actor.phone) not in text] == []


def test_the_three_pillars_are_told_apart_without_colour(shipped):
    """Three shapes on the cover, each dark enough on white paper once colours are gone."""
    cover = Image.open(io.BytesIO(shipped.pictures[0])).convert("L")
    signs = cover.crop((0, 0, cover.width, round(25 / 25.4 * PPI)))
    columns = [signs.crop((x, 0, x + 1, signs.height)).getextrema()[0] for x in range(signs.width)]
    dark = [grey < 110 for grey in columns]
    starts = [
        x for x, (before, now) in enumerate(zip(dark, dark[1:], strict=False)) if now > before
    ]
    assert len(starts) == 3


def test_very_long_words_and_very_long_services_stay_on_the_page(
    make_actor, make_location, make_place, make_service
):
    word = "anticonstitutionnellement" * 5
    actor = make_actor(name=word, short_name=word[:60])
    service = make_service(
        actor=actor,
        title=word,
        summary=f"{word} {word}",
        conditions=f"{word} " * 12,
        mobilisation_note="Appelez la veille, puis venez avec vos papiers. " * 9,
        needs=["demarche-en-ligne"],
    )
    for _number in range(9):
        location = make_location(actor=actor, name=word, address=word, address_extra=word)
        make_place(service=service, location=location, note="Au premier étage, à gauche. " * 8)
    for kind, name in ((paper.STANDARD, "standard"), (paper.LARGE, "large")):
        pictures = typesetting.to_pictures("guide.typ", paper.guide_values(kind), ppi=PPI)
        for number, picture in enumerate(pictures, 1):
            assert min(border(picture, WHITE_MM[name])) == 255, f"{name}, page {number}"
