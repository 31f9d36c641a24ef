"""No word is left out of a language, and none has come out of step with the code."""

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from tests.languages import PLURALS
from tests.languages.checking import wrong_with

# Translated from end to end. A language joins when it is; from then on a new message must be too.
WHOLE: frozenset[str] = frozenset()


def test_every_language_has_its_catalogue() -> None:
    assert {to_locale(code) for code, _name in settings.LANGUAGES} == {"en", *PLURALS}


@pytest.mark.parametrize("language", PLURALS)
def test_nothing_is_left_out(language: str) -> None:
    assert wrong_with(language, whole=language in WHOLE) == []
