"""Sheets as tests make them, and what a PDF says."""

import subprocess
from pathlib import Path

import pytest
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.models.print_sheet import sheets
from kithway.gatherings.paper.asking import ask_for_sheet, first_days
from kithway.gatherings.paper.making import make_due_sheets
from tests.parts import PDFTOTEXT

Kind = PrintSheet.Kind


def ask(
    community: Community,
    kind: str,
    *,
    gathering: Gathering | None = None,
    large: bool = False,
    later: bool = False,
) -> PrintSheet:
    return ask_for_sheet(
        community=community,
        kind=kind,
        language="en",
        large=large,
        first_day=first_days(kind, community, timezone.now())[later],
        gathering=gathering,
        by=None,
    )


def made(community: Community, kind: str, **given: object) -> PrintSheet:
    """The row after the worker has looked."""
    row = ask(community, kind, **given)  # type: ignore[arg-type]
    make_due_sheets()
    row.refresh_from_db()
    return row


def content(row: PrintSheet) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


def files() -> list[str]:
    storage = sheets()
    return sorted(storage.listdir("")[1]) if storage.exists("") else []


def text_of(pdf: bytes, folder: Path) -> str:
    """What a screen reader finds in a PDF, with single spaces."""
    program = PDFTOTEXT.find()
    if program is None:
        pytest.skip(f"pdftotext is not here: {PDFTOTEXT.get}")
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    command = [program, "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\u200b", "").split())
