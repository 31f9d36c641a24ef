"""What of an address and an online room is shown, and to whom: one answer for every output.

    shown(gathering, reader) -> Shown           one gathering, with `place` and `community` selected
    shown(gathering, reader, place) -> Shown    the same on a date that is held at another place
    place_shown(place) -> Shown                 a place's own page

For each row of a list, with plain values as `values_list` gives them:

    address_hidden(place_shown_to, gathering_shown_to) -> bool
    name_hidden(place_shown_to, gathering_shown_to) -> bool
    place_named(name, city, place_shown_to, gathering_shown_to) -> str
    levels_named_at(place_shown_to) -> list     for a query of what may be told of at a place

Of the place's word and the gathering's word, the stricter holds. Where the address is hidden, a
list shows the town, puts no pin on a map, and measures from the place's coarse search point, so
that no number of searches closes in on the door. A gathering that hides more than its place does
is not to be found through the place either: the place's name is not said.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kithway.community.models import Place, ShownTo
from kithway.gatherings.models import Gathering
from kithway.ui.words import labelled

STRICTNESS: dict[str, int] = {ShownTo.PUBLIC: 0, ShownTo.COMING: 1, ShownTo.REQUEST: 2}


class Reader(Enum):
    """How somebody came to read. CARRIED is what travels on: JSON, a calendar, paper."""

    CARRIED = "carried"
    ANYONE = "anyone"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reader may see. Text that is withheld or not known is ''; a point, None.

    `named`: the place may be named and linked to. `address_waits`, `online_waits`: it is told to
    people who say they are coming. `address_how`, `online_how`: how to get what is hidden.
    """

    named: bool = True
    town: str = ""
    address: str = ""
    street: str = ""
    postal_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    door: str = ""
    photo: bool = False
    address_waits: bool = False
    address_how: str = ""
    online_url: str = ""
    dial_in: str = ""
    online_notes: str = ""
    online_waits: bool = False
    online_how: str = ""


def shown(gathering: Gathering, reader: Reader, place: Place | None = None) -> Shown:
    """What this reader may see of where a gathering is held.

    `place`: where one date is held, else the usual place. What the gathering hides of the one it
    hides of the other.
    """
    place, contact = place or gathering.place, gathering.community.contact
    online = _online(gathering, reader, contact)
    if place is None:
        return Shown(named=False, **online)
    level = stricter(place.address_shown_to, gathering.address_shown_to)
    named = _open_to(level, reader) or not name_hidden(
        place.address_shown_to, gathering.address_shown_to
    )
    return Shown(named=named, **_address(place, level, reader, contact), **online)


def place_shown(place: Place, *, contact: str = "") -> Shown:
    """What anyone may see of a place on its own page; `contact`: whom to ask for what is hidden."""
    return Shown(**_address(place, place.address_shown_to, Reader.ANYONE, contact))


@lru_cache(maxsize=64)
def address_hidden(place_shown_to: str, gathering_shown_to: str) -> bool:
    """Whether a list that anyone reads must withhold the address."""
    return stricter(place_shown_to, gathering_shown_to) != ShownTo.PUBLIC


@lru_cache(maxsize=64)
def name_hidden(place_shown_to: str, gathering_shown_to: str) -> bool:
    """Whether naming the place would tell what the gathering hides and the place does not."""
    return _strictness(gathering_shown_to) > _strictness(place_shown_to)


def levels_named_at(place_shown_to: str) -> list[str]:
    """Of `ShownTo`, what a gathering may say and still be told of on its place's own page."""
    return [level for level in ShownTo if not name_hidden(place_shown_to, level)]


def place_named(name: str, city: str, place_shown_to: str, gathering_shown_to: str) -> str:
    """What a list calls the place: its name, or only its town."""
    if not name_hidden(place_shown_to, gathering_shown_to):
        return name
    return _("a place in %(town)s") % {"town": city} if city else _("a place we tell you")


def stricter(one: str, other: str) -> str:
    return max(one, other, key=_strictness)


def _strictness(level: str) -> int:
    # A level that nobody has defined shows nothing.
    return STRICTNESS.get(level, STRICTNESS[ShownTo.REQUEST])


def _open_to(level: str, reader: Reader) -> bool:
    return _strictness(level) <= (1 if reader is Reader.COMING else 0)


def _address(place: Place, level: str, reader: Reader, contact: str) -> dict[str, Any]:
    town = ", ".join(filter(None, (place.city, place.region)))
    if not _open_to(level, reader):
        return {
            "town": town,
            "address_waits": level == ShownTo.COMING,
            "address_how": _how_to_get_address(level, reader, contact),
        }
    return {
        "town": town,
        "address": _full_address(place, town),
        "street": place.address_1,
        "postal_code": place.postal_code,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "door": place.door,
        "photo": bool(place.photo),
    }


def _full_address(place: Place, town: str) -> str:
    street = place.address_1
    # Some lists give all of it as the street.
    named = {part.strip().casefold() for part in street.split(",")[1:]}
    if place.city and place.city.casefold() in named:
        town = ""
    code = "" if place.postal_code in street else place.postal_code
    return ", ".join(filter(None, (street, f"{town} {code}".strip())))


def _how_to_get_address(level: str, reader: Reader, contact: str) -> str:
    if level == ShownTo.COMING and reader is Reader.CARRIED:
        # On paper there is nobody to tell that one is coming.
        return _ask(_("Its page tells you where, or ask us"), contact)
    if level == ShownTo.COMING:
        return _("We tell you where once you say you are coming.")
    return _ask(_("Ask us for the address"), contact)


def _online(gathering: Gathering, reader: Reader, contact: str) -> dict[str, Any]:
    if not (gathering.online_url or gathering.dial_in or gathering.online_notes):
        return {}
    level = gathering.online_shown_to
    if reader is Reader.CARRIED:
        return {"online_how": _("The way in online is on the gathering’s page.")}
    if not _open_to(level, reader):
        return {"online_waits": level == ShownTo.COMING, "online_how": _how_to_join(level, contact)}
    return {
        # A list from elsewhere may hold anything; only a web address becomes a link.
        "online_url": gathering.online_url if _is_web(gathering.online_url) else "",
        "dial_in": gathering.dial_in,
        "online_notes": gathering.online_notes,
    }


def _how_to_join(level: str, contact: str) -> str:
    if level == ShownTo.COMING:
        return _("We show you the way in once you say you are coming.")
    return _ask(_("Ask us for the way in"), contact)


def _ask(what: str, contact: str) -> str:
    return labelled(what, contact) if contact else what


def _is_web(address: str) -> bool:
    return address.lower().startswith(("https://", "http://"))
