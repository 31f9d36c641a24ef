"""Bytes to text, text to the rows of a JSON list, whatever they are wrapped in."""

import codecs
import json
from typing import Any

from kithway.gatherings.importing.problems import ListRefused

WRAPPERS = ("meetings", "records", "data", "results", "items", "rows", "gatherings", "values")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, else as UTF-8, else as Windows or Latin-1 text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def rows_of(text: str) -> tuple[list[Any], list[Any]]:
    """The rows, and the formats list that some BMLT answers carry. Raises ListRefused."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as fault:
        raise ListRefused(
            f"Line {fault.lineno} of the list is not right ({fault.msg.lower()}, at character "
            f"{fault.colno}). Nothing was brought in."
        ) from None
    except (RecursionError, ValueError):
        raise ListRefused("The list is not JSON that can be read.") from None
    formats = whole.get("formats") if isinstance(whole, dict) else None
    rows = _unwrapped(whole, 0)
    if rows is None:
        raise ListRefused("There is no list of gatherings in this file.")
    return rows, formats if isinstance(formats, list) else []


def _unwrapped(whole: Any, depth: int) -> list[Any] | None:
    if isinstance(whole, list):
        return [_fields(row) for row in whole]
    if not isinstance(whole, dict) or depth > 3:
        return None
    for name in WRAPPERS:
        if (found := _unwrapped(whole.get(name), depth + 1)) is not None:
            return found
    return None


def _fields(row: Any) -> Any:
    """An Airtable record holds its row in `fields`, and its own id beside it."""
    if isinstance(row, dict) and isinstance(row.get("fields"), dict):
        return {"id": row.get("id"), **row["fields"]}
    return row
