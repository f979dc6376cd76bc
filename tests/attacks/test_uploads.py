"""The guide's logo, the one file that staff send: a small picture drawn again, or a sentence."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from services.admin.logos import LARGEST_SIDE, clean_logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<script>pwned=1</script>"


def picture(kind="PNG", size=(40, 30), **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, format=kind, **options)
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


def sent(content: bytes, name="logo.png", kind="image/png"):
    return clean_logo(SimpleUploadedFile(name, content, kind))


REFUSED = {
    "a drawing that holds a script": SVG,
    "a page": HTML,
    "a page that begins like a picture": b"GIF89a/*" + HTML,
    "a bomb": bomb(32_000, 32_000),
    "a picture too wide": picture(size=(LARGEST_SIDE + 1, 1)),
    "half of a picture": picture(size=(300, 300))[:80],
    "nothing": b"",
    "a PDF": b"%PDF-1.7\n",
    "another format of pictures": picture("GIF"),
    "a picture too heavy": picture() + b"x" * 1_000_001,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_small_picture_is_refused_in_words(name):
    with pytest.raises(ValidationError) as told:
        sent(REFUSED[name])
    [sentence] = told.value.messages
    assert sentence.startswith("Cette image") and "Choisissez" in sentence


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_but_the_picture_is_kept(kind):
    kept = sent(picture(kind) + HTML, name="logo.html", kind="text/html")
    content = kept.read()
    assert b"pwned" not in content and kept.name.rsplit(".", 1)[1] in ("png", "jpg", "webp")
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.size == (40, 30)


def test_the_place_where_a_photograph_was_taken_is_dropped():
    exif = Image.Exif()
    exif[0x010E] = "chez Mme Martin"
    exif.get_ifd(0x8825)[1] = "N"
    content = sent(picture("JPEG", exif=exif)).read()
    with Image.open(io.BytesIO(content)) as drawn:
        assert not dict(drawn.getexif())
    assert b"Martin" not in content


@pytest.mark.parametrize("name", ["../../settings.py", "/etc/passwd", "a\x00.png", "..\\x.png"])
def test_the_name_of_the_file_is_ours(name):
    kept = sent(picture(), name=name)
    assert "/" not in kept.name and ".." not in kept.name and len(kept.name) == 20
