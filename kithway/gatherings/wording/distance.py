"""How far it is, in the unit people there think in."""

from functools import lru_cache
from math import ceil

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

KM_IN_MILE = 1.609344
# Where road signs are in miles.
MILES = frozenset({"US", "GB", "LR"})


def unit_of(country: str, otherwise: str) -> str:
    """'mi' or 'km' for an ISO country code; `otherwise` where the country is not known."""
    if not country:
        return otherwise
    return "mi" if country.upper() in MILES else "km"


def distance_words(km: float, unit: str, *, hidden: bool = False) -> str:
    """'1.2 miles', '12 km', 'very near'. `km`: as measured; `unit`: 'mi' or 'km'.

    `hidden`: the address is not told to this reader, so the distance is rounded up to a whole
    number: it must help with planning and not with finding the door.
    """
    amount = km / KM_IN_MILE if unit == "mi" else km
    if hidden:
        return _("about %(distance)s") % {"distance": _whole(max(1, ceil(amount)), unit)}
    return _words(round(amount * 10), unit, get_language())


@lru_cache(4096)
def _words(tenths: int, unit: str, language: str | None) -> str:
    """Lists repeat a few distances over and over, and each message looked up costs."""
    if tenths < 1:
        return _("very near")
    if tenths >= 100 or tenths % 10 == 0:
        return _whole(round(tenths / 10), unit)
    shown = f"{tenths / 10:.1f}".replace(".", pgettext("the decimal mark in 1.2", "."))
    return _unit(unit, 2) % {"count": shown}


def _whole(count: int, unit: str) -> str:
    return _unit(unit, count) % {"count": count}


def _unit(unit: str, count: int) -> str:
    if unit == "mi":
        return ngettext("%(count)s mile", "%(count)s miles", count)
    return ngettext("%(count)s km", "%(count)s km", count)
