"""Files that leave the site: calendars, a table, and the feed for Meeting Guide."""

from collections.abc import Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from kithway.gatherings.feeds.calendar import Wording, calendar_bytes
from kithway.gatherings.feeds.chosen import Chosen, by_appointment, carried, chosen
from kithway.gatherings.feeds.meeting_guide import meetings
from kithway.gatherings.feeds.table import table_bytes
from kithway.gatherings.finding.asked import NAMES, Problem, read, unknown_names
from kithway.gatherings.models import Gathering
from kithway.gatherings.views.finder import problem_words
from kithway.gatherings.views.told import find_gathering
from kithway.ui.access import View, anyone

MOST = 1000
# A whole region's feed: past this one asks for one community at a time.
MOST_MEETINGS = 5000
# Seconds: programs fetch these again and again, and making one takes longer than a page.
FRESH = 300
CALENDAR = "text/calendar; charset=utf-8"
CSV = "text/csv; charset=utf-8"
# What the weekly feed cannot be asked: it has no dates, no order and one page.
UNDATED = NAMES - {"from", "days", "sort", "page"}


class Refused(Exception):
    """What was asked cannot be answered; says why, a line each."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__("\n".join(lines))


def carried_off(view: View[...]) -> View[...]:
    """A file for any program of any site; a mistake is answered with 400 and plain words."""

    @wraps(view)
    def file(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
            patch_cache_control(response, public=True, max_age=FRESH)
        except Refused as refused:
            response = HttpResponseBadRequest(
                f"{refused}\n", content_type="text/plain; charset=utf-8"
            )
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return file


@anyone
@carried_off
def gatherings_ics(request: HttpRequest) -> HttpResponse:
    """The gatherings that the finder finds, each a series, to follow in a calendar."""
    found = _chosen(request, NAMES | {"titles", "appointments"}, most=MOST)
    keys = found.keys
    if _one_of(request, "appointments", ("yes", "no")) == "yes":
        keys = [*keys, *by_appointment(found.asked, found.where, most=MOST)]
    return _calendar(request, keys, list_title(found))


@anyone
@carried_off
def gathering_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One gathering, for a calendar."""
    gathering = find_gathering(slug)
    _refuse(unknown_names(request.GET, {"titles"}))
    return _calendar(request, [gathering.pk], gathering.name)


@anyone
@carried_off
def neutral_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """One gathering with a neutral title, at an address that does not name it: phones show it."""
    gathering = get_object_or_404(Gathering, pk=pk)
    _refuse(unknown_names(request.GET, ()))
    return _neutral(request, [gathering.pk])


@anyone
@carried_off
def gatherings_csv(request: HttpRequest) -> HttpResponse:
    """The gatherings that the finder finds, a line each, for a spreadsheet."""
    now = timezone.now()
    found = _chosen(request, NAMES, most=MOST_MEETINGS)
    data = table_bytes(carried(found.keys, base=base_of(request), now=now), now)
    response = HttpResponse(data, content_type=CSV)
    response["Content-Disposition"] = 'attachment; filename="gatherings.csv"'
    return response


@anyone
@carried_off
def meeting_guide_json(request: HttpRequest) -> HttpResponse:
    """What is held every week, in the format of Meeting Guide; a header counts what is not."""
    now = timezone.now()
    found = _chosen(request, UNDATED, most=MOST_MEETINGS, dated=False)
    if found.more:
        words = _("These are more than %(most)s gatherings. Ask for one community: ?community=…")
        raise Refused([words % {"most": f"{MOST_MEETINGS:,}"}])
    rows, left_out = meetings(carried(found.keys, base=base_of(request), now=now), now)
    response = JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})
    response["X-Kithway-Left-Out"] = str(left_out)
    response["Access-Control-Expose-Headers"] = "X-Kithway-Left-Out"
    return response


def base_of(request: HttpRequest) -> str:
    """`https://host`, as it was asked for."""
    return request.build_absolute_uri("/")[:-1]


def list_title(found: Chosen) -> str:
    if found.where:
        return _("Gatherings near %(place)s") % {"place": found.where.label}
    return _("Gatherings")


def _calendar(request: HttpRequest, keys: list[int], name: str) -> HttpResponse:
    if _one_of(request, "titles", ("neutral", "full")) == "neutral":
        return _neutral(request, keys)
    return _written(request, keys, Wording(name, _("Cancelled: %(name)s")))


def _neutral(request: HttpRequest, keys: list[int]) -> HttpResponse:
    wording = Wording(_("Appointments"), _("Cancelled: %(name)s"), _("Appointment"))
    response = _written(request, keys, wording)
    # The name of the file tells no more than what stands in it.
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


def _written(request: HttpRequest, keys: list[int], wording: Wording) -> HttpResponse:
    found = carried(keys, base=base_of(request), now=timezone.now())
    return HttpResponse(calendar_bytes(found, wording), content_type=CALENDAR)


def _chosen(request: HttpRequest, known: Iterable[str], *, most: int, dated: bool = True) -> Chosen:
    unknown = unknown_names(request.GET, frozenset(known))
    _refuse(unknown)
    found = chosen(read(request.GET.getlist), timezone.now(), most=most, dated=dated)
    _refuse(found.asked.problems)
    return found


def _refuse(problems: Iterable[Problem]) -> None:
    if lines := [problem_words(each, each.field) for each in problems]:
        raise Refused(lines)


def _one_of(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    given = request.GET.get(name, "")
    if given and given not in choices:
        _refuse([Problem(name, given[:80], "choice")])
    return given
