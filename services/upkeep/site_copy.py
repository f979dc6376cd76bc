"""A copy of the public pages as plain files, which nginx serves when the site does not answer.

`VAR_DIR/copie/services/index.html` stands for `/services/`. It is dated, shows the week's hours
and no opening state: it may be read hours later.
"""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import translate_url
from django.utils import timezone, translation

from services.views.sitemaps import SITEMAPS
from services.web.copying import copying

NAME = "copie"


class CopyError(Exception):
    """A page that could not be copied, named in French."""


def folder() -> Path:
    return settings.VAR_DIR / NAME


def write(at: datetime | None = None) -> int:
    """Replace the copy by one of now, whole or not at all; return the number of pages.

    CopyError when a page does not answer: then the former copy stays.
    """
    at = at or timezone.now()
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f"{NAME}-", dir=settings.VAR_DIR))
    try:
        # nginx reads it under another account.
        draft.chmod(0o755)
        handler = WSGIHandler()
        paths = public_paths()
        with copying(at):
            for path in paths:
                _write_page(draft, path, _page(handler, path))
        _swap(draft)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return len(paths)


def public_paths() -> list[str]:
    """The pages of the site map, in each language that is ready."""
    with translation.override(settings.LANGUAGE_CODE):
        maps = [kind() for kind in SITEMAPS.values()]
        french = [found.location(item) for found in maps for item in found.items()]
        return [translate_url(path, code) for path in french for code in _languages()]


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code in settings.LANGUAGES_READY]


def _page(handler: WSGIHandler, path: str) -> bytes:
    site = urlsplit(settings.SITE_URL)
    request = RequestFactory().get(
        path,
        secure=site.scheme == "https",
        HTTP_HOST=site.netloc,
        HTTP_X_FORWARDED_PROTO=site.scheme,
    )
    # Never closed: that would say « request finished », and end the connection of the caller.
    response = handler.get_response(request)
    if response.status_code != 200:
        raise CopyError(f"La page {path} répond {response.status_code} : pas de copie.")
    return response.content


def _write_page(draft: Path, path: str, content: bytes) -> None:
    place = draft / path.strip("/")
    place.mkdir(parents=True, exist_ok=True)
    for part in [place, *place.relative_to(draft).parents][:-1]:
        (draft / part).chmod(0o755)
    file = place / "index.html"
    file.write_bytes(content)
    file.chmod(0o644)


def _swap(draft: Path) -> None:
    """Two renames: for a moment there is no copy, never half of one."""
    old = draft.with_name(f"{draft.name}-old")
    if folder().exists():
        folder().rename(old)
    draft.rename(folder())
    shutil.rmtree(old, ignore_errors=True)
