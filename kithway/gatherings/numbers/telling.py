"""The figures of a span in words: the same rows for the page, the table and the paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.gatherings import vocabulary
from kithway.gatherings.models import HowWasIt, Occurrence, Term
from kithway.gatherings.naming import named
from kithway.gatherings.numbers.counting import Figures, Part, count
from kithway.gatherings.numbers.spans import Span, difference, half_hours
from kithway.gatherings.wording.numbers import number_words
from kithway.ui.days import dated
from kithway.ui.words import labelled

Names = Mapping[str, str | Promise]
# None: not known.
Figure = float | None
Line = tuple[str, Figure, Figure]
MINUS, UNKNOWN = "−", "–"
# Not each community has a date on the very first day.
FIRST_DATE_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Table:
    """`head`: names of the columns; `rows`: a label and what stands beside it.

    `columns`, `figures`: the same for a spreadsheet, each figure by itself and as a plain number.
    """

    title: str
    head: list[str]
    rows: list[list[str]]
    columns: list[str]
    figures: list[list[str | Figure]]


def tables(community: Community, span: Span, beside: Span, begun: date | None) -> list[Table]:
    """All that is told of a span beside another. `begun`: as `first_date` says."""
    now, before = count(community, [span, beside])
    columns = [span_words(span), span_words(beside)]
    own = _own_kinds(community, {*now.kinds, *before.kinds})
    return [
        _compared(_all(now, before), columns, known=_comparable(community, span, beside, begun)),
        _answers(_how(now, before), columns),
        _by(
            _("By kind: dates held · attendances"),
            now.kinds,
            before.kinds,
            vocabulary.KINDS | own,
            columns,
        ),
        _by(
            _("By language: dates held · attendances"),
            now.languages,
            before.languages,
            vocabulary.LANGUAGES,
            columns,
        ),
    ]


def notes(community: Community, span: Span, beside: Span, begun: date | None) -> list[str]:
    """What whoever reads the figures has to know of them."""
    told = [_("These are counts. They do not say why something is more or less than before.")]
    if begun and begun > beside.first:
        told.append(_("Nothing was written down here before %(day)s.") % {"day": dated(begun)})
    if not _comparable(community, span, beside, begun):
        told.append(_("The difference is left out: one of the two is not whole."))
    return told


def _comparable(community: Community, span: Span, beside: Span, begun: date | None) -> bool:
    """Whether both are over, and something was written down from their beginning on.

    Beside three weeks of a quarter, a whole one is always more: that says nothing.
    """
    today = timezone.now().astimezone(community.zone).date()
    first, last = min(span.first, beside.first), max(span.until, beside.until)
    return last <= today and begun is not None and begun < first + FIRST_DATE_WITHIN


def first_date(community: Community) -> date | None:
    """The day of the first date that is known here."""
    first = Occurrence.objects.filter(gathering__community=community).order_by()
    since = first.aggregate(Min("starts_at"))["starts_at__min"]
    return since.astimezone(community.zone).date() if since else None


def span_words(span: Span) -> str:
    """'September 2026', 'July to September 2026', '2026'."""
    if span.unit == "year":
        return f"{span.year}"
    last = span.moved(1).first.month - 1 or 12
    words = {"month": MONTHS[last], "month_number": last, "year": span.year}
    if span.unit == "month":
        return capfirst(_("%(month)s %(year)s") % words)
    words |= {"first": MONTHS[span.first.month], "first_number": span.first.month}
    # Translators: `first_number` and `month_number` may stand in place of the months' names.
    return capfirst(_("%(first)s to %(month)s %(year)s") % words)


def _compared(lines: list[Line], columns: list[str], *, known: bool) -> Table:
    """`known`: whether the two can be compared; else no difference is told."""
    rows, figures = [], list[list[str | Figure]]()
    for label, now, before in lines:
        more = difference(now, before) if known else None
        rows.append([label, _number(now), _number(before), _more(more)])
        figures.append([label, now, before, more])
    head = [*columns, _("Difference")]
    return Table(_("In numbers"), ["", *head], rows, head, figures)


def _answers(lines: list[Line], columns: list[str]) -> Table:
    rows = [[label, _number(now), _number(before)] for label, now, before in lines]
    return Table(_("How was it?"), ["", *columns], rows, columns, [[*line] for line in lines])


def _all(now: Figures, before: Figures) -> list[Line]:
    return [
        (_("Gatherings that were held"), now.gatherings, before.gatherings),
        (_("Dates held"), now.held, before.held),
        (_("Dates cancelled"), now.cancelled, before.cancelled),
        (_("Dates of which nobody said whether they were held"), now.unsaid, before.unsaid),
        (_("Places"), now.places, before.places),
        (_("Dates at which people were counted"), now.counted, before.counted),
        (_("Attendances at those dates"), now.came, before.came),
        (_("Of them, for the first time"), now.first_time, before.first_time),
        (_("Hours given on the rota"), half_hours(now.minutes), half_hours(before.minutes)),
    ]


def _number(number: Figure) -> str:
    """'1,234', '2½'."""
    if number is None:
        return _("not known")
    half = "½" if number % 1 else ""
    whole = number_words(int(number)) if number >= 1 or not half else ""
    return f"{whole}{half}"


def _more(number: Figure) -> str:
    """'+3', '−3'; a dash where either is not known."""
    if number is None:
        return UNKNOWN
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{_number(abs(number))}"


def _how(now: Figures, before: Figures) -> list[Line]:
    """Empty where nothing may be shown of either."""
    if now.how is None and before.how is None:
        return []
    answers = ("good", "so_so", "not_for_me")
    labels = [HowWasIt.Answer.GOOD.label, HowWasIt.Answer.SO_SO.label, HowWasIt.Answer.NOT.label]
    return [
        (str(label), getattr(now.how, name, None), getattr(before.how, name, None))
        for label, name in zip(labels, answers, strict=True)
    ]


def _by(
    title: str,
    now: Mapping[str, Part],
    before: Mapping[str, Part],
    names: Names,
    columns: list[str],
) -> Table:
    """Dates held and attendances of each; what both spans have stands once."""
    codes = list(dict.fromkeys([*now, *before]))
    rows, figures = [], list[list[str | Figure]]()
    for code, name in zip(codes, named(codes, names), strict=True):
        both = now.get(code, Part()), before.get(code, Part())
        rows.append([str(name.name), *(_part(part) for part in both)])
        each = [figure for part in both for figure in (part.held, part.came)]
        figures.append([str(name.name), *each])
    told = (_("Dates held"), _("Attendances at those dates"))
    plain = [labelled(column, one) for column in columns for one in told]
    return Table(title, ["", *columns], rows, plain, figures)


def _part(part: Part) -> str:
    return f"{number_words(part.held)} · {number_words(part.came)}"


def _own_kinds(community: Community, codes: Iterable[str]) -> dict[str, str | Promise]:
    rows = Term.objects.filter(community=community, vocabulary=Term.Vocabulary.KIND)
    return dict(rows.filter(code__in=codes).values_list("code", "name"))
