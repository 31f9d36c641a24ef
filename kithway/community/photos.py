"""Photos of places: drawn anew, so that no camera's metadata (where, when, whose) is kept."""

import io
import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1200
LARGEST_PICTURE = 40_000_000  # pixels: a picture that unpacks to more is refused unread
READABLE = ("JPEG", "PNG", "WEBP")


def photo_path(instance: object, filename: str) -> str:
    """A name of our own: the sender's file name can say who they are."""
    return f"places/{uuid.uuid4().hex}.webp"


def redrawn(data: bytes) -> ContentFile:
    """The picture alone, upright, at most LONGEST_SIDE pixels, as WebP without metadata.

    Raises ValidationError where `data` is no JPEG, PNG or WebP picture, or too large to draw.
    """
    try:
        with Image.open(io.BytesIO(data), formats=READABLE) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise ValidationError(_("That picture is too large. Send one under 40 megapixels."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise ValidationError(
            _("That is not a picture we can read. Send a JPEG or PNG.")
        ) from problem
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=78, method=4)
    return ContentFile(out.getvalue(), name="photo.webp")
