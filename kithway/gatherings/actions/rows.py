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
