"""Every address names who may open it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from kithway.ui import urls as gallery

RULES = {
    *("anyone", "private link", "coordinator", "steward"),
    *("signed in", "signed in just now", "signed in, two factors"),
}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator:
    for pattern in patterns:
        here = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield pytest.param(pattern, id=here or "/")


EVERY = [*addresses(get_resolver().url_patterns), *addresses(gallery.urlpatterns, "gallery/")]


@pytest.mark.parametrize("pattern", EVERY)
def test_has_a_rule(pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "access", None) in RULES


def test_names_are_given_once() -> None:
    names = [parameter.values[0].name for parameter in EVERY]
    assert sorted(names) == sorted(set(names))
