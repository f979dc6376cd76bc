"""Pages kept by what they depend on: the revision, the day, and what is open at this minute.

Nothing is dropped by hand: a key that no longer comes up ages out of the cache. A page says how
long it may be kept: at most a minute, and never past the next change of an opening state.
"""

import gzip
import hashlib
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from actors import opening_hours
from services import matching, openings
from services.agenda import snapshot
from services.desk.shortlist import COOKIE
from services.search import counts
from services.search.analysis import query_words
from services.web import copying, revision
from services.web.replica import from_replica

MAX_AGE_S = 60
# Longer addresses are not worth a place in the cache: nobody asks for them twice.
LONGEST_KEY = 600


def opening_fingerprint(at: datetime, revision_number: int) -> str:
    """Changes exactly when a page may: another day, a state of some hours, a workshop."""
    minute = at.replace(second=0, microsecond=0)
    name = ("opening states", minute)

    def build() -> str:
        texts = revision.remember("distinct hours", revision_number, openings.distinct_hours)
        states = [opening_hours.state_at(text, minute) for text in texts]
        next_change = snapshot.next_change(revision_number, minute)
        told = repr((timezone.localdate(at), states, next_change))
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()

    return revision.remember_latest("opening states", name, revision_number, build)


def seconds_to_next_minute(at: datetime) -> int:
    """States are evaluated by the minute: a page is true until the next one begins."""
    following = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return max(1, min(MAX_AGE_S, int((following - at).total_seconds())))


def page_key(request, at: datetime) -> str:
    """What the page depends on, besides the code."""
    parts = (
        str(revision.of(request)),
        opening_fingerprint(at, revision.of(request)),
        translation.get_language() or "",
        request.get_host(),
        request.COOKIES.get(COOKIE, ""),
        request.get_full_path(),
        settings.RELEASE,
    )
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def is_shared(request) -> bool:
    """True when the page is the same for everybody: nobody signed in, a plain GET."""
    return (
        request.method in ("GET", "HEAD")
        and copying.made_at() is None
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.get_full_path()) <= LONGEST_KEY
    )


def cached_page(view):
    """Answer 304 or a kept page where possible; keep what the view rendered."""

    @wraps(view)
    @from_replica
    def answer(request, *args, **kwargs):
        if not is_shared(request):
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response
        at = timezone.now()
        key = page_key(request, at)
        etag = f'W/"{key}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _with_headers(HttpResponseNotModified(), etag, at)
        is_kept = _may_be_kept(request)
        response = _from_cache(request, key) if is_kept else None
        if response is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            response = _zipped(request, response, key if is_kept else None)
        return _with_headers(response, etag, at)

    return answer


def _may_be_kept(request) -> bool:
    """False for what one browser keeps for itself, and for words that may be a person's.

    The rule is that of the counters: every word is known to the guide, the lexicon or French.
    """
    if COOKIE in request.COOKIES:
        return False
    query = request.GET.get("q", "").strip()
    if not query:
        return True
    words = " ".join(query_words(query))
    return counts.cleaned(query, matching.answer(query, revision.of(request))) == words


def _with_headers(response, etag: str, at: datetime):
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"max-age={seconds_to_next_minute(at)}"
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    return response


def _accepts_gzip(request) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _from_cache(request, key: str):
    kept = caches["pages"].get(key)
    if kept is None:
        return None
    content_type, zipped = kept
    return _response(request, content_type, zipped)


def _response(request, content_type: str, zipped: bytes):
    if not _accepts_gzip(request):
        return HttpResponse(gzip.decompress(zipped), content_type=content_type)
    response = HttpResponse(zipped, content_type=content_type)
    response.headers["Content-Encoding"] = "gzip"
    return response


def _zipped(request, response, key: str | None):
    """The response as it will be kept: compressed once, for every later reader."""
    content_type = response.headers["Content-Type"]
    zipped = gzip.compress(response.content, compresslevel=6, mtime=0)
    if key:
        caches["pages"].set(key, (content_type, zipped))
    fresh = _response(request, content_type, zipped)
    fresh.context_data = getattr(response, "context_data", None)
    return fresh
