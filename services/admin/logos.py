"""The guide's logo: a small picture, drawn again so that nothing else travels in the file."""

import secrets
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

LARGEST_FILE = 1_000_000  # bytes
LARGEST_SIDE = 2000  # pixels
FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}


def clean_logo(logo):
    """The picture under a random name and without its hidden data; a stored one as it is.

    Raises ValidationError when it is too heavy, too large or of another format.
    """
    if not isinstance(logo, UploadedFile):
        return logo
    if logo.size > LARGEST_FILE:
        raise ValidationError(_("Cette image est trop lourde. Choisissez-en une d’un Mo au plus."))
    from PIL.Image import DecompressionBombError  # as in _drawn_again

    logo.seek(0)
    try:
        return _drawn_again(logo)
    # Broken, cut short, or a few bytes that say they are a thousand million pixels.
    except (OSError, ValueError, SyntaxError, DecompressionBombError) as error:
        raise ValidationError(
            _("Cette image ne s’ouvre pas. Choisissez un fichier PNG, JPEG ou WebP.")
        ) from error


def _drawn_again(logo: UploadedFile) -> SimpleUploadedFile:
    from PIL import Image  # by who sends a logo: 3 MB that no page needs

    with Image.open(logo, formats=list(FORMATS)) as picture:
        if max(picture.size) > LARGEST_SIDE:
            raise ValidationError(
                _("Cette image est trop grande. Choisissez 2 000 points de côté au plus.")
            )
        drawn, kind = BytesIO(), picture.format
        picture.save(drawn, format=kind)
    return SimpleUploadedFile(f"{secrets.token_hex(8)}.{FORMATS[kind]}", drawn.getvalue())
