"""Codes that are written down on paper and typed in again; framework-free."""

import re
import secrets

# Crockford's alphabet: no I, L, O or U, which are misread. Five bits a letter.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OILU", "011V")
GROUP = 4
# 140 bits and 60 bits.
LONG, SHORT = 28, 12


def new_code(letters: int) -> str:
    """Random letters in groups of four: `7K3M-9QXT-…`."""
    code = "".join(secrets.choice(LETTERS) for _ in range(letters))
    return "-".join(code[i : i + GROUP] for i in range(0, letters, GROUP))


def read_code(typed: str) -> str:
    """What was meant: without groups, in capitals, and what is misread put right."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(MISREAD)
