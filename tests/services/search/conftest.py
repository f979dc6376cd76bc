"""What every test of the search may ask for; made once, since nothing changes it."""

import pytest

from services.search.senses import Sayings
from tests.services.search import collection


@pytest.fixture(scope="session")
def lexicon():
    return collection.shipped_lexicon()


@pytest.fixture(scope="session")
def town(lexicon):
    """The invented town, by words and lexicon alone."""
    return collection.guide_of(collection.documents(), lexicon)


@pytest.fixture(scope="session")
def town_by_meaning(lexicon):
    """The invented town, by meaning too."""
    return collection.guide_of(collection.documents(), lexicon, Sayings(lexicon))


@pytest.fixture(scope="session")
def titles():
    """The titles of the services found, best first."""
    names = {one.key: one.title for one in collection.documents()}
    return lambda answer, limit=3: [names[key] for key in answer.keys[:limit]]
