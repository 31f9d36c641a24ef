"""Seven days of one community, by area and day."""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.paper.shapes import Area, Day, Line, Week
from kithway.gatherings.paper.telling import (
    Date,
    area_of,
    by_day,
    dates_told,
    head,
    span_words,
    where,
)

DAYS = 7
MOST_UNDATED = 200


def week(sheet: PrintSheet) -> Week:
    community = sheet.community
    dates, more = dates_told(community, sheet.first_day, DAYS, by_town=True)
    areas = [*_areas(community, dates), *_by_appointment(community)]
    return Week(
        head=head(
            community,
            title=_("Gatherings of %(name)s") % {"name": community.name},
            dates=span_words(sheet.first_day, sheet.first_day + timedelta(days=DAYS - 1)),
            path=reverse("community", args=[community.slug]),
        ),
        areas=areas,
        nothing="" if areas else _("Nothing is planned in these days."),
        more=more_words() if more else "",
    )


def more_words() -> str:
    return _("There is more than this sheet holds. Our page has all of it.")


def _areas(community: Community, dates: list[Date]) -> list[Area]:
    """By name; what is joined from anywhere comes last."""
    today = timezone.now().astimezone(community.zone).date()
    found = defaultdict(list)
    for each in dates:
        found[each.area].append(each)
    anywhere = found.pop("", [])
    areas = [Area(name, "", by_day(found[name], today)) for name in sorted(found)]
    if anywhere:
        note = _("The way in is on the page of each gathering.")
        areas.append(Area(_("From anywhere"), note, by_day(anywhere, today)))
    return areas


def _by_appointment(community: Community) -> list[Area]:
    rows = Gathering.objects.filter(
        community=community, first_day=None, ended_at=None
    ).select_related("place", "community")
    lines = [_undated(row) for row in rows.order_by("name", "pk")[:MOST_UNDATED]]
    note = _("These have no fixed day. Ask us for a time that suits you.")
    return [Area(_("By appointment"), note, [Day("", lines)])] if lines else []


def _undated(row: Gathering) -> Line:
    there = where(row, row.place) or area_of(row, row.place)
    return Line("", "", row.name, there, "", "", off=False, url="")
