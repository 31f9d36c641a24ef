"""How a calendar's words become ours, as a coordinator said once. Framework-free, plain JSON.

{"version": 1, "ready": true, "kinds": ["creative"], "pathways": [], "languages": [],
 "mode": "in-person", "locations": {"Room 2": {"how": "place", "where": {…}}},
 "events": {"Art night": {"kinds": ["creative"]}, "Staff only": {"left_out": true}},
 "otherwise": "none", "private": false, "found": {…}}
"""

from collections.abc import Mapping as Told
from dataclasses import dataclass, field, fields
from typing import Any

from kithway.gatherings.importing.row import Where
from kithway.gatherings.importing.texts import folded

VERSION = 1
# What may be said of a location: one of our places, a new place of this address, or neither.
HOW = ("place", "new", "online", "none")


@dataclass(frozen=True, slots=True)
class Located:
    """What a location text means. `where`: of the place, by the fields that it is found by."""

    how: str = "none"
    where: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class Mapping:
    """`locations`, `events`: by their folded text. `otherwise`: for a location that is not named.

    `ready`: somebody has said all this; until then nothing is published. `private`: take in what
    the calendar marks as private or as free time, too.
    """

    ready: bool = False
    kinds: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mode: str = "in-person"
    locations: Told[str, Located] = field(default_factory=dict)
    kinds_of: Told[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    otherwise: str = "new"
    private: bool = False

    def located(self, text: str) -> Located:
        return self.locations.get(folded(text), Located(self.otherwise))

    def knows(self, text: str) -> bool:
        return not folded(text) or folded(text) in self.locations


def read_mapping(told: Told[str, Any]) -> Mapping:
    """The mapping that a source keeps; what it does not say is as nobody said."""
    events = _dict(told.get("events"))
    return Mapping(
        ready=bool(told.get("ready")),
        kinds=_codes(told.get("kinds")),
        pathways=_codes(told.get("pathways")),
        languages=_codes(told.get("languages")),
        mode=str(told.get("mode") or "in-person"),
        locations={
            folded(text): _located(_dict(said))
            for text, said in _dict(told.get("locations")).items()
        },
        kinds_of={
            folded(name): _codes(said.get("kinds"))
            for name, said in events.items()
            if isinstance(said, dict) and said.get("kinds")
        },
        left_out=frozenset(
            folded(name) for name, said in events.items() if _dict(said).get("left_out")
        ),
        otherwise=str(told.get("otherwise") or "new"),
        private=bool(told.get("private")),
    )


def where_said(where: Where) -> dict[str, Any]:
    """A venue as the mapping keeps it: what is empty is left out."""
    told = {part.name: getattr(where, part.name) for part in fields(Where)}
    return {name: value for name, value in told.items() if value not in ("", None)}


def _located(said: Told[str, Any]) -> Located:
    how = said.get("how") if said.get("how") in HOW else "none"
    known = {part.name for part in fields(Where)}
    where = {name: value for name, value in _dict(said.get("where")).items() if name in known}
    return Located(str(how), Where(**where))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(str(code) for code in value) if isinstance(value, list | tuple) else ()
