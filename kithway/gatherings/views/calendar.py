"""Where a gathering, or a list of them, is put into a calendar: with its name or without."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from kithway.gatherings.feeds.chosen import Chosen, chosen
from kithway.gatherings.finding.asked import read
from kithway.gatherings.views.files import MOST, base_of, list_title
from kithway.gatherings.views.finder import problem_words, query_of
from kithway.gatherings.views.told import Told, find_gathering
from kithway.ui.access import anyone


@dataclass(frozen=True, slots=True)
class Way:
    """`follow`: opens the calendar that a device has; `file`: the same to download or to copy."""

    follow: str
    file: str


@anyone
def gathering_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """How to put one gathering into a calendar."""
    found = find_gathering(slug)
    told = Told(found)
    context = {
        "name": found.name,
        "said": told.rule if found.first_day else "",
        "back": found.get_absolute_url(),
        "full": _way(request, reverse("gathering-ics", args=[slug]), ""),
        "neutral": _way(request, reverse("neutral-ics", args=[found.pk]), ""),
    }
    return render(request, "gatherings/calendar.html", context)


@anyone
def calendar(request: HttpRequest) -> HttpResponse:
    """How to follow a list of the finder in a calendar."""
    found = listed(request)
    query = query_of(found.asked)
    neutral = "&".join(filter(None, (query, urlencode({"titles": "neutral"}))))
    count = ngettext(
        "%(count)s gathering is on this list now.",
        "%(count)s gatherings are on this list now.",
        len(found.keys),
    )
    context = {
        "name": list_title(found),
        "said": count % {"count": len(found.keys)},
        "problems": [problem_words(problem) for problem in found.asked.problems],
        "back": f"{reverse('gatherings')}?{query}",
        "full": _way(request, reverse("gatherings-ics"), query),
        "neutral": _way(request, reverse("gatherings-ics"), neutral),
    }
    return render(request, "gatherings/calendar.html", context)


def listed(request: HttpRequest, *, dated: bool = True) -> Chosen:
    """The list that the address means, without what cannot be read; that is told in `problems`."""
    asked = read(request.GET.getlist)
    readable = replace(asked, problems=())
    found = chosen(readable, timezone.now(), most=MOST, dated=dated)
    problems = (*asked.problems, *found.asked.problems)
    if found.asked.problems:
        unread = {each.field for each in found.asked.problems}
        readable = replace(
            readable,
            near="" if "near" in unread else readable.near,
            words="" if "q" in unread else readable.words,
        )
        found = chosen(readable, timezone.now(), most=MOST, dated=dated)
    return replace(found, asked=replace(found.asked, problems=problems))


def _way(request: HttpRequest, path: str, query: str) -> Way:
    base = base_of(request)
    whole = f"{path}?{query}" if query else path
    return Way(f"webcal://{base.partition('://')[2]}{whole}", f"{base}{whole}")
