"""The figures as a table (CSV), for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from kithway.gatherings.feeds.table import safe_cell
from kithway.gatherings.numbers.telling import Table


def table_bytes(tables: Iterable[Table]) -> bytes:
    """Each table under its title, an empty line between; UTF-8 with the mark that tells Excel."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for at, table in enumerate(table for table in tables if table.rows):
        if at:
            writer.writerow([])
        writer.writerow([table.title, *table.head[1:]])
        writer.writerows([[_plain(text) for text in row] for row in table.rows])
    return file.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """A difference is a number, which a sign before it does not make a formula."""
    return text if text[:1] in "+−" and text[1:2].isdigit() else safe_cell(text)
