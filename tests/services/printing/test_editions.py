"""Editions: one number until staff say that it went to homes, then kept as it is."""

import pytest

from services.models import PrintedEdition, Revision
from services.printing import building, editions
from tests.services.printing import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def build(kind=paper.STANDARD):
    return building.build(kind, paper.AT)


def hand_out(edition: PrintedEdition) -> None:
    """What a member of staff does in the admin."""
    edition.for_homes = True
    edition.save()


def test_a_first_edition_has_number_one_and_lies_on_disk(make_service, media):
    make_service()
    built = build()
    assert (built.edition.number, built.edition.kind) == (1, "standard")
    assert built.edition.revision == Revision.current()
    assert (media / built.edition.file.name).read_bytes() == built.document.pdf
    assert not built.edition.for_homes


def test_nothing_goes_to_homes_by_itself(make_service):
    make_service()
    build()
    make_service()
    build()
    assert not PrintedEdition.objects.for_homes().exists()
    assert [edition.number for edition in PrintedEdition.objects.all()] == [1]


def test_an_edition_that_went_to_homes_is_given_back_as_it_is(make_service):
    make_service()
    first = build()
    hand_out(first.edition)
    again = build()
    assert again.edition.pk == first.edition.pk
    assert again.document == first.document


def test_the_next_change_makes_the_next_edition_and_keeps_the_former(make_service, media):
    make_service()
    first = build()
    hand_out(first.edition)
    make_service(title="Une aide de plus")
    second = build()
    assert second.edition.number == 2
    assert "Édition 2" in paper.text_of(second.document)
    assert (media / first.edition.file.name).read_bytes() == first.document.pdf


def test_both_sizes_of_the_same_data_share_their_number(make_service):
    make_service()
    hand_out(build().edition)
    assert build(paper.LARGE).edition.number == 1


def test_the_web_serves_the_newest_edition(make_service):
    make_service()
    hand_out(build().edition)
    make_service()
    second = build()
    assert editions.latest(paper.STANDARD) == second.edition


def test_an_edition_whose_file_is_lost_is_not_offered(make_service, media):
    make_service()
    (media / build().edition.file.name).unlink()
    assert editions.latest(paper.STANDARD) is None


def test_news_are_counted_from_what_went_to_homes(make_service):
    make_service()
    first = build()
    assert editions.reference() == first.edition
    hand_out(first.edition)
    make_service()
    build()
    build(paper.NEWS)
    assert editions.reference() == first.edition


def test_building_leaves_no_other_file(make_service, media):
    make_service()
    build()
    assert [path.name for path in (media / "guide").iterdir()] == ["edition-1-standard.pdf"]


def test_building_does_not_move_the_revision(make_service):
    make_service()
    before = Revision.current()
    build()
    assert Revision.current() == before
