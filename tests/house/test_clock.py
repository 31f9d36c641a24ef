"""One clock, so that a test or a journey can hold it: `timezone.now()`, nowhere another."""

import re

from tests.house.files import modules, name

OTHER_CLOCKS = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(")

# Django keeps a default's function for itself, however it is named.
DEFAULTS = {
    "kithway/gatherings/models/gathering.py",
    "kithway/community/models/community_request.py",
}


def test_no_other_clock() -> None:
    found = {name(path): OTHER_CLOCKS.findall(path.read_text()) for path in modules("kithway")}
    assert {path: calls for path, calls in found.items() if calls} == {}


def test_the_clock_is_not_taken_along() -> None:
    """A clock imported by its own name would go on when the module's is held."""
    by_name = "from django.utils.timezone import now"
    found = {name(path) for path in modules("kithway") if by_name in path.read_text()}
    assert found - DEFAULTS == set()
