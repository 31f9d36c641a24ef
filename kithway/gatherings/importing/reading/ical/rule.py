"""A calendar's rule in the words of the core; what it cannot say is refused with the reason."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kithway.gatherings.importing.problems import RowRefused
from kithway.gatherings.recurrence import WEEKDAYS, BadRule, Rule

WITHIN_A_DAY = {"SECONDLY", "MINUTELY", "HOURLY"}
BYDAY = re.compile(r"([-+]?\d*)([A-Z]{2})")


def tidied(text: str, starts: datetime) -> str:
    """The rule without what says nothing. Raises RowRefused, as for one by the hour.

    Left out: parts without a value, a count below nought, minutes and seconds that the start has
    anyway.
    """
    parts: dict[str, str] = {}
    for part in re.sub(r"\s", "", text).upper().removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        if value and not _says_nothing(name, value, starts):
            parts[name] = value
    if parts.get("FREQ") in WITHIN_A_DAY:
        raise RowRefused("RRULE", "It comes again within a day, which no gathering does.")
    return written(parts)


def _says_nothing(name: str, value: str, starts: datetime) -> bool:
    return (
        name.startswith("X-")
        or (name == "COUNT" and value.startswith("-"))
        or (name == "RSCALE" and value == "GREGORIAN")
        or (name == "BYSECOND" and value.strip("0") == "")
        or (name == "BYMINUTE" and value.isdigit() and int(value) == starts.minute)
    )


def written(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def read(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def checked(rule: Rule, span: timedelta = timedelta(days=2)) -> None:
    """Raises RowRefused where the core cannot work by this rule."""
    try:
        rule.walls(rule.starts - span, rule.starts + span)
    except (BadRule, OverflowError, ValueError):
        reason = f"It comes again by a rule that is not read here: {rule.text[:120]}"
        raise RowRefused("RRULE", reason) from None


def until(rule: str, last: datetime) -> str:
    """The rule, ended by a wall-clock time, without a count."""
    parts = {name: value for name, value in read(rule).items() if name not in {"COUNT", "UNTIL"}}
    return written({**parts, "UNTIL": last.strftime("%Y%m%dT%H%M%S")})


def shifted(rule: str, starts: datetime, days: int) -> str | None:
    """The rule for the same dates so many days later; None where no rule says that."""
    parts = read(rule)
    if not days or (parts.get("FREQ") == "DAILY" and not _named(parts)):
        return rule
    if parts.get("FREQ") != "WEEKLY" or _named(parts) - {"BYDAY"}:
        return None
    names = parts.get("BYDAY", WEEKDAYS[starts.weekday()]).split(",")
    if any(name not in WEEKDAYS for name in names):
        return None
    moved = {
        "BYDAY": ",".join(_later(name, days) for name in names),
        "WKST": _later(parts.get("WKST", "MO"), days),
    }
    return written({**parts, **moved})


def _named(parts: dict[str, str]) -> set[str]:
    return {name for name in parts if name.startswith("BY")}


def _later(name: str, days: int) -> str:
    return WEEKDAYS[(WEEKDAYS.index(name) + days) % 7] if name in WEEKDAYS else name


def zone_of(name: str, home: str) -> ZoneInfo:
    return ZoneInfo(name or home)
