"""A pasted link to a calendar, as the address of the calendar itself. Framework-free.

What programs show people is mostly a page; where its address says which calendar it is of, the
address of the feed follows from it, and nobody needs to look for another link.
"""

import base64
import binascii
import re
from urllib.parse import SplitResult, parse_qs, quote, urlsplit, urlunsplit

from kithway.gatherings.importing.problems import ListRefused

LONGEST = 2000
HOW = (
    "Paste the address of the calendar’s feed: it begins with https:// or webcal:// and mostly "
    "ends in .ics."
)
GOOGLE = (
    "This link opens Google Calendar for somebody who is signed in. In its settings, under "
    "“Integrate calendar”, copy the “Public address in iCal format”, or the secret one if the "
    "calendar is not public."
)


def feed_link(pasted: str) -> str:
    """The address to fetch. Raises ListRefused, which says where the right link is found."""
    text = pasted.strip().strip("<>\"'")
    if (found := re.search(r"src=[\"']([^\"']+)[\"']", text)) and "iframe" in text.lower():
        text = found[1].replace("&amp;", "&")
    if len(text) > LONGEST or re.search(r"\s", text):
        raise ListRefused(HOW)
    text = re.sub(r"^webcals?://", "https://", text, flags=re.IGNORECASE)
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
    except ValueError:
        raise ListRefused(HOW) from None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise ListRefused(HOW)
    if host in {"calendar.google.com", "www.google.com"} and "/calendar" in parts.path:
        return _google(parts)
    if host.endswith(("outlook.live.com", "outlook.office365.com", "outlook.office.com")):
        return urlunsplit(parts._replace(path=re.sub(r"\.html$", ".ics", parts.path)))
    return text


def _google(parts: SplitResult) -> str:
    if parts.path.endswith(".ics"):
        return urlunsplit(parts._replace(scheme="https"))
    asked = parse_qs(parts.query)
    names = [_calendar(name) for key in ("cid", "src") for name in asked.get(key, [])]
    found = list(dict.fromkeys(filter(None, names)))
    if len(found) > 1:
        raise ListRefused(
            "This link shows several calendars at once. Paste the link of one; each can be a list "
            "of its own."
        )
    if not found:
        raise ListRefused(GOOGLE)
    return f"https://calendar.google.com/calendar/ical/{quote(found[0], safe='')}/public/basic.ics"


def _calendar(name: str) -> str:
    """A calendar's own name, an address of a mailbox's kind, also where it is packed as base64."""
    name = name.strip()
    if not re.fullmatch(r"[^@\s/]+@[\w.-]+", name):
        try:
            name = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
    return name if re.fullmatch(r"[^@\s/]+@[\w.-]+", name) else ""
