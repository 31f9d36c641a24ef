"""Invented calendars, as programs write them."""

from typing import Any

ZONE = "America/New_York"


def calendar(*events: str, head: str = "X-WR-CALNAME:River calendar") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", head, *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(**facts: Any) -> str:
    """Thursdays at six in the evening, from 5 November 2026; `None` leaves a property out."""
    told: dict[str, Any] = {
        "UID": "circle@river",
        f"DTSTART;TZID={ZONE}": "20261105T180000",
        f"DTEND;TZID={ZONE}": "20261105T193000",
        "RRULE": "FREQ=WEEKLY;BYDAY=TH",
        "SUMMARY": "Evening Circle",
        "LOCATION": r"Mill House\, 12 Weir St\, Worcester\, MA 01608",
    }
    told |= facts
    lines = [f"{name}:{value}" for name, value in told.items() if value is not None]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def once(day: str, clock: str = "180000", **facts: Any) -> str:
    """Held once, for an hour."""
    return event(
        **{
            f"DTSTART;TZID={ZONE}": f"{day}T{clock}",
            f"DTEND;TZID={ZONE}": None,
            "DURATION": "PT1H",
            "RRULE": None,
            **facts,
        }
    )


def changed(day: str, clock: str, **facts: Any) -> str:
    """One date of the circle, held otherwise."""
    return event(
        **{
            "RRULE": None,
            f"RECURRENCE-ID;TZID={ZONE}": f"{day}T180000",
            f"DTSTART;TZID={ZONE}": f"{day}T{clock}",
            f"DTEND;TZID={ZONE}": None,
            "DURATION": "PT90M",
            **facts,
        }
    )
