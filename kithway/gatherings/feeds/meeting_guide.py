"""Gatherings in the format of Meeting Guide, which other apps and widgets read. Framework-free.

The rules are those of https://github.com/code4recovery/spec. It knows only what is held every week.
"""

import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kithway.gatherings.feeds.carried import Carried, Spot
from kithway.gatherings.feeds.weekly import end_time, weekly_days
from kithway.gatherings.importing.types import CODES

LONGEST_SLUG = 64
WHOLE_DAY = 24 * 60
# Where several codes mean one thing, the plainest; as the format writes them.
PREFERRED = {
    "kind:literature": "LIT", "kind:discussion": "D", "kind:family-alongside": "AL-AN",
    "audience:indigenous": "NDG",
}  # fmt: skip
TYPE_OF = {
    meant: code for code, meant in CODES.items() if meant.count(":") == 1 and " " not in meant
} | PREFERRED
MEDITATION = {"kind:meditation", "kind:wellness"}
SPELLED = {"12X12": "12x12"}


def meetings(found: Iterable[Carried], now: datetime) -> tuple[list[dict[str, Any]], int]:
    """What is held every week, and how many others were left out. `now`: aware."""
    rows, left_out = [], 0
    for each in found:
        days = weekly_days(each.series, now.astimezone(each.zone).date())
        if days is None or each.minutes >= WHOLE_DAY:
            left_out += 1
        else:
            rows.append(_meeting(each, days))
    return rows, left_out


def _meeting(each: Carried, days: tuple[int, ...]) -> dict[str, Any]:
    assert each.series is not None  # noqa: S101
    # Sunday is the first day there, the last one here.
    sundays_first = sorted((day + 1) % 7 for day in days)
    row = {
        "name": each.name,
        "slug": _slug(each.slug),
        "day": sundays_first[0] if len(days) == 1 else sundays_first,
        "time": f"{each.series.rule.starts:%H:%M}",
        "end_time": end_time(each.series),
        "timezone": str(each.zone),
        "types": types_of(each),
        "notes": each.about,
        **_where(each),
        "conference_url": each.join_at,
        "conference_url_notes": each.joining if each.join_at else "",
        "url": each.url,
        "updated": f"{each.modified:%Y-%m-%d %H:%M:%S}",
        "entity": each.community,
    }
    return {name: value for name, value in row.items() if value not in ("", None)}


def types_of(each: Carried) -> list[str]:
    """The format's own codes for what it has a word for, then all of ours: others pass those over.

    Ours hold a colon, so they are none of its codes and no code of a language.
    """
    own = each.own_types()
    codes = [TYPE_OF[meant] for meant in own if meant in TYPE_OF]
    if set(own) >= MEDITATION:
        codes.append("MED")
    return list(dict.fromkeys([*(SPELLED.get(code, code) for code in codes), *own]))


def _where(each: Carried) -> dict[str, Any]:
    spot = each.spot
    if spot is None:
        # It belongs somewhere all the same: people look for it near where they live.
        town = Spot(
            city=each.community_town,
            region=each.community_region,
            country=each.community_country,
        )
        return _address(town) if town.city else {}
    return {"location": spot.name, **_address(spot)}


def _address(spot: Spot) -> dict[str, Any]:
    return {
        "address": spot.street,
        "city": spot.city,
        "state": spot.region,
        "postal_code": spot.postal_code,
        "country": spot.country,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "approximate": "no" if spot.exact and spot.street else "yes",
    }


def _slug(slug: str) -> str:
    """At most 64 characters; a longer one is cut, and told apart by what it was."""
    if len(slug) <= LONGEST_SLUG:
        return slug
    return f"{slug[: LONGEST_SLUG - 9]}-{zlib.crc32(slug.encode()):08x}"
