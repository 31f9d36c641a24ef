"""The settings of the journeys with a language that is written from right to left."""

from tests.journeys.settings import *  # noqa: F403
from tests.journeys.settings import LANGUAGES

LANGUAGES = [*LANGUAGES, ("ar", "العربية")]
