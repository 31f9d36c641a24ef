"""What a picture is to who does not see it."""

from django.utils.translation import gettext as _


def picture_alt(text: str) -> str:
    """What the picture shows of a post with this text, for who does not see it."""
    if not text:
        return ""
    lines = text.splitlines()
    words = _(
        "%(title)s, %(dates)s. A list of gatherings by day, and a code that opens %(address)s."
    )
    return words % {"title": lines[0], "dates": lines[1], "address": lines[-1]}
