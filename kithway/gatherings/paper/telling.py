"""What sheets tell of a community and its gatherings. All of it reads as what is carried away."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi, get_language_info, ngettext
from django.utils.translation import gettext as _

from kithway.community.models import Community, Place
from kithway.gatherings import vocabulary
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.naming import access_words, named
from kithway.gatherings.paper.shapes import Day, Head, Line
from kithway.gatherings.paper.typesetting import Setting
from kithway.gatherings.showing import Reader, place_named, shown
from kithway.gatherings.views.told import told_date
from kithway.gatherings.wording import clock_time, plain_day
from kithway.ui.days import dated
from kithway.ui.words import gap, sentence

# More than this would be a book; the page of the community has the rest.
MOST = 1500
LETTER = frozenset("US CA MX PH CL CO CR DO GT NI PA PR SV VE".split())


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a gathering, with the day and the area it stands under.

    `area`: a town, or '' where it is held nowhere but online or by telephone. `begun`: it
    has begun, or is over.
    """

    day: date
    area: str
    line: Line
    begun: bool


def dates_told(
    community: Community, first: date, days: int, *, by_town: bool = False
) -> tuple[list[Date], bool]:
    """The dates of some days, soonest first, at most MOST; and whether there are more.

    `by_town`: they will stand under the names of their towns.
    """
    # A day to each side: a date stands under its day by the clock of its own gathering.
    since = _midnight(community, first - timedelta(days=1))
    until = _midnight(community, first + timedelta(days=days + 1))
    found = (
        Occurrence.objects.starting(since, until)
        .filter(gathering__community=community, gathering__ended_at=None)
        .select_related("gathering__place", "place", "closure")
        .order_by("starts_at", "gathering__name", "pk")
    )
    last = first + timedelta(days=days - 1)
    rows = list(islice((row for row in found if first <= _day(community, row) <= last), MOST + 1))
    now = timezone.now()
    return [_date(community, row, now, by_town) for row in rows[:MOST]], len(rows) > MOST


def _day(community: Community, row: Occurrence) -> date:
    row.gathering.community = community
    return row.starts_at.astimezone(row.gathering.zone).date()


def _date(community: Community, row: Occurrence, now: datetime, by_town: bool) -> Date:
    gathering, place = row.gathering, row.place
    told = told_date(gathering, row, now.astimezone(gathering.zone))
    line = Line(
        time=as_written(told.time),
        begins=as_written(clock_time(told.starts)),
        name=gathering.name,
        where=where(gathering, place, without_town=by_town),
        notes=" · ".join(_notes(gathering, place)),
        status="" if told.status.tone in {"sure", "plain"} else told.status.text,
        off=not told.held,
        url=settings.SITE_URL + told.url,
    )
    return Date(told.starts.date(), area_of(gathering, place), line, row.starts_at <= now)


def area_of(gathering: Gathering, place: Place | None) -> str:
    return shown(gathering, Reader.CARRIED, place).town if place else ""


def where(gathering: Gathering, place: Place | None, *, without_town: bool = False) -> str:
    """The place as anyone who finds the sheet may know it; '' where there is none.

    `place`: where it is held, for one date perhaps elsewhere. `without_town`: under the name of the
    town it need not be said once more.
    """
    if place is None:
        return ""
    seen = shown(gathering, Reader.CARRIED, place)
    name = place_named(place.name, place.city, place.address_shown_to, gathering.address_shown_to)
    if seen.address_how:
        said = name if name == place.name else capfirst(name)
        return f"{sentence(said)}{gap()}{seen.address_how}"
    told = seen.address
    if without_town and seen.town:
        told = told.partition(f", {seen.town}")[0]
    return _("%(place)s: %(told)s") % {"place": name, "told": told} if told else name


def _notes(gathering: Gathering, place: Place | None) -> Iterator[str]:
    """How it is held, unless that is clear; its clock, if another; how one gets in; languages."""
    if gathering.mode != "in-person" or place is None:
        yield str(vocabulary.MODES.get(gathering.mode, gathering.mode))
    if str(gathering.zone) != gathering.community.timezone:
        city = str(gathering.zone).rpartition("/")[2].replace("_", " ")
        yield _("%(city)s time") % {"city": city}
    if words := access_words([*(place.access if place else []), *gathering.access]):
        yield words
    ours = (get_language() or "en").partition("-")[0]
    spoken = [code for code in gathering.languages if code != ours]
    yield from (str(each.name) for each in named(spoken, vocabulary.LANGUAGES))


def by_day(dates: Iterable[Date], today: date) -> list[Day]:
    """Under the days they start, soonest first."""
    days: dict[date, list[Line]] = {}
    for each in dates:
        days.setdefault(each.day, []).append(each.line)
    return [Day(capfirst(plain_day(day, today)), days[day]) for day in sorted(days)]


def head(community: Community, *, title: str, dates: str, path: str) -> Head:
    """What every sheet says of itself. `path`: the page that has more, and newer, than paper."""
    today = timezone.now().astimezone(community.zone).date()
    address = settings.SITE_URL + path
    return Head(
        title=title,
        community=community.name,
        dates=dates,
        made_on=_("Made on %(day)s") % {"day": plain_day(today, today)},
        contact=as_written(community.contact),
        check=_("Check before you go: things change"),
        address=address.partition("://")[2].rstrip("/"),
        qr=qr_code(address),
        qr_alt=_("A code for the camera of a phone. It opens %(address)s") % {"address": address},
        help_title=_("If it is hard right now"),
        help=_help(community),
        page_of=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    )


def _help(community: Community) -> list[str]:
    lines = []
    for line in community.help_lines.order_by("pk"):
        number = line.number or line.text_to
        parts = (line.name, as_written(number), as_written(line.hours))
        lines.append(" · ".join(part for part in parts if part))
    help_now = (settings.SITE_URL + reverse("help-now")).partition("://")[2].rstrip("/")
    return [*lines, _("More lines to call or text: %(address)s") % {"address": help_now}]


def as_written(text: str) -> str:
    """A number runs as it is dialled, also in a line of letters that run the other way."""
    return f"\u2068{text}\u2069" if text and get_language_bidi() else text


def qr_code(text: str) -> str:
    """A code for a phone's camera, as SVG; it still reads where a sixth of it is lost."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, "svg", border=2, light="#fff", xmldecl=False, nl=False
    )
    return drawn.getvalue().decode()


def left_words(left: int) -> str:
    """What is said of lines that found no room; '' where all did."""
    if not left:
        return ""
    return ngettext("and %(count)s more", "and %(count)s more", left) % {"count": left}


def span_words(first: date, last: date) -> str:
    """'Thursday 26 November – Wednesday 2 December 2026'."""
    words = {"first": plain_day(first, last), "last": dated(last)}
    return capfirst(_("%(first)s – %(last)s") % words)


def setting_of(community: Community, language: str, *, large: bool) -> Setting:
    code, _dash, rest = language.partition("-")
    return Setting(
        language=code,
        script=rest.title() if len(rest) == 4 else "",
        region=rest.upper() if len(rest) == 2 else "",
        rtl=bool(get_language_info(language)["bidi"]),
        paper="us-letter" if community.country in LETTER else "a4",
        large=large,
    )


def _midnight(community: Community, day: date) -> datetime:
    return datetime.combine(day, time(0), community.zone).astimezone(UTC)
