"""Answers of the API: JSON whatever happens, readable from any page, the same until a change."""

import hashlib

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from services.api.document import openapi
from services.api.parameters import BadParameters, parse
from services.api.routes import Route
from services.web import revision
from services.web.replica import from_replica

METHODS = "GET, HEAD, OPTIONS"
_MAX_AGE = 60


def view_of(route: Route):
    """The view of one route of the profile."""

    def answer(request, **path):
        try:
            values = parse(request.GET, route.parameters)
        except BadParameters as error:
            return _json({"message": "Wrong parameters.", "errors": error.errors}, status=400)
        number = revision.of(request)
        etag = _etag(request, number)
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return unchanged
        data = route.answer(values, number, **path)
        if data is None:
            return _missing()
        return _kept(_json(data), etag)

    return _open(from_replica(answer))


def _open(answer):
    """Anybody may read, from a page of any origin; nobody writes."""

    @csrf_exempt  # nothing is ever written, and the refusal must be JSON
    def view(request, **path):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        elif request.method in ("GET", "HEAD"):
            response = answer(request, **path)
        else:
            response = _json({"message": f"Only {METHODS}: this API is read only."}, status=405)
        response.headers["Allow"] = METHODS
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        return response

    return view


def _json(data: dict, *, status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _missing() -> JsonResponse:
    return _json({"message": "Nothing is published under this address."}, status=404)


def _etag(request, number: int) -> str:
    """The revision, the day (a closure begins and ends with it), the release and the address."""
    parts = (number, timezone.localdate(), settings.RELEASE, request.get_full_path())
    told = hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    return f'"{told}"'


def _kept(response, etag: str):
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={_MAX_AGE}"
    return response


@_open
def document(request):
    return _json(openapi(settings.SITE_URL))


@_open
def not_found(request, rest: str):
    return _missing()
