"""Which gatherings a question chooses, and all that may be carried off of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kithway.community.geography import Located
from kithway.community.models import Closure, Place
from kithway.gatherings import vocabulary
from kithway.gatherings.actions.closing import closures_of
from kithway.gatherings.feeds.carried import Carried, OneDate, Spot
from kithway.gatherings.finding import Asked, choices, gatherings_found, span
from kithway.gatherings.finding.answer import located, zone_asked
from kithway.gatherings.finding.asked import MOST_DAYS
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.naming import named
from kithway.gatherings.recurrence import BadRule
from kithway.gatherings.showing import Reader, Shown, shown
from kithway.gatherings.wording import rule_words, still_stands
from kithway.gatherings.wording.reasons import reason_words
from kithway.gatherings.wording.status import unconfirmed
from kithway.ui.words import sentence

# Dates that were called off or moved are told of this far back.
TOLD_BACK = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Chosen:
    """`keys`: of gatherings, at most as many as were wanted; `more`: there are others."""

    asked: Asked
    where: Located | None
    keys: list[int]
    more: bool = False


def chosen(asked: Asked, now: datetime, *, most: int, dated: bool = True) -> Chosen:
    """The gatherings that have a date in the span asked for, else in the coming 13 weeks.

    `dated`: False for all that answer, whether and whenever they have a date. Mistakes stand in
    `asked.problems`; nothing is looked up then.
    """
    asked, where = located(asked)
    if asked.problems:
        return Chosen(asked, where, [])
    wide = asked if asked.start or asked.days else replace(asked, days=MOST_DAYS)
    when = span(wide, zone_asked(asked, where), now) if dated else None
    keys = gatherings_found(asked, when, where, most + 1)
    return Chosen(asked, where, keys[:most], len(keys) > most)


def by_appointment(asked: Asked, where: Located | None, *, most: int) -> list[int]:
    """Those that have no date, by everything else that was asked."""
    modes = asked.facets.get("mode", ())
    if modes and "appointment" not in modes:
        return []
    facets = {**asked.facets, "mode": ("appointment",)}
    return gatherings_found(replace(asked, facets=facets), None, where, most)


def carried(keys: Iterable[int], *, base: str, now: datetime) -> list[Carried]:
    """All that may be carried off of these; three queries however many. `base`: `https://host`."""
    rows = Gathering.objects.select_related("community", "place", "room").in_bulk(list(keys))
    gatherings = [rows[key] for key in sorted(rows)]
    dates = _dates_told(gatherings, now)
    closures = closures_of(gatherings)
    kind_names = choices.facet_names("kind")
    return [
        _carried(each, base, now, kind_names, tuple(_unusual(each, dates[each.pk], closures, now)))
        for each in gatherings
    ]


def _carried(
    each: Gathering,
    base: str,
    now: datetime,
    kind_names: dict[str, str],
    dates: tuple[OneDate, ...],
) -> Carried:
    told, url = shown(each, Reader.CARRIED), base + each.get_absolute_url()
    place, community = each.place, each.community
    faded = each.fades_at is not None and each.fades_at < now
    marks = [each.listed_at, each.seen_at, each.shut_since, each.missing_since, each.ended_at]
    # What it tells is another thing from that moment on.
    marks += [each.fades_at if faded else None]
    return Carried(
        uid=str(uuid5(NAMESPACE_URL, f"kithway:{community.slug}/{each.slug}")),
        slug=each.slug,
        name=each.name,
        url=url,
        about=each.about,
        first_visit=each.first_visit,
        content_notes=each.content_notes,
        facilitators=each.facilitators,
        mode=each.mode,
        kinds=tuple(each.kinds),
        pathways=tuple(each.pathways),
        languages=tuple(each.languages),
        audiences=tuple(each.audiences),
        welcomes=tuple(each.welcomes),
        access=tuple(dict.fromkeys([*each.access, *(place.access if place else [])])),
        kind_names=tuple(kind_names.get(code, code) for code in each.kinds),
        language_names=tuple(str(n.name) for n in named(each.languages, vocabulary.LANGUAGES)),
        rule_words=rule_words(each.rule, each.first_day),
        zone=each.zone,
        minutes=each.minutes,
        series=each.series(),
        spot=_spot(each, told),
        joining=told.online_how,
        telling=_telling(each, told, url, faded_for=now - each.seen_at if faded else None),
        community=community.name,
        community_town=community.town,
        community_region=community.region,
        community_country=community.country,
        shut=each.shut_since is not None,
        faded=faded,
        ended=each.ended_at,
        modified=_second(max(mark for mark in marks if mark)),
        dates=dates,
    )


def _spot(each: Gathering, told: Shown, own_place: Place | None = None) -> Spot | None:
    """`own_place`: where one date is held instead of at the usual place."""
    place = own_place or each.place
    if place is None:
        return None
    room = each.room.name if each.room and told.named and not own_place else ""
    return Spot(
        name=place.name if told.named else "",
        room=room,
        street=told.street,
        city=place.city,
        region=place.region,
        postal_code=told.postal_code,
        country=place.country,
        latitude=told.latitude,
        longitude=told.longitude,
        exact=bool(told.address),
    )


def _telling(each: Gathering, told: Shown, url: str, *, faded_for: timedelta | None) -> str:
    """What somebody reads who opens the date in a calendar."""
    parts = [each.about]
    if each.talked_about:
        parts.append(f"{_('Talked about:')} {each.talked_about}.")
    if each.first_visit:
        parts.append(f"{_('First time?')} {each.first_visit}")
    if each.ended_at:
        parts += [_("This gathering is no longer held."), each.ended_because]
    elif each.shut_since:
        parts.append(_("The place is closed for now."))
    elif each.missing_since:
        parts.append(_("This gathering is no longer on the list it came from."))
    elif faded_for:
        parts += [sentence(capfirst(unconfirmed(faded_for.days))), each.community.contact]
    parts += [told.address_how, told.online_how]
    parts.append(_("Check before you go: %(url)s") % {"url": url})
    return "\n".join(part for part in parts if part)


def _dates_told(
    gatherings: Iterable[Gathering], now: datetime
) -> defaultdict[int, list[Occurrence]]:
    """By gathering, the dates that are not as the series has them."""
    otherwise = Q(cancelled_at__isnull=False) | Q(changed_at__isnull=False)
    otherwise |= Q(closure__isnull=False)
    otherwise |= Q(confirmed_at__isnull=False, gathering__shut_since__isnull=False)
    rows = (
        Occurrence.objects.filter(gathering__in=gatherings, ends_at__gt=now - TOLD_BACK)
        .filter(otherwise)
        .select_related("closure", "own_place")
        .order_by("starts_at", "pk")
    )
    found: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for row in rows:
        found[row.gathering_id].append(row)
    return found


def _unusual(
    each: Gathering, rows: list[Occurrence], closures: list[Closure], now: datetime
) -> Iterator[OneDate]:
    """The dates that are not as the series has them; closed days beyond the horizon too."""
    for row in rows:
        off = row.status == "cancelled"
        # Where the place is shut all dates are off, but for one that was confirmed since.
        held_again = bool(each.shut_since and not still_stands(each.shut_since, row.confirmed_at))
        if off or row.changed_at or held_again:
            yield _one_date(each, row, off)
    told = {row.recurrence_id for row in rows}
    for recurrence_id, closure in _closed_later(each, closures, now):
        if recurrence_id in told:
            continue
        yield OneDate(
            recurrence_id=recurrence_id,
            starts=datetime.fromisoformat(recurrence_id),
            minutes=each.minutes,
            cancelled=True,
            confirmed=False,
            because=closure.reason,
            where=str(_spot(each, shown(each, Reader.CARRIED)) or ""),
            modified=_second(closure.made_at),
        )


def _one_date(each: Gathering, row: Occurrence, off: bool) -> OneDate:
    told = shown(each, Reader.CARRIED, row.own_place)
    marks = (row.cancelled_at, row.changed_at, row.confirmed_at)
    closed = row.closure.reason if row.closure else ""
    return OneDate(
        recurrence_id=row.recurrence_id,
        starts=datetime.fromisoformat(row.moved_to or row.recurrence_id),
        minutes=row.own_minutes or each.minutes,
        cancelled=off,
        confirmed=row.confirmed_at is not None,
        because=reason_words((row.cancelled_because or closed) if off else row.changed_because),
        where=str(_spot(each, told, row.own_place) or ""),
        modified=_second(max((mark for mark in marks if mark), default=each.listed_at)),
    )


def _closed_later(
    each: Gathering, closures: list[Closure], now: datetime
) -> Iterator[tuple[str, Closure]]:
    """Dates under a closure that are not made yet: they have no row to be marked."""
    since = each.horizon or now
    mine = [closure for closure in closures if _touches(closure, each, since.date())]
    series = each.series()
    if not mine or series is None or each.ended_at:
        return
    last = max(closure.last_day for closure in mine)
    until = datetime.combine(last + timedelta(days=2), datetime.min.time(), UTC)
    try:
        ahead = series.planned(
            since=since, until=until, place_id=each.place_id, changes={}, closures=mine
        )
    except BadRule:
        return
    for one in ahead:
        if isinstance(one.closed, Closure):
            yield one.date.recurrence_id, one.closed


def _touches(closure: Closure, each: Gathering, since: date) -> bool:
    """Whether it closes days on which this gathering's dates are not made yet."""
    mine = closure.place_id == each.place_id and each.place_id is not None
    mine = mine or closure.community_id == each.community_id
    return mine and closure.last_day >= since


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
