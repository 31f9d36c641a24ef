from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kithway.gatherings.actions.how_was_it import is_asked
from kithway.gatherings.date_code import date_code
from kithway.gatherings.views.dates import dates_meant
from kithway.gatherings.views.told import Told, find_gathering, told_date
from kithway.ui.access import anyone


@anyone
def occurrence(request: HttpRequest, slug: str, date: str) -> HttpResponse:
    """One date of a gathering; where a day has two, both to choose from."""
    gathering = find_gathering(slug)
    now = timezone.now().astimezone(gathering.zone)
    dates = [told_date(gathering, row, now) for row in dates_meant(gathering, date, now)]
    if not dates:
        raise Http404
    context = {
        "gathering": gathering,
        "told": Told(gathering, date=dates[0]),
        "dates": dates,
        "date": dates[0],
        "asked": is_asked(dates[0].row),
        "date_code": date_code(dates[0].row.recurrence_id),
    }
    page = "gatherings/occurrence.html" if len(dates) == 1 else "gatherings/choose_date.html"
    return render(request, page, context)
