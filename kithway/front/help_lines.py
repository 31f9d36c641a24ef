"""What stands on Help now, in its order: peers first, emergency last."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community, HelpLine
from kithway.front.countries import Country, countries_for
from kithway.front.lines import Line, Words, split_text

Kind = HelpLine.Kind
OwnLines = dict[str, list[Line]]


@dataclass(frozen=True)
class Part:
    anchor: str
    title: Words
    lines: list[Line]
    # One country of many: its lines unfold, so that nobody scrolls through seven.
    folded: bool = False


@dataclass(frozen=True)
class Help:
    parts: list[Part]
    afraid: list[Line]
    countries: tuple[Country, ...]


def read_help() -> Help:
    """One query: every community, with its own lines where it has put some."""
    rows = list(
        Community.objects.order_by("name", "help_lines__name").values(
            "name", "country", *(f"help_lines__{field}" for field in FIELDS)
        )
    )
    countries = countries_for({row["country"] for row in rows})
    own = _own(rows)
    afraid = [*own[Kind.DOMESTIC_VIOLENCE], *(country.violence for country in countries)]
    return Help(_parts(own, countries), afraid, countries)


FIELDS = ("kind", "name", "number", "text_to", "hours", "about", "sends_police", "checked_on")


def _own(rows: list[dict[str, Any]]) -> OwnLines:
    several = len({row["name"] for row in rows}) > 1
    lines: OwnLines = defaultdict(list)
    for row in rows:
        if row["help_lines__kind"]:
            lines[row["help_lines__kind"]].append(_line(row, row["name"] if several else ""))
    return lines


def _line(row: dict[str, Any], community: str) -> Line:
    given = {field: row[f"help_lines__{field}"] for field in FIELDS}
    word, number = split_text(given["text_to"])
    return Line(
        name=given["name"],
        call=given["number"],
        text_to=number,
        text_word=word,
        about=" · ".join(filter(None, (community, given["about"]))),
        hours=given["hours"],
        police=given["sends_police"],
        checked_on=given["checked_on"],
    )


def _parts(own: OwnLines, countries: tuple[Country, ...]) -> list[Part]:
    peers = own[Kind.PEER_LINE] + own[Kind.RESPITE]
    parts = [
        Part("peers", _("People who have been there"), peers),
        Part("warmlines", _("Warmlines: to talk, before it gets hard"), own[Kind.WARMLINE]),
        *_national(own[Kind.CRISIS], countries),
    ]
    return [part for part in parts if part.lines]


def _national(own: list[Line], countries: tuple[Country, ...]) -> list[Part]:
    if len(countries) == 1:
        (country,) = countries
        return [
            Part("crisis", _("Crisis lines"), [*own, *country.crisis]),
            Part("emergency", _("Emergency"), [country.emergency]),
        ]
    by_country = [
        Part(country.code.lower(), country.name, [*country.crisis, country.emergency], folded=True)
        for country in countries
    ]
    return [Part("crisis", _("Crisis lines near you"), own), *by_country]
