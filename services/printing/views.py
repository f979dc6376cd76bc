"""The whole guide as one page, and the file that a command built; nothing is built here."""

import hashlib
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from services.models import EditionKind, PrintedEdition
from services.printing import contexts, editions, plan
from services.web import revision
from services.web.caching import is_shared, page_key, seconds_to_next_minute

FILE_NAME = "guide-numerique-miramas"
# Width of a letter on the plan of the page, in its units.
_LETTER = 6.0


@dataclass(frozen=True)
class Download:
    """A built edition to take away: its size is told before the click."""

    edition: PrintedEdition
    size: int


def _downloads() -> list[Download]:
    found = (editions.latest(kind) for kind in EditionKind.values)
    return [
        Download(edition, default_storage.size(edition.file.name)) for edition in found if edition
    ]


def _paper_etag(request) -> str | None:
    if not is_shared(request):
        return None
    built = "".join(f"{d.edition.pk} {d.edition.built_at} " for d in _downloads())
    key = page_key(request, timezone.now()) + built
    return f'W/"{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"'


@require_safe
@gzip_page
@condition(etag_func=_paper_etag)
def guide_paper(request):
    """The same content as the file, for screens, screen readers and browsers that print."""
    at = timezone.now()
    downloads = _downloads()
    number = editions.next_number(revision.of(request))
    edition = editions.Edition(number, EditionKind.STANDARD, at)
    name = (timezone.localdate(at), number)
    # One day's page is made once for each revision: a big guide takes a second to write.
    body = revision.remember_latest(
        "paper guide",
        name,
        revision.of(request),
        lambda: _body(edition),
    )
    context = {"section": "guide_paper", "body": body, "downloads": downloads}
    response = render(request, "printing/guide.html", context)
    if is_shared(request):
        response.headers["Cache-Control"] = f"max-age={seconds_to_next_minute(at)}"
    else:
        response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Cookie",))
    return response


def _body(edition: editions.Edition) -> str:
    # Printed in French, as the town sends it: one half in each language would help nobody.
    with override("fr"):
        return _french_body(edition)


def _french_body(edition: editions.Edition) -> str:
    guide = contexts.paper_guide(edition.at)
    drawn = guide.plan
    context = {
        "paper": guide,
        "edition": edition,
        "sketch": plan.with_names(drawn, _LETTER) if drawn else None,
    }
    return render_to_string("printing/_guide_body.html", context)


def _asked(request) -> PrintedEdition | None:
    """The edition of `?edition=`, the standard one by default; read once a request."""
    if not hasattr(request, "printed_edition"):
        kind = request.GET.get("edition", EditionKind.STANDARD)
        known = kind in EditionKind.values
        request.printed_edition = editions.latest(kind if known else EditionKind.STANDARD)
    return request.printed_edition


def _file_etag(request) -> str | None:
    edition = _asked(request)
    return f'"{edition.pk}-{edition.built_at.timestamp():.6f}"' if edition else None


def _file_date(request):
    edition = _asked(request)
    return edition.built_at.replace(microsecond=0) if edition else None


@require_safe
@condition(etag_func=_file_etag, last_modified_func=_file_date)
def guide_pdf(request):
    """The file as it was built; a kind page while there is none."""
    edition = _asked(request)
    if edition is None:
        return render(request, "printing/not_built.html", {"noindex": True}, status=404)
    suffix = "" if edition.kind == EditionKind.STANDARD else f"-{edition.kind}"
    response = FileResponse(
        default_storage.open(edition.file.name, "rb"),
        filename=f"{FILE_NAME}{suffix}.pdf",
        content_type="application/pdf",
    )
    response.headers["Cache-Control"] = "max-age=60"
    response.headers["Content-Language"] = "fr"
    return response
