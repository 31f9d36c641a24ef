from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert rows of ready database values, passing over those that are there; returns how many
    were given.

    For the two derived tables, which hold dozens of rows a gathering: `bulk_create` makes a model
    instance of each and prepares field by field, which took two thirds of an import's time.
    """
    quote = connection.ops.quote_name
    known = {field.name: str(field.column) for field in model._meta.concrete_fields}
    names = ", ".join(quote(known[name]) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    given = list(rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks}) "  # noqa: S608
            "ON CONFLICT DO NOTHING",
            given,
        )
    return len(given)


def stored(moment: datetime) -> Any:
    """An aware moment as the database at hand keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)
