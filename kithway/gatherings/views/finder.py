from dataclasses import replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kithway.community.geography import meant
from kithway.gatherings.finding import choices
from kithway.gatherings.finding.answer import Answer, answer
from kithway.gatherings.finding.asked import Asked, Problem, read
from kithway.gatherings.finding.lines import days
from kithway.gatherings.finding.search import from_anywhere
from kithway.gatherings.finding.sketch import sketch
from kithway.gatherings.wording import number_words, plain_day
from kithway.ui.access import anyone

PAGE = 20
# As far as the box offers to look.
FAR_AHEAD = 28
MAIN_FACETS = ("kind", "mode", "access")
MORE_FACETS = ("pathway", "language", "audience", "welcome", "community")


@anyone
def finder(request: HttpRequest) -> HttpResponse:
    moment = timezone.now()
    asked = read(request.GET.getlist)
    if asked.facets.get("mode") == ("appointment",):
        return redirect("appointments")
    found = answer(asked, now=moment, size=PAGE)
    asked = found.asked
    here = moment.astimezone(found.zone)
    context = {
        "found": found,
        "asked": asked,
        "title": title(found),
        "summary": _summary(found),
        "days": days(
            found.listings,
            unit=asked.unit,
            now=here,
            kind_names=choices.facet_names("kind"),
            nearest_first=asked.sort == "nearest",
        ),
        "sketch": sketch(found.listings, found.where.point if found.where else None),
        "problems": [problem_words(problem) for problem in asked.problems],
        "main": [_box(name, asked) for name in MAIN_FACETS],
        "more": [_box(name, asked) for name in MORE_FACETS],
        "narrowed": narrows(asked, (*MAIN_FACETS, *MORE_FACETS)),
        "more_open": narrows(asked, MORE_FACETS),
        "unit_said": asked.unit != settings.DISTANCE_UNIT,
        "spans": choices.options(_spans(asked), asked.start),
        "distances": choices.options(
            choices.within_choices(asked.unit, asked.within_text), asked.within_text
        ),
        "before": _page_url(asked, asked.page - 1) if asked.page > 1 else "",
        "after": _page_url(asked, asked.page + 1) if asked.page < found.pages else "",
        "wider": _wider(asked) if not found.count else None,
        "meant": _meant(asked),
        "meetings_feed": request.build_absolute_uri(reverse("meeting-guide-json")),
        "elsewhere": query_of(asked, **{"from": "", "days": "", "sort": ""}),
        "unknown_near": any(problem.reason == "unknown" for problem in asked.problems),
    }
    return render(request, "gatherings/finder.html", context)


def narrows(asked: Asked, facets: tuple[str, ...]) -> bool:
    """Whether the part of the form with these choices is in use, so that it stays in sight."""
    return any(name in asked.facets for name in facets) or bool(asked.words)


def title(found: Answer) -> str:
    if found.where:
        return _("Gatherings near %(place)s") % {"place": found.where.label}
    return _("Gatherings")


def _summary(found: Answer) -> str:
    asked = found.asked
    if found.more:
        count = ngettext("more than %(count)s found", "more than %(count)s found", found.count)
    else:
        count = ngettext("%(count)s found", "%(count)s found", found.count)
    words = [
        count % {"count": number_words(found.count)},
        dict(_spans(asked)).get(asked.start, ""),
    ]
    if found.where and not from_anywhere(asked):
        unit = _("within %(n)s miles") if asked.unit == "mi" else _("within %(n)s km")
        words.append(unit % {"n": asked.within_text})
    order = _("nearest first") if asked.sort == "nearest" else _("soonest first")
    return " · ".join([word for word in [*words, order] if word])


def _box(name: str, asked: Asked) -> SafeString:
    return _box_html(
        name, asked.facets.get(name, ()), choices.facet_choices(name), get_language() or "en"
    )


