"""What every page gets, under the one name `shell`; worked out only where a template asks.

| key | what |
|---|---|
| `shell.name` | the community's or network's name beside the mark; may be empty |
| `shell.demo` | whether an invented region is loaded |
| `shell.path` | the path of this page |
| `shell.section` | the part of the site it is in, to mark the link to it |
| `shell.public` | whether anyone may open it, so that search engines may learn its address |
| `shell.canonical` | its address without the query |
| `shell.languages` | this page in each language: a `LanguageLink` each |
| `shell.leave_to` | where *Leave this page* goes |
| `shell.signed_in` | the session, on pages that know who is there; else None |

The broken page (500) has none of them, so `ui/page.html` must do without.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language

from kithway.ui.site import Site, site


def shell(request: HttpRequest) -> dict[str, object]:
    return {"shell": Shell(request)}


class LanguageLink(NamedTuple):
    """`path` keeps what was asked; `canonical` is the whole address without it."""

    code: str
    name: str
    path: str
    canonical: str
    current: bool


class Shell:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.path = request.path
        self.leave_to = settings.LEAVE_TO

    @cached_property
    def _site(self) -> Site:
        return site()

    @property
    def name(self) -> str:
        return self._site.name

    @property
    def demo(self) -> bool:
        return self._site.demo

    @property
    def section(self) -> str:
        """`/gatherings/` on that page, `/gatherings/in` on any below it: enough to mark the bar."""
        parts = self.path.split("/")
        root = "/".join(parts[: 3 if parts[1:2] == [get_language()] else 2]) + "/"
        return self.path if len(self.path) <= len(root) else f"{root}in"

    @property
    def public(self) -> bool:
        found = self._request.resolver_match
        return found is not None and getattr(found.func, "access", "") == "anyone"

    @property
    def signed_in(self) -> Any:
        # The mark of the page has looked it up; a public page looks for nobody.
        return getattr(self._request, "signed_in", None)

    @property
    def leaving_signs_out(self) -> bool:
        return bool(self.signed_in and self.signed_in.shared)

    @cached_property
    def canonical(self) -> str:
        return self._request.build_absolute_uri(self.path)

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Empty where there is but one: then there is nothing to switch."""
        if len(settings.LANGUAGES) < 2:
            return []
        return [self._language(code, name) for code, name in settings.LANGUAGES]

    def _language(self, code: str, name: str) -> LanguageLink:
        here = get_language() or settings.LANGUAGE_CODE
        path = _prefix(code) + self.path.removeprefix(_prefix(here))
        query = self._request.META.get("QUERY_STRING", "")
        return LanguageLink(
            code=code,
            name=name,
            path=f"{path}?{query}" if query else path,
            canonical=self._request.build_absolute_uri(path),
            current=code == here,
        )


def _prefix(code: str) -> str:
    # Asking Django's routes for each page in each language would take longer than the page.
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"
