"""A list from bytes to rows: which format it is, then each row taken in or refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kithway.gatherings.importing.holding_back import Held
from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.problems import ListRefused, Refusal, RowRefused
from kithway.gatherings.importing.reading import bmlt, json_text, meeting_guide, table
from kithway.gatherings.importing.reading.columns import FIELD_OF, matched
from kithway.gatherings.importing.row import Row
from kithway.gatherings.importing.texts import plain, shortened

MOST_BYTES = 50 * 2**20


@dataclass(slots=True)
class Listing:
    """What a list holds. `read` counts its rows; each is in `rows` or in `refused`."""

    format: str
    read: int = 0
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unmatched_columns: list[str] = field(default_factory=list)
    # Of a calendar: its name, keys of what is over, what its events are called and where they are
    # held with how often, and the locations that nobody has mapped.
    name: str = ""
    past: frozenset[str] = frozenset()
    titles: dict[str, int] = field(default_factory=dict)
    locations: dict[str, int] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()


@dataclass(slots=True)
class _Raw:
    """Rows before they are understood, numbered as a person would find them."""

    format: str
    rows: list[tuple[int, Any]]
    unmatched: list[str] = field(default_factory=list)
    formats: tuple[dict[str, Any], ...] = ()


def read_list(data: bytes, options: Options) -> Listing:
    """Every row of the list, taken in or refused with a reason. Raises ListRefused.

    Rows of JSON are numbered from 1, rows of a spreadsheet by their line.
    """
    if len(data) > MOST_BYTES:
        raise ListRefused("The list is larger than 50 MB.")
    name = _format(data) if options.format == "auto" else options.format
    if name == "ical":
        return _from_calendar(data, options)
    raw = _raw(data, name)
    if not raw.rows:
        raise ListRefused("The list is empty. Nothing was changed.")
    if raw.formats and not options.formats:
        options = replace(options, formats=raw.formats)
    listing = Listing(raw.format, read=len(raw.rows), unmatched_columns=raw.unmatched)
    for number, row in raw.rows:
        _take(listing, number, row, options)
    return listing


def _take(listing: Listing, number: int, raw: Any, options: Options) -> None:
    if not isinstance(raw, dict):
        listing.refused.append(Refusal(number, "row", "It is not an object with named fields."))
        return
    is_bmlt = listing.format == "bmlt" or bmlt.looks_like(raw)
    key = bmlt.key_of(raw) if is_bmlt else meeting_guide.key_of(raw)
    try:
        if is_bmlt:
            row = bmlt.row_from(number, raw, options)
        else:
            row = meeting_guide.row_from(number, raw, options, listing.format)
    except RowRefused as refusal:
        listing.refused.append(
            Refusal(
                number, refusal.field, refusal.reason, key, refusal.withdrawn, _called(raw, options)
            )
        )
    else:
        listing.rows.append(row)


def _called(raw: dict[str, Any], options: Options) -> str:
    """Its name, without a contact that stands in it."""
    said = plain(raw.get("name") or raw.get("group") or raw.get("meeting_name"))
    public, _withheld = Held(keep_passwords=options.keep_passwords).public(said)
    return shortened(public.replace("\n", " "), 160)


def _from_calendar(data: bytes, options: Options) -> Listing:
    # icalendar takes a quarter of a second to load, which other lists need not wait for.
    from kithway.gatherings.importing.reading.ical import read_calendar, rows_of

    taken = rows_of(read_calendar(data, options.home or "UTC"), options)
    return Listing(
        format="ical",
        read=len(taken.rows) + len(taken.refused),
        rows=taken.rows,
        refused=taken.refused,
        name=taken.name,
        past=frozenset(taken.past),
        titles=dict(taken.titles),
        locations=dict(taken.locations),
        unmapped=tuple(taken.unmapped),
    )


def _raw(data: bytes, name: str) -> _Raw:
    readers: dict[str, Callable[[bytes], _Raw]] = {
        "xlsx": _from_workbook,
        "csv": _from_csv,
        "meeting-guide": lambda data: _from_json(data, "meeting-guide"),
        "bmlt": lambda data: _from_json(data, "bmlt"),
        "json": lambda data: _from_json(data, ""),
    }
    return readers[name](data)


def _format(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ListRefused("This is an old Excel file. Save it as .xlsx or .csv, then try again.")
    start = json_text.decoded(data[:4000]).lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        return "json"
    if start[:15].upper() == "BEGIN:VCALENDAR":
        return "ical"
    if start.startswith("<"):
        raise ListRefused(
            "This is a web page or XML, not a list. Look for a link to the feed: of a calendar, "
            "one that ends in .ics. A page that asks to sign in means that the calendar is not "
            "shared."
        )
    if "\0" in start:
        raise ListRefused("This is not a list that can be read.")
    return "csv"


def _from_json(data: bytes, name: str) -> _Raw:
    rows, formats = json_text.rows_of(json_text.decoded(data).lstrip("\ufeff"))
    if len(rows) > table.MOST_ROWS:
        raise ListRefused(f"The list has more than {table.MOST_ROWS:,} rows.")
    if rows and all(isinstance(row, list) for row in rows):
        return _tabled(enumerate(rows, start=1), name or "csv")
    objects = [row for row in rows if isinstance(row, dict)]
    if not name:
        name = "bmlt" if any(map(bmlt.looks_like, objects)) else "meeting-guide"
    unmatched: list[str] = []
    if name == "meeting-guide" and not any("name" in row for row in objects):
        rows, unmatched = _renamed(rows)
    return _Raw(name, list(enumerate(rows, start=1)), unmatched, _objects(formats))


def _objects(rows: list[Any]) -> tuple[dict[str, Any], ...]:
    return tuple(row for row in rows if isinstance(row, dict))


def _renamed(rows: list[Any]) -> tuple[list[Any], list[str]]:
    """Rows of an export whose fields are headings that people made: `Meeting Name`."""
    names = list(dict.fromkeys(name for row in rows if isinstance(row, dict) for name in row))
    fields = {names[at]: field for at, field in matched(names)[0].items()}
    renamed = [
        {fields[name]: value for name, value in row.items() if name in fields}
        if isinstance(row, dict)
        else row
        for row in rows
    ]
    return renamed, [name[:80] for name in names if name not in fields and name not in FIELD_OF]


def _from_csv(data: bytes) -> _Raw:
    return _tabled(table.csv_lines(json_text.decoded(data).lstrip("\ufeff")), "csv")


def _from_workbook(data: bytes) -> _Raw:
    # openpyxl takes a third of a second to load, which other lists need not wait for.
    from kithway.gatherings.importing.reading.workbook import workbook_lines

    return _tabled(workbook_lines(data), "xlsx")


def _tabled(lines: Iterator[table.Line], name: str) -> _Raw:
    rows, unmatched = table.raw_rows(lines)
    return _Raw(name, list(rows), unmatched)
