"""Large numbers, as a language writes them."""

from django.utils.translation import pgettext


def number_words(number: int) -> str:
    """'1,234', '1 234'."""
    # Translators: French writes a narrow no-break space.
    return f"{number:,}".replace(",", pgettext("the mark between thousands in 1,234", ","))
