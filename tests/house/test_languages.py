"""No word is left out of a language, and none has come out of step with the code."""

from calendar import day_name, month_name

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from tests.languages import PLURALS
from tests.languages.checking import wrong_with
from tests.languages.collecting import collected


def test_every_language_has_its_catalogue() -> None:
    assert {to_locale(code) for code, _name in settings.LANGUAGES} == {"en", *PLURALS}


def test_no_message_stands_over_djangos_names_of_days() -> None:
    """Ours would hold wherever Django's are asked for, such as small within a sentence."""
    asked = {message.one for message in collected() if message.context is None}
    assert asked & {*day_name, *month_name} == set()


@pytest.mark.parametrize("language", PLURALS)
def test_nothing_is_left_out(language: str) -> None:
    assert wrong_with(language) == []
