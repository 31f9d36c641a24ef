from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import ngettext

from kithway.gatherings.feeds.weekly import weekly_days
from kithway.gatherings.models import Gathering
from kithway.gatherings.views.calendar import listed
from kithway.gatherings.views.files import base_of, list_title
from kithway.gatherings.views.finder import problem_words, query_of
from kithway.ui.access import anyone

SNIPPET = """<iframe src="%(url)s"
 title="%(name)s" width="100%%" height="700" loading="lazy"></iframe>"""


@anyone
def feeds(request: HttpRequest) -> HttpResponse:
    """Where a list can be taken: a calendar, a table, other apps, a community's own web site."""
    found = listed(request, dated=False)
    # What is held every week has no day from which to look, and a feed has no order.
    anytime = replace(found.asked, start="", days=0, sort="soonest")
    query, base = query_of(anytime), base_of(request)
    weekly, others = _weekly(found.keys)
    words = ngettext(
        "%(count)s gathering is not held every week, so it is not in this feed.",
        "%(count)s gatherings are not held every week, so they are not in this feed.",
        others,
    )
    embed = f"{base}{reverse('embed')}?{query}".rstrip("?")
    context = {
        "name": list_title(found),
        # Lines of HTML to copy: escaped once as they are to stand, and once more to be shown.
        "snippet": SNIPPET % {"url": escape(embed), "name": escape(list_title(found))},
        "problems": [problem_words(problem) for problem in found.asked.problems],
        "back": f"{reverse('gatherings')}?{query}",
        "weekly": weekly,
        "left_out": words % {"count": others} if others else "",
        **{
            name: f"{base}{reverse(route)}?{query}".rstrip("?")
            for name, route in (
                ("calendar", "calendar"),
                ("table", "gatherings-csv"),
                ("meeting_guide", "meeting-guide-json"),
                ("json", "gatherings-json"),
            )
        },
    }
    return render(request, "gatherings/feeds.html", context)


def _weekly(keys: list[int]) -> tuple[int, int]:
    """How many of these are held every week, and how many are not."""
    now = timezone.now()
    rows = Gathering.objects.select_related("place", "community").filter(pk__in=keys)
    held = [weekly_days(row.series(), now.astimezone(row.zone).date()) is not None for row in rows]
    return sum(held), len(held) - sum(held)
