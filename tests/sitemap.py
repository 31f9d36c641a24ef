"""The pages of a served site, found as a person finds them: by following its links."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

# A place of the demo region, which all journeys begin at.
ZIP = "01608"
STARTS = ("/", f"/gatherings/?near={ZIP}", "/communities/", "/nowhere/")
# Of one kind of page this many are read; of the finder, that is as many different searches.
ENOUGH = 12
# In another language than English.
ENOUGH_IN_OTHERS = 2


@dataclass(frozen=True)
class Fetched:
    name: str
    path: str
    status: int
    headers: dict[str, str] = field(repr=False)
    body: str = field(repr=False)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(given["href"] or "")


def walk(
    address: str, starts: tuple[str, ...] = STARTS, cookie: str = "", within: str = ""
) -> list[Fetched]:
    """Read the site from there on; each page once, at most ENOUGH of a kind. With a `cookie`, as
    whoever it signs in; `within`: a pattern that paths must match."""
    waiting, seen, pages = list(starts), set(starts), []
    count: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        name = page_name(path)
        count[name] = count.get(name, 0) + 1
        if count[name] > (ENOUGH_IN_OTHERS if language_of(path) else ENOUGH):
            continue
        page = fetch(address, path, cookie)
        pages.append(page)
        for link in links(address, page):
            if link not in seen and re.match(within, link):
                seen.add(link)
                waiting.append(link)
    return pages


def page_name(path: str) -> str:
    """The name of the address in our URLs, or `not-found`; in another language `es home`."""
    code = language_of(path)
    with translation.override(code or settings.LANGUAGE_CODE):
        try:
            name = resolve(urlsplit(path).path).url_name or ""
        except Resolver404:
            name = "not-found"
    return f"{code} {name}" if code else name


def language_of(path: str) -> str:
    """The language that a path begins with; '' for English, which has none."""
    first = path.split("/")[1]
    return first if first in dict(settings.LANGUAGES) else ""


def fetch(address: str, path: str, cookie: str = "") -> Fetched:
    opener = urllib.request.build_opener(_NoRedirect)
    opener.addheaders += [("Cookie", cookie)] if cookie else []
    try:
        with opener.open(address + path, timeout=20) as answer:
            return _fetched(path, answer.status, answer)
    except urllib.error.HTTPError as answer:
        return _fetched(path, answer.code, answer)


def links(address: str, page: Fetched) -> list[str]:
    """The site's own paths that a page links to, with their queries."""
    if "text/html" not in page.headers.get("content-type", ""):
        return []
    reader = _Links()
    reader.feed(page.body)
    whole = [urlsplit(urljoin(address + page.path, href)) for href in reader.found]
    ours = [link for link in whole if f"{link.scheme}://{link.netloc}" == address]
    return [re.sub(r"\?$", "", f"{link.path}?{link.query}") for link in ours]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *words: object) -> None:
        return None


def _fetched(path: str, status: int, answer: object) -> Fetched:
    headers = {key.lower(): value for key, value in answer.headers.items()}
    return Fetched(page_name(path), path, status, headers, answer.read().decode(errors="replace"))
