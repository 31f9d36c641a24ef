"""One row of a list, in our own terms: everything that will be said of a gathering.

Framework-free. Frozen, so that a row can be compared with what the list said last time.
"""

from dataclasses import dataclass, field, fields
from typing import Any

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """A venue as the list tells it, in the fields of HSDS 3.0. Degrees, or None."""

    name: str = ""
    address_1: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class DateSaid:
    """What a calendar says of one date. `recurrence_id`, `moved_to`: wall-clock starts, like
    `2026-11-26T18:00`; `minutes`: None for the usual length; `because`: what people are told."""

    recurrence_id: str
    cancelled: bool = False
    moved_to: str = ""
    minutes: int | None = None
    because: str = ""
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: of the row, from 1, for the report. `key`: the source's id or slug, or empty.

    `days`: weekdays, Monday being 0. `rule` instead: of days of the month (RFC 5545), without a
    first day. Both are empty for a gathering by appointment. `start`: minutes after
    midnight. `meets_there`: people go to `where`; else it only says where the gathering belongs.
    `unknown`: pairs of code and name for types that nobody knows yet. `held_back`: something was
    left out because it must not be shown.

    A calendar tells more of the time: `first_day` (ISO), then `rule` (RFC 5545, may be empty),
    `extra_dates` and `left_out` (recurrence ids) and `changes` hold, and `days` is empty.
    """

    number: int
    key: str = ""
    name: str = ""
    about: str = ""
    mode: str = "in-person"
    shut: bool = False
    days: tuple[int, ...] = ()
    start: int | None = None
    minutes: int = 60
    first_day: str = ""
    rule: str = ""
    extra_dates: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    changes: tuple[DateSaid, ...] = ()
    timezone: str = ""
    kinds: Codes = ()
    pathways: Codes = ()
    languages: Codes = ()
    audiences: Codes = ()
    welcomes: Codes = ()
    access: Codes = ()
    unknown: tuple[tuple[str, str], ...] = ()
    online_url: str = ""
    online_notes: str = ""
    dial_in: str = ""
    meets_there: bool = False
    where: Where = field(default_factory=Where)
    held_back: bool = False

    def said(self) -> dict[str, Any]:
        """All that the list says of it, as JSON; what is empty is left out."""
        told = {name: getattr(self, name) for name in TOLD}
        told["where"] = _where_said(self.where)
        told["changes"] = [_date_said(change) for change in self.changes] or ()
        return {name: _plain(value) for name, value in told.items() if value not in EMPTY}


TOLD = tuple(f.name for f in fields(Row) if f.name not in {"number", "held_back"})
EMPTY: tuple[object, ...] = ("", (), {}, None)


def row_said(said: dict[str, Any]) -> Row:
    """The row that said this, undoing `Row.said`."""
    told = {name: _frozen(value) for name, value in said.items() if name in TOLD}
    told["changes"] = tuple(_date_of(change) for change in said.get("changes", []))
    return Row(**{**told, "number": 0, "where": Where(**said.get("where", {}))})


def _where_said(where: Where) -> dict[str, Any]:
    told = {f.name: getattr(where, f.name) for f in fields(Where)}
    return {name: value for name, value in told.items() if value not in EMPTY}


def _date_said(change: DateSaid) -> dict[str, Any]:
    told = {f.name: getattr(change, f.name) for f in fields(DateSaid)}
    told["where"] = _where_said(change.where) if change.where else None
    return {name: value for name, value in told.items() if value not in EMPTY}


def _date_of(said: dict[str, Any]) -> DateSaid:
    where = Where(**said["where"]) if "where" in said else None
    return DateSaid(**{**said, "where": where})


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
