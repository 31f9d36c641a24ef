"""What a page says, without its markup."""

import html
import re

from django.http import HttpResponse

UNREAD = re.compile(r"<(head|style|script)\b.*?</\1>", re.DOTALL)
# Django’s own words for an error: they say what is wrong and not what to do.
STOCK = re.compile("This field is required|Ensure this|Enter a |Select a valid")
TAG = re.compile(r"<[^>]+>")


def words(response: HttpResponse) -> str:
    """The text somebody reads, with single spaces; none before a full stop or comma."""
    body = UNREAD.sub(" ", response.content.decode())
    text = " ".join(html.unescape(TAG.sub(" ", body)).split())
    return re.sub(r" ([.,])", r"\1", text)
