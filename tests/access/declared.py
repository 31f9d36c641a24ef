"""What is declared of each address: what stands for its arguments, whose its row is, what in a
body names a row. A new address that needs an entry and has none fails, and says which."""

from typing import Any

# What stands for an argument, by its name; by the address's own name where that is not enough.
COMMON = {
    "room": "room", "date": "date", "span": "span", "beside": "beside", "month": "month",
    "kind": "page", "role": "role", "key": "sheet",
}  # fmt: skip
ARGUMENTS: dict[str, dict[str, str]] = {
    **{
        key: {"slug": "community"}
        for key in ("suggest", "something-wrong", "first-time", "if-i-write", "community")
    },
    **{key: {"slug": "place"} for key in ("place", "place-photo")},
    **{key: {"slug": "gathering", "date": "past"} for key in ("how-was-it", "how-was-it-mine")},
    **{key: {"pk": "pause"} for key in ("pause", "room-pause")},
    "room-suggestion": {"pk": "suggestion"},
    "room-concern": {"pk": "concern"},
    "room-agreement-end": {"pk": "agreement"},
    "room-help-line": {"pk": "help_line"},
    "room-help-line-change": {"pk": "change"},
    "steward-request": {"pk": "request"},
    "started": {"pk": "request"},
    "recover-link": {"token": "recovery"},
    "confirm-mail": {"token": "mail"},
    "date-link": {"token": "date_token"},
    **{key: {"token": "guest"} for key in ("letter-guest", "kept-place")},
    "how-was-it-guest": {"token": "guest", "date": "past"},
    "holding-count": {"date": "past"},
    "mine-coming": {"pk": "booking"},
    **{key: {"pk": "seat"} for key in ("room-coming-seat", "holding-seat")},
    "room-shift": {"pk": "shift"},
    **{key: {"pk": "file"} for key in ("room-file", "room-file-download")},
    "room-term": {"pk": "term"},
    **{
        key: {"slug": "place"}
        for key in (
            *("room-place", "room-place-change", "room-place-photo", "room-place-close"),
            *("room-place-keys", "room-place-room-add"),
        )
    },
    "room-place-room": {"slug": "place", "pk": "room_pk"},
    "room-place-key": {"slug": "place", "pk": "place_key"},
    "room-reopen": {"pk": "closure"},
    "room-role": {"pk": "role"},
    "room-undo": {"pk": "entry"},
    "neutral-ics": {"pk": "gathering_pk"},
    **{
        key: {"pk": "subscription"}
        for key in ("room-list", "room-list-mapping", "room-list-read", "room-list-end")
    },
}
# Every other <slug:slug> is a gathering's.
GATHERING = "gathering"

# Of pages that show what is somebody's own: whom they open to. Everyone else meets a 404.
OWNERS: dict[str, set[str]] = {
    "mine-coming": {"Ana"},
    "pause": {"Ana"},
    "my-role": {"Ana"},
    "how-was-it-mine": {"Ana"},
    # Whoever holds it, and who coordinates.
    **{
        key: {"Dara", "Emi"}
        for key in ("holding-date", "holding-hand-over", "holding-count", "holding-seat")
    },
}


def stands_for(route: str, name: str) -> str:
    """Which row stands for an argument of an address. Raises KeyError with what to add."""
    found = ARGUMENTS.get(route, {}).get(name) or COMMON.get(name)
    if found is None and name == "slug":
        return GATHERING
    if found is None:
        raise KeyError(
            f"Say in tests/access/declared.py what stands for <{name}> in the address {route!r}."
        )
    return found


def filled(route: str, names: list[str], rows: dict[str, Any]) -> dict[str, Any]:
    return {name: rows[stands_for(route, name)] for name in names}


# Where this world answers otherwise than with a page, though they may ask: by who ('' for all).
# Files that nobody has made, dates that are asked about no more, and what is only sent.
NOT_THERE = {"": "not there"}
HERE: dict[str, dict[str, str]] = {
    **dict.fromkeys(("sheet-pdf", "sheet-picture", "room-numbers-pdf"), NOT_THERE),
    **dict.fromkeys(("room-file-download", "way-in-undated", "code-file"), NOT_THERE),
    "how-was-it-guest": NOT_THERE,
    # Ana's waits for a steward.
    "started": NOT_THERE,
    # Ana is paused there.
    "suggest": {"Ana": "403"},
}
