"""Turns the types of a row into our kinds, pathways, languages and the rest."""

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kithway.gatherings.importing.texts import folded, shortened, slug
from kithway.gatherings.importing.types import BMLT, CODES, FORMATS, NAMES, OWN_NAMES, WILD

MEETING_GUIDE = CODES | WILD
# As our own feeds write a code, with what it is a code of; see feeds/carried.py.
OWN = re.compile(
    r"(?:mode|kind|pathway|language|audience|welcome|access|here):[a-z0-9][a-z0-9_-]{0,39}"
)
ALL = MEETING_GUIDE | {code: meant for code, meant in BMLT.items() if code not in MEETING_GUIDE}


@dataclass(slots=True)
class Meaning:
    """`here`: of closed, online, hybrid, telephone, what the types say about where it is held.

    `mode`: said only by a list of our own making, which says all the rest as exactly.
    """

    words: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)

    def add(self, meant: str) -> None:
        for word in meant.split():
            prefix, _, code = word.partition(":")
            held = self.words.setdefault(prefix, [])
            if code not in held:
                held.append(code)

    def of(self, prefix: str) -> tuple[str, ...]:
        return tuple(self.words.get(prefix, ()))


def meaning(
    types: Iterable[str],
    vocabulary: Mapping[str, Iterable[str]],
    codes: Mapping[str, str] = MEETING_GUIDE,
) -> Meaning:
    """What these types mean. `vocabulary`: our own codes by `kind`, `pathway`, `audience` …

    What nobody knows becomes a kind of the community's own, to be looked at.
    """
    found = Meaning()
    for name in types:
        meant = _meant(name, vocabulary, codes)
        if meant is None:
            code = own_code(name)
            meant = f"kind:{code}"
            if (code, name) not in found.unknown:
                found.unknown.append((code, shortened(name, 80)))
        found.add(meant)
    return found


def languages(names: Iterable[str], vocabulary: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The languages among these names or codes; what is no language that we know is left out."""
    found = Meaning()
    for name in names:
        word = folded(name)
        meant = MEETING_GUIDE.get(NAMES.get(word, name.upper()), "")
        if word[:3].strip() in vocabulary.get("language", ()) and len(word) <= 5:
            meant = f"language:{word.split()[0]}"
        if meant.startswith("language:"):
            found.add(meant)
    return found.of("language")


def own_code(name: str) -> str:
    """A short code for a type of a list's own; made of its bytes where no Latin letter is left."""
    return slug(name, 40) or f"type-{zlib.crc32(name.encode()):08x}"


def term_name(code: str) -> str | None:
    """The name of a kind that is well known in such lists but not in our vocabulary."""
    return FORMATS.get(code)


def _meant(
    name: str, vocabulary: Mapping[str, Iterable[str]], codes: Mapping[str, str]
) -> str | None:
    if (known := codes.get(name.upper())) is not None:
        return known
    if OWN.fullmatch(name):
        return name
    if written := NAMES.get(folded(name)):
        return MEETING_GUIDE[written]
    if own := OWN_NAMES.get(folded(name)):
        return own
    code = slug(name, 40)
    for prefix, ours in vocabulary.items():
        if code and code in ours:
            return f"{prefix}:{code}"
    return None
