from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

# Rows that one statement carries.
AT_ONCE = 5000


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert rows of ready database values, passing over those that are there; returns how many
    were given.

    For the two derived tables, which hold dozens of rows a gathering: `bulk_create` makes a model
    instance of each and prepares field by field, which took two thirds of an import's time.
    """
    quote = connection.ops.quote_name
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in columns]
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(str(f.column)) for f in fields)})"
    given = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement for thousands: a statement a row took it three times as long.
            arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
            for at in range(0, len(given), AT_ONCE):
                cursor.execute(
                    f"INSERT INTO {into} SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING",  # noqa: S608
                    [list(column) for column in zip(*given[at : at + AT_ONCE], strict=True)],
                )
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {into} VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608
                given,
            )
    return len(given)


def update_rows(objects: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Save these fields of each object, a statement a row.

    `bulk_update` writes one statement with a CASE of every row in every column, which takes a
    second for what takes this a few milliseconds.
    """
    if not objects:
        return
    meta, quote = type(objects[0])._meta, connection.ops.quote_name
    known = {field.name: field for field in meta.concrete_fields}
    fields = [known[name] for name in columns]
    assignments = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(meta.db_table)} SET {assignments} "  # noqa: S608
            f"WHERE {quote(str(meta.pk.column))} = %s",
            [
                [
                    *(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields),
                    row.pk,
                ]
                for row in objects
            ],
        )


def stored(moment: datetime) -> Any:
    """An aware moment as the database at hand keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)


def stored_or_none(moment: datetime | None) -> Any:
    return stored(moment) if moment else None
