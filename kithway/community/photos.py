"""Photos of places: drawn anew, so that no camera's metadata (where, when, whose) is kept."""

import io
import uuid
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LONGEST_SIDE = 1200
LARGEST_PICTURE = 40_000_000  # pixels: a picture that unpacks to more is refused unread
LARGEST_FILE = 25_000_000  # bytes
READABLE = ("JPEG", "PNG", "WEBP")


def photo_path(instance: object, filename: str) -> str:
    """A name of our own: the sender's file name can say who they are."""
    return f"places/{uuid.uuid4().hex}.webp"


def redrawn(data: bytes) -> ContentFile:
    """The picture alone, upright, at most LONGEST_SIDE pixels, as WebP without metadata.

    Of a moving picture, the first frame. Raises ValidationError where `data` is no JPEG, PNG or
    WebP picture, or too large to draw.
    """
    if len(data) > LARGEST_FILE:
        raise _too_large()
    try:
        picture = _drawn(data)
    except (ValidationError, MemoryError):
        raise
    except Image.DecompressionBombError as problem:
        raise _too_large() from problem
    # A decoder fed a damaged file may fail in any way; none of them is a fault of ours to report.
    except Exception as problem:
        raise ValidationError(
            _("That is not a picture we can read. Send a JPEG or PNG.")
        ) from problem
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=78, method=4)
    return ContentFile(out.getvalue(), name="photo.webp")


def _drawn(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        # Pillow's own word on large pictures: our limit is lower and is held just below.
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=READABLE) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise _too_large()
            # A JPEG is unpacked at a fraction of its size: a phone's photo in a tenth the memory.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            coloured = _in_colour(picture)
            coloured.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(coloured)
    # Only the pixels go over: whatever else hung on the picture stays behind.
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    return bare


def _in_colour(picture: Image.Image) -> Image.Image:
    """In RGB, on white: under what is see-through lie colours that nobody meant to show."""
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel: the upper eight are what a screen shows.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    ground.alpha_composite(clear)
    coloured = ground.convert("RGB")
    coloured.info["exif"] = picture.getexif().tobytes()
    return coloured


def _too_large() -> ValidationError:
    return ValidationError(
        _("That picture is too large. Send one under 40 megapixels and 25 megabytes.")
    )
