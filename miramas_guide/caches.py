"""A Redis that may be lost: what it kept is made again, and no page fails for it."""

import logging
import time
from functools import wraps

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

_LOG = logging.getLogger(__name__)
# After a failure nothing is asked for this long: each wait for a lost Redis is a visitor's wait.
PAUSE_S = 5


def _forgiving(name: str, otherwise):
    """The method of Django's RedisCache, or `otherwise` while Redis does not answer."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def tried(self, *args, **kwargs):
        if time.monotonic() < self._asleep_until:
            return otherwise(args)
        try:
            return method(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            self._asleep_until = time.monotonic() + PAUSE_S
            _LOG.warning("The cache does not answer: %s.", type(error).__name__)
            return otherwise(args)

    return tried


def _unknown_key(_args):
    """What Django's caches answer when they do not hold a number."""
    raise ValueError("the cache does not answer")


class ForgivingRedisCache(RedisCache):
    """Django's, that answers as an empty cache would while Redis is away.

    `incr` and `decr` raise ValueError, as for a key that is not there.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self._asleep_until = 0.0

    def get(self, key, default=None, version=None):
        return self._get(key, default, version)

    _get = _forgiving("get", lambda args: args[1])
    add = _forgiving("add", lambda args: False)
    set = _forgiving("set", lambda args: None)
    touch = _forgiving("touch", lambda args: False)
    delete = _forgiving("delete", lambda args: False)
    has_key = _forgiving("has_key", lambda args: False)
    get_many = _forgiving("get_many", lambda args: {})
    set_many = _forgiving("set_many", lambda args: [])
    delete_many = _forgiving("delete_many", lambda args: None)
    clear = _forgiving("clear", lambda args: False)
    incr = _forgiving("incr", _unknown_key)
