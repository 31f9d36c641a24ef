"""Long lists a piece at a time: twenty or so, and then “show more”."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

STEP = 20
MOST = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """`count`: of the whole list; `more`: what to ask for the next piece with, 0 at the end."""

    rows: Sequence[Any]
    count: int
    more: int


def piece(request: HttpRequest, rows: QuerySet[Any], step: int = STEP) -> Piece:
    """As much of a list as was asked for by `?show=`, `step` at a time; two queries."""
    given = request.GET.get("show", "")
    # Python reads no number of thousands of digits.
    is_number = given.isascii() and given.isdigit() and len(given) < 9
    size = min(max(step, int(given)), MOST) if is_number else step
    count = rows.count()
    return Piece(list(rows[:size]), count, size + step if size < min(count, MOST) else 0)
