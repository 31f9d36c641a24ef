"""CSV, and the rows of any table, into raw rows under the field names of Meeting Guide."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.reading.columns import is_header, matched
from kithway.gatherings.importing.texts import plain

DELIMITERS = ",;\t|"
HEADER_WITHIN = 20
MOST_ROWS = 200_000
MOST_COLUMNS = 300
Line = tuple[int, Sequence[Any]]


def csv_lines(text: str) -> Iterator[Line]:
    """The lines of a CSV text with their numbers, from 1. Raises ListRefused."""
    delimiter = _delimiter(text)
    file = io.StringIO(text.replace("\0", ""), newline="")
    reader = csv.reader(file, delimiter=delimiter, skipinitialspace=True)
    begun = 1
    try:
        for values in reader:
            yield begun, values
            begun = reader.line_num + 1
    except csv.Error as fault:
        raise ListRefused(
            f"Line {begun} of the list cannot be read ({fault}). A quotation mark may be missing."
        ) from None


def _delimiter(text: str) -> str:
    """The character that stands most often between headings, outside quotation marks."""
    for line in text[:20_000].splitlines()[:HEADER_WITHIN]:
        bare = "".join(line.split('"')[::2])
        best = max(DELIMITERS, key=bare.count)
        if bare.count(best) and is_header([plain(part) for part in line.split(best)]):
            return best
    head = text[:5_000]
    return max(DELIMITERS, key=head.count)


def raw_rows(lines: Iterable[Line]) -> tuple[list[tuple[int, dict[str, Any]]], list[str]]:
    """Each row with its line's number, and the headings that mean nothing to us.

    The headings are the first line, within twenty, that names a name and one thing more. Rows
    without any value are passed over. Raises ListRefused where there are no headings.
    """
    lines = iter(lines)
    names, unmatched = _headings(lines)
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, values in lines:
        if all(value in ("", None) or not plain(value, 5) for value in values):
            continue
        rows.append((number, {names[at]: values[at] for at in names if at < len(values)}))
        if len(rows) > MOST_ROWS:
            raise ListRefused(f"The list has more than {MOST_ROWS:,} rows. Bring it in in parts.")
    return rows, unmatched


def _headings(lines: Iterator[Line]) -> tuple[dict[int, str], list[str]]:
    for _, (_, values) in zip(range(HEADER_WITHIN), lines, strict=False):
        if len(values) > MOST_COLUMNS:
            raise ListRefused(f"The list has more than {MOST_COLUMNS} columns.")
        headings = [plain(value, 200) for value in values]
        if "weekday_tinyint" in headings or "meeting_name" in headings:
            return dict(enumerate(headings)), []
        if is_header(headings):
            return matched(headings)
    raise ListRefused(
        "No line of headings was found. Name the columns, for example: name, day, time, place, "
        "address."
    )
