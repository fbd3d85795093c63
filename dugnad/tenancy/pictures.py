"""Pictures people send in: checked, turned upright, stripped of metadata and resized before anything is stored."""

import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 60_000_000
LARGE = 1600
SMALL = 640
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class CleanPicture:
    """A picture ready to store, in two sizes (WebP, no metadata)."""

    large: ContentFile[bytes]
    small: ContentFile[bytes]
    width: int
    height: int


def clean_picture(upload: File[bytes]) -> CleanPicture:
    """Return `upload` without metadata in two sizes; raise ValidationError in the person's words when it is no picture."""
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(
            _("Bildet er større enn 15 MB. Velg et mindre, eller ta et skjermbilde av det."), code="picture_size"
        )
    try:
        upload.seek(0)
        with Image.open(upload, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValidationError(_("Bildet har for mange bildepunkter. Velg et mindre."), code="picture_pixels")
            large = ImageOps.exif_transpose(_fitted(opened, LARGE))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Vi kan ikke lese filen som et bilde. Bruk JPG, PNG eller WebP."), code="picture_type") from error
    return CleanPicture(_webp(large), _webp(_fitted(large, SMALL)), large.width, large.height)


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    # A JPEG is decoded straight to about the size asked for; the whole of a large one would take half a gigabyte.
    picture.draft("RGB", (2 * side, 2 * side))
    fitted = picture.convert("RGB")
    fitted.thumbnail((side, side), Image.Resampling.LANCZOS)
    return fitted


def _webp(picture: Image.Image) -> ContentFile[bytes]:
    stream = io.BytesIO()
    # A new image from the pixels alone carries no EXIF, GPS position or colour profile of the camera.
    Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(stream, "WEBP", quality=80, method=4)
    return ContentFile(stream.getvalue())
