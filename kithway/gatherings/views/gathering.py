from datetime import UTC, datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kithway.community.kept_query import KeptQuery
from kithway.gatherings.models import Gathering, Occurrence, SourceRow
from kithway.gatherings.views.told import Told, ToldDate, find_gathering, told_date
from kithway.gatherings.wording import days_ago
from kithway.ui.access import anyone
from kithway.ui.rows import rows_html

NEXT = 8


@anyone
def gathering(request: HttpRequest, slug: str) -> HttpResponse:
    """One gathering: when and where it is, how to get in, and what a first visit is like."""
    found = find_gathering(slug)
    now = timezone.now().astimezone(found.zone)
    dates = _next_dates(found, now)
    upcoming = next((date for date in dates if date.held), None)
    context = {
        "gathering": found,
        "told": Told(found),
        "dates": dates,
        "date_lines": rows_html(
            "gatherings/parts/date.html", map(_line, dates), flags=("held", "said", "sure")
        ),
        "next": upcoming,
        "way_in": _way_in(found, upcoming),
        "off": bool(found.ended_at or (found.shut_since and not upcoming)),
        "list_read": _list_read(found, now),
        "kin": kin_of(found.pk),
    }
    return render(request, "gatherings/gathering.html", context)


def _next_dates(found: Gathering, now: datetime) -> list[ToldDate]:
    return [told_date(found, date, now) for date in coming_dates(found.pk, now)]


coming_dates = KeptQuery(
    lambda gathering, now: (
        Occurrence.objects.filter(gathering=gathering, ends_at__gt=now)
        .select_related("closure")
        .order_by("starts_at", "pk")[:NEXT]
    ),
    0,
    datetime(1, 1, 1, tzinfo=UTC),
)


# The series that goes on in its stead, and those it carries on from.
kin_of = KeptQuery(
    lambda gathering: (
        Gathering.objects.filter(
            Q(pk__in=Gathering.objects.filter(pk=gathering).values("continued_by"))
            | Q(continued_by=gathering)
        )
        .only("slug", "name")
        .order_by("pk")
    ),
    0,
)


def _line(date: ToldDate) -> dict[str, object]:
    return {
        "url": date.url,
        "words": date.when,
        "status": date.status.text,
        "held": date.held,
        "said": date.status.tone != "plain",
        "sure": date.status.tone == "sure",
    }


def _way_in(found: Gathering, upcoming: ToldDate | None) -> str:
    """Where to say 'I'm coming'; '' where there is nothing to come to."""
    if upcoming:
        return upcoming.way_in
    by_appointment = found.first_day is None and not (found.ended_at or found.shut_since)
    return reverse("way-in-undated", args=[found.slug]) if by_appointment else ""


def _list_read(found: Gathering, now: datetime) -> str:
    """When the list it came from was last read; '' where it was put in by hand."""
    rows = rows_of(found.pk)
    return (
        days_ago(rows[0].source.read_at.astimezone(now.tzinfo).date(), now.date()) if rows else ""
    )


rows_of = KeptQuery(
    lambda gathering: (
        SourceRow.objects.filter(gathering=gathering)
        .select_related("source")
        .only("source__read_at")
        .order_by("-source__read_at")[:1]
    ),
    0,
)
