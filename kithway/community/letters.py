"""Letters as they are looked up, whoever wrote them. Framework-free."""

import unicodedata


def bare_letters(text: str) -> str:
    """Small letters without accents; what is no letter stays."""
    if text.isascii():
        return text.casefold()
    # Taken apart first: of letters drawn to look bold, only then are the capitals known.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
