"""A Redis that is away costs time, never a page."""

import pytest

from miramas_guide.caches import ForgivingRedisCache
from tests import databases


@pytest.fixture
def lost():
    """A cache whose Redis does not exist."""
    options = {"OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}}
    return ForgivingRedisCache(f"redis://127.0.0.1:{databases.free_port()}", options)


@pytest.fixture
def present(request):
    with databases.redis() as url:
        cache = ForgivingRedisCache(url, {"KEY_PREFIX": "test-caches"})
        yield cache
        cache.delete_many(["a", "b"])
        cache.close()


def test_a_redis_that_answers_keeps_and_counts(present):
    present.set("a", "kept", 60)
    present.set("b", 1, 60)
    assert (present.get("a"), present.incr("b"), present.get("none", 7)) == ("kept", 2, 7)


def test_a_lost_redis_answers_like_an_empty_cache(lost):
    lost.set("a", 1)
    assert (lost.get("a"), lost.get("a", 5), lost.get_many(["a"])) == (None, 5, {})
    assert (lost.add("a", 1), lost.delete("a"), lost.has_key("a")) == (False, False, False)
    with pytest.raises(ValueError):
        lost.incr("a")


def test_after_a_failure_redis_is_left_alone_for_a_while(lost, monkeypatch):
    tries = []
    monkeypatch.setattr(
        "redis.connection.Connection.connect", lambda self: tries.append(1) or _refuse()
    )
    lost.get("a")
    lost.get("a")
    assert len(tries) == 1
    lost._asleep_until = 0.0  # the pause is over
    lost.get("a")
    assert len(tries) == 2


def _refuse():
    from redis.exceptions import ConnectionError

    raise ConnectionError("refused")