@lru_cache(maxsize=512)
def _box_html(
    name: str, chosen: tuple[str, ...], offered: choices.Choices, language: str
) -> SafeString:
    label, empty = _labels()[name]
    return render_to_string(
        "gatherings/parts/choice.html",
        {
            "name": name,
            "label": label,
            "options": choices.options((("", empty), *offered), chosen[0] if chosen else ""),
            # A link may hold more codes than the one a box shows; refining keeps them.
            "also": chosen[1:],
        },
    )


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "kind": (_("Kind"), _("Any kind")),
        "mode": (_("How"), _("In person or online")),
        "access": (_("What do you need?"), _("Nothing special")),
        "pathway": (_("Pathway"), _("Any pathway")),
        "language": (_("Language"), _("Any language")),
        "audience": (_("For whom"), _("Anyone")),
        "welcome": (_("What matters to you?"), pgettext("what matters", "Anything")),
        "community": (_("Community"), _("Any community")),
    }


def _spans(asked: Asked) -> choices.Choices:
    offered = choices.span_choices()
    if asked.start in dict(offered):
        return offered
    # A link may say `this-week`, or a date.
    if asked.start == "this-week":
        return (*offered, (asked.start, _("This week")))
    words = _("From %(day)s") if asked.days != 1 else "%(day)s"
    day = date.fromisoformat(asked.start)
    return (*offered, (asked.start, words % {"day": plain_day(day, day)}))


def query_of(asked: Asked, **changes: object) -> str:
    """The address's query that asks this again, with `changes`; shareable, defaults left out."""
    pairs: list[tuple[str, object]] = [
        ("near", asked.near),
        ("within", asked.within_text if asked.near else ""),
        ("unit", asked.unit if asked.near else ""),
        ("from", asked.start),
        ("days", asked.days or ""),
        *((name, ",".join(codes)) for name, codes in asked.facets.items()),
        ("q", asked.words),
        ("sort", asked.sort if asked.sort != "soonest" else ""),
    ]
    kept = [(name, value) for name, value in pairs if value and name not in changes]
    return urlencode([*kept, *((name, value) for name, value in changes.items() if value)])


def _page_url(asked: Asked, page: int) -> str:
    return f"{reverse('gatherings')}?{query_of(asked, page=page if page > 1 else '')}"


def _meant(asked: Asked) -> dict[str, str]:
    """A town that may have been meant by one that nobody knows, and where that would be asked."""
    unknown = next((each.given for each in asked.problems if each.reason == "unknown"), "")
    town = meant(unknown) if unknown else ""
    url = f"{reverse('gatherings')}?{query_of(replace(asked, page=1, near=town))}"
    return {"town": town, "url": url} if town else {}


def _wider(asked: Asked) -> dict[str, str]:
    """Where to look when nothing was found: one thing is let go at a time, needs last of all."""
    far = 50.0 if asked.unit == "mi" else 80.0
    if asked.near and asked.within < far:
        words, less = _("Look further away"), replace(asked, page=1, within=far)
    elif asked.start != "four-weeks" and asked.days < FAR_AHEAD:
        words = _("Look at the next 4 weeks")
        less = replace(asked, page=1, start="four-weeks", days=0)
    elif asked.near:
        words, less = _("Look everywhere"), replace(asked, page=1, near="")
    else:
        words, less = _("Show all"), Asked()
    return {"words": words, "url": f"{reverse('gatherings')}?{query_of(less)}"}


def _box_name(field: str) -> str:
    """What stands over the box; for what has none, its name in the address."""
    labels = {"near": _("Near"), "q": _("Words")}
    labels |= {"within": _("Within"), "sort": _("In what order")}
    return labels.get(field) or _labels().get(field, (field, ""))[0]


def problem_words(problem: Problem, field: str = "") -> str:
    """What could not be read, and what to do, in words.

    `field`: what to call it, for who asks by a program; else what stands over its box.
    """
    given = {"given": problem.given, "field": field or _box_name(problem.field)}
    return {
        "unknown": _("We do not know “%(given)s”. Try a ZIP code or the nearest town."),
        "number": _("“%(given)s” is not a number that “%(field)s” can take."),
        "day": _("“%(given)s” is not a day. Try a weekday, or a date like 2026-11-26."),
        "choice": _("“%(given)s” is not a choice for “%(field)s”."),
        "name": _("“%(field)s” is not a name that this address knows."),
        "unreadable": _(
            "We could not read what was given for “%(field)s”. Try two letters or numbers at least."
        ),
    }[problem.reason] % given
