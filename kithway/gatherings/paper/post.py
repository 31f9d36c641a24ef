"""This week's post: words to paste into a newsletter or a social page, and a picture beside them.

No emoji and no decoration: a screen reader would read each of them aloud.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.gatherings.models import PrintSheet
from kithway.gatherings.paper.shapes import Day, Head, Line, Post
from kithway.gatherings.paper.telling import by_day, dates_told, head, left_words, span_words
from kithway.gatherings.paper.week import DAYS

IN_PICTURE, IN_TEXT = 14, 80


def post(sheet: PrintSheet) -> Post:
    community = sheet.community
    told, _more = dates_told(community, sheet.first_day, DAYS)
    today = timezone.now().astimezone(community.zone).date()
    # What is off, or has begun, is told on its page; a post invites.
    days = by_day([each for each in told if not (each.line.off or each.begun)], today)
    title = _("This week with %(name)s")
    if sheet.first_day > today:
        title = _("Next week with %(name)s")
    top = head(
        community,
        title=title % {"name": community.name},
        dates=span_words(sheet.first_day, sheet.first_day + timedelta(days=DAYS - 1)),
        path=reverse("community", args=[community.slug]),
    )
    shown, left = few(days, IN_PICTURE)
    return Post(
        head=top,
        days=shown,
        nothing="" if days else _("Nothing is planned in these days."),
        more=left_words(left),
        text=_text(top, days),
    )


def few(days: list[Day], most: int) -> tuple[list[Day], int]:
    """At most so many lines, some of each day rather than all of the first, and of its mornings
    and evenings alike; and how many are left out."""
    total = sum(len(day.lines) for day in days)
    if total <= most or not days:
        return days, 0
    each, over = divmod(most, len(days))
    shown, named = [], set[str]()
    for at, day in enumerate(days):
        room = max(1, each + (1 if at < over else 0))
        # What is held each day is named once, as long as there is something else.
        other = [line for line in day.lines if line.name not in named]
        if len(other) < room:
            again = [line for line in day.lines if line.name in named]
            other += spread(again, room - len(other))
        chosen = spread(other, room)
        named |= {line.name for line in chosen}
        shown.append(Day(day.name, [line for line in day.lines if line in chosen]))
    return shown, total - sum(len(day.lines) for day in shown)


def spread(lines: list[Line], most: int) -> list[Line]:
    """So many of them, evenly from first to last."""
    count = min(most, len(lines))
    return [lines[(2 * at + 1) * len(lines) // (2 * count)] for at in range(count)]


def _text(top: Head, days: list[Day]) -> str:
    shown, left = few(days, IN_TEXT)
    parts = [top.title, top.dates]
    for day in shown:
        parts += ["", day.name, *map(_line, day.lines)]
    parts += ["", *([left_words(left)] if left else [])]
    return "\n".join([*parts, top.check, top.address])


def _line(line: Line) -> str:
    words = {"time": line.time, "name": line.name, "where": line.where or line.notes}
    pattern = _("%(time)s: %(name)s, %(where)s") if words["where"] else _("%(time)s: %(name)s")
    return pattern % words + (f"\n{line.url}" if line.url else "")
