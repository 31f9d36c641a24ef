"""The figures as a table (CSV), for a spreadsheet: each by itself, as a plain number."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from kithway.gatherings.feeds.table import safe_cell
from kithway.gatherings.numbers.telling import Figure, Table


def table_bytes(name: str, notes: Iterable[str], tables: Iterable[Table]) -> bytes:
    """A community's name, what has to be known of its figures, and each table under its title, an
    empty line between; UTF-8 with the mark that tells Excel."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([safe_cell(text)] for text in (name, *notes))
    for table in tables:
        if table.figures:
            writer.writerow([])
            writer.writerow([table.title, *table.columns])
            writer.writerows([_plain(one) for one in row] for row in table.figures)
    return file.getvalue().encode("utf-8-sig")


def _plain(one: str | Figure) -> str:
    """'226.5', '-3', '1234': nothing between thousands, no sign but a minus."""
    if one is None:
        return _("not known")
    return safe_cell(int(one) if isinstance(one, float) and one.is_integer() else one)
