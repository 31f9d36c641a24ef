"""What an import did, for people and for programs."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from kithway.gatherings.importing.problems import Refusal

LISTED = 40
MOST_NEWS = 60


@dataclass(frozen=True, slots=True)
class LocalEdit:
    """A field that was changed here and so was left alone, though the list says otherwise."""

    gathering: str
    field: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class News:
    """One thing that became different. `what`: added, changed, gone, or of one date: cancelled,
    moved, back. `fields`: of a changed gathering; `date`: a recurrence id."""

    what: str
    name: str
    fields: tuple[str, ...] = ()
    date: str = ""


@dataclass(slots=True)
class Report:
    """`added` + `changed` + `unchanged` + the number refused is always `read`."""

    source: str
    community: str
    dry_run: bool
    format: str = ""
    timezone: str = ""
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    disappeared: int = 0
    held_back: int = 0
    unplaced: int = 0
    refused: list[Refusal] = field(default_factory=list)
    local_edits: list[LocalEdit] = field(default_factory=list)
    unknown_types: list[str] = field(default_factory=list)
    unmatched_columns: list[str] = field(default_factory=list)
    # Locations of a calendar that nobody has said the place of.
    unmapped: list[str] = field(default_factory=list)
    news: list[News] = field(default_factory=list)

    def tell(self, what: str, name: str, fields: tuple[str, ...] = (), date: str = "") -> None:
        """Note what became different, as long as the list of it is one that people read."""
        if not self.dry_run and len(self.news) < MOST_NEWS:
            self.news.append(News(what, name, fields, date))

    def as_json(self) -> dict[str, Any]:
        refused = [
            {"row": one.row, "field": one.field, "reason": one.reason} for one in self.refused
        ]
        return {**asdict(self), "refused": refused}

    def sentences(self) -> Iterator[str]:
        """The same in plain words, a line each."""
        if self.dry_run:
            yield "This was a trial: nothing was written."
        yield f"{_rows(self.read)} read from {self.source} for {self.community} ({self.timezone})."
        yield f"{self.added} added, {self.changed} changed, {self.unchanged} as they were."
        if self.disappeared:
            yield f"No longer on the list: {self.disappeared}. They stay until you look at them."
        if self.held_back:
            yield (
                f"In {_rows(self.held_back)} something was held back: a contact, a way to pay or "
                "a password."
            )
        if self.unplaced:
            yield f"No place on the map: {self.unplaced}. They are found by their words only."
        if self.unknown_types:
            yield f"New kinds, please look at their names: {', '.join(self.unknown_types)}."
        if self.unmatched_columns:
            yield f"Columns that were not used: {', '.join(self.unmatched_columns)}."
        yield from self._listed("Locations that nobody has said the place of:", self.unmapped)
        yield from self._listed(
            "Changed here, so left alone:",
            [f"{e.gathering}, {e.field}: the list says “{e.there}”." for e in self.local_edits],
        )
        yield from self._listed(
            f"{_rows(len(self.refused))} could not be taken in:",
            [f"row {one.row}, {one.field}: {one.reason}" for one in self.refused],
        )

    @staticmethod
    def _listed(title: str, lines: list[str]) -> Iterator[str]:
        if not lines:
            return
        yield title
        yield from (f"  {line}" for line in lines[:LISTED])
        if len(lines) > LISTED:
            yield f"  … and {len(lines) - LISTED} more."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
