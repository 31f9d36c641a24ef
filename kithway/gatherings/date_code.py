"""How a date of a gathering stands in an address: `2026-11-26`, or `2026-11-26T1800`."""

import re
from datetime import datetime

CODE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2})([0-9]{2}))?")


def date_code(recurrence_id: str) -> str:
    """`2026-11-26T18:00` as it stands in an address."""
    return recurrence_id.replace(":", "")


def read_date_code(code: str) -> str | None:
    """What the recurrence ids meant begin with; None where no calendar has such a date or time."""
    if not (match := CODE.fullmatch(code)):
        return None
    day, hour, minute = match.groups()
    start = f"{day}T{hour}:{minute}" if hour else day
    try:
        datetime.fromisoformat(start)
    except ValueError:
        return None
    return start
