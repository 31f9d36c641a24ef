"""The finder's list to be shown in a frame on a community's own web site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kithway.gatherings.finding import choices
from kithway.gatherings.finding.answer import answer
from kithway.gatherings.finding.asked import read
from kithway.gatherings.finding.lines import days
from kithway.gatherings.views.finder import PAGE, problem_words, query_of, title
from kithway.ui.access import anyone

# As ui/policy.py, but any site may frame it; it runs no script and sends no form.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors *"
)


@anyone
def embed(request: HttpRequest) -> HttpResponse:
    """A list without the site around it; what it leads to opens in a tab of its own."""
    moment = timezone.now()
    found = answer(read(request.GET.getlist), now=moment, size=PAGE)
    asked = found.asked
    context = {
        "found": found,
        "title": title(found),
        "problems": [problem_words(problem) for problem in asked.problems],
        "days": days(
            found.listings,
            unit=asked.unit,
            now=moment.astimezone(found.zone),
            kind_names=choices.facet_names("kind"),
            nearest_first=asked.sort == "nearest",
            template="gatherings/parts/embed_line.html",
        ),
        "more": f"{reverse('gatherings')}?{query_of(asked)}",
    }
    response = render(request, "gatherings/embed.html", context)
    response["Content-Security-Policy"] = POLICY
    # The page of the finder is the one to be found by a search.
    response["X-Robots-Tag"] = "noindex"
    return response
