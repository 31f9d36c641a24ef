"""XLSX workbooks, read with care: an archive is small when it comes and may be huge inside."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.xml import DEFUSEDXML

from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.reading.table import MOST_COLUMNS, MOST_ROWS, Line

MOST_ENTRIES = 1_000
MOST_BYTES = 200 * 2**20
# Honest sheets shrink to a tenth, or to a fiftieth where they repeat themselves.
MOST_RATIO = 150
SMALL = 2**20
DANGEROUS = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def workbook_lines(data: bytes) -> Iterator[Line]:
    """The lines of the first sheet that has any, with their numbers, from 1. Raises ListRefused."""
    _check_archive(data)
    if not DEFUSEDXML:  # pragma: no cover
        raise ListRefused("XLSX lists cannot be read safely here: defusedxml is not installed.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            yield from _lines(book)
        finally:
            book.close()
    except ListRefused:
        raise
    except Exception as fault:
        # openpyxl raises whatever a broken part makes it stumble over, from KeyError to its own.
        raise ListRefused(f"The workbook cannot be read ({type(fault).__name__}).") from fault


def _lines(book: Any) -> Iterator[Line]:
    for sheet in book.worksheets:
        # What the sheet says of its own size is not to be trusted, nor needed.
        sheet.reset_dimensions()
        found = False
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MOST_ROWS + 50:
                raise ListRefused(f"The sheet has more than {MOST_ROWS:,} rows.")
            if len(values) > MOST_COLUMNS and any(
                value is not None for value in values[MOST_COLUMNS:]
            ):
                raise ListRefused(f"The sheet has more than {MOST_COLUMNS} columns.")
            found = found or any(value is not None for value in values)
            yield number, values[:MOST_COLUMNS]
        if found:
            return


def _check_archive(data: bytes) -> None:
    """Unpack every part once, counting, before anything parses it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_ENTRIES:
                raise ListRefused("The workbook has too many parts to be a list.")
            total = 0
            for part in parts:
                total += _size(archive, part, MOST_BYTES - total)
    except ListRefused:
        raise
    except Exception as fault:
        raise ListRefused("The workbook is damaged, or is locked with a password.") from fault


def _size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> int:
    """The part's real size; what the archive says of it is not believed."""
    size, before = 0, b""
    with archive.open(part) as file:
        while block := file.read(2**18):
            size += len(block)
            if size > room or (size > SMALL and size > MOST_RATIO * max(part.compress_size, 1)):
                raise ListRefused("The workbook is too large once unpacked.")
            if DANGEROUS.search(before + block) or (b"\0" in block[:64] and _is_xml(part)):
                raise ListRefused("The workbook holds entities, which are not read.")
            before = block[-16:]
    return size


def _is_xml(part: zipfile.ZipInfo) -> bool:
    """UTF-16 would hide an entity from the search above; no spreadsheet program writes it."""
    return part.filename.lower().endswith((".xml", ".rels"))
