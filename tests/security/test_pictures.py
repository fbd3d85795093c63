"""Pictures that are not what they say, or far larger than they look."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from dugnad.tenancy.pictures import clean_picture


def _file(content: bytes, name: str = "bilde.jpg") -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is `side` by `side`."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + b"\0" * 200,
        _bomb(60_000),
        _bomb(9_000),
    ],
    ids=["empty", "svg", "gif", "pdf", "cut jpeg", "bomb", "small bomb"],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_it_refuses_what_is_no_picture(content: bytes) -> None:
    with pytest.raises(ValidationError):
        clean_picture(_file(content))


def test_it_strips_where_and_when_and_what_hangs_behind_a_picture() -> None:
    stream = io.BytesIO()
    source = Image.new("RGB", (3000, 2000), "red")
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    source.save(stream, "JPEG", exif=exif, comment=b"hemmelig")
    clean = clean_picture(_file(stream.getvalue() + b"<script>alert(1)</script>"))
    kept = clean.large.read()
    assert b"script" not in kept
    assert b"Kamera" not in kept
    assert b"hemmelig" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.format == "WEBP"
        assert not dict(picture.getexif())
        # Turned upright, as the camera said.
        assert picture.size == (clean.width, clean.height) == (1067, 1600)


@pytest.mark.parametrize("mode", ["P", "LA", "RGBA", "CMYK", "L", "1", "I;16"])
def test_it_takes_pictures_of_every_kind_of_colour(mode: str) -> None:
    stream = io.BytesIO()
    Image.new(mode, (2000, 100)).save(stream, "JPEG" if mode == "CMYK" else "PNG")
    assert clean_picture(_file(stream.getvalue())).width == 1600
