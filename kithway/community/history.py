"""A community's history: who changed what, when. Actions write it, in their own transaction.

    record(community=…, by=by, verb="changed", row=place, before=before, after=after)

What a list or the worker does has no `by` and is not recorded: a list has its own report.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community, CommunityPage, Entry, Role
from kithway.people.by import By, name_of
from kithway.people.models import Person
from kithway.ui.clock import clock_time
from kithway.ui.days import plain_day
from kithway.ui.words import comma, labelled

# What is said of each verb, before what it was done to.
VERBS: dict[str, str | Promise] = {
    "added": _("Added"),
    "changed": _("Was changed"),
    "removed": _("Taken away"),
    "ended": _("Ended"),
    "closed": _("Closed"),
    "reopened": _("Opened again"),
    "confirmed": _("Said to be on"),
    "cancelled": _("Called off"),
    "moved": _("Different this time"),
    "unsaid": _("Taken back"),
    "counted": _("Counted"),
    "booking-cancelled": _("A booking was cancelled"),
    "role-offered": _("Role offered"),
    "role-accepted": _("Role accepted"),
    "role-ended": _("Role ended"),
    "proposed": _("Waiting for a second coordinator"),
    "page-changed": _("Was changed"),
    # Never whom, and never why: that is the person's own.
    "paused": _("A person was paused"),
    "pause-ended": _("A pause was ended"),
}
Values = dict[str, Any]
# How many came to a date, as `gatherings.Attendance` has it, and what is said of each.
COUNTED: dict[str, str | Promise] = {"count": "", "first_time": _("Of them, for the first time")}
LONGEST_NAME = 160
# What is said of a date or of days, which `name` ends with, in no language.
OF_DAYS = frozenset(
    "closed reopened confirmed cancelled moved unsaid counted booking-cancelled".split()
)
DAYS = re.compile(r"(?<=, )(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?(?:–(\d{4}-\d\d-\d\d))?$")


def record(
    *,
    community: Community,
    by: By | None,
    verb: str,
    row: Model | None = None,
    name: str = "",
    before: Values | None = None,
    after: Values | None = None,
    fields_of: type[Model] | None = None,
) -> Entry | None:
    """Write a line of the history; none where nobody did it, or nothing became different.

    `verb`: one of VERBS. `name`: what the row is called, else what it says itself. `before`,
    `after`: as `values_of` gives them; what is private or sealed is left out, whoever asks.
    `fields_of`: the model whose fields these are, where they are not the row's own.
    """
    if by is None or (before is not None and before == after):
        return None
    entry = entry_of(community=community, by=by, verb=verb, row=row, name=name)
    set_values(entry, fields_of or type(row), before or {}, after or {})
    entry.save(force_insert=True)
    return entry


def entry_of(*, community: Community, by: By, verb: str, row: Model | None, name: str) -> Entry:
    """A line of the history, not written yet: for who writes many of them at once."""
    if verb not in VERBS:
        raise ValueError(f"{verb} is not a verb of the history")
    return Entry(
        community=community,
        at=timezone.now(),
        person=by if isinstance(by, Person) else None,
        by=name_of(by),
        verb=verb,
        model=row._meta.label_lower if row else "",
        row=str(row.pk) if row else "",
        name=(name or str(row or ""))[:LONGEST_NAME],
    )


def set_values(entry: Entry, model: type, before: Values, after: Values) -> None:
    """What became different of a model's fields, as far as it may be shown."""
    entry.before, entry.after = _changed(model, before, after), _changed(model, after, before)


def values_of(row: Model, names: Iterable[str]) -> Values:
    """These fields of a row as JSON has them; what only its owner may see is left out."""
    fields = [row._meta.get_field(name) for name in names if name in _shown(type(row))]
    found = {field.name: getattr(row, field.attname) for field in fields if field.concrete}
    plain: Values = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return plain


def facts_of(model: type[Model], values: Values) -> Values:
    """The other way round: what an action takes for these fields."""
    facts: Values = {}
    for name, value in values.items():
        field = model._meta.get_field(name)
        if field.is_relation and field.related_model:
            related = field.related_model._default_manager
            facts[name] = related.filter(pk=value).first() if value is not None else None
        else:
            facts[name] = field.to_python(value)  # type: ignore[union-attr]
    return facts


def entry_words(entry: Entry) -> str:
    """'Changed: Central Library', 'Role offered: Dara, Facilitator', 'Counted: Walk: 4 → 5'."""
    parts: list[str | Promise] = [_with_days(entry)]
    if entry.verb.startswith("role-"):
        parts.append(Role.Kind(entry.after["kind"]).label)
    elif entry.verb.startswith("page-"):
        # A page's name is its kind, which has words for each reader.
        parts = [CommunityPage.Kind(entry.name).label]
    said, verb = (
        comma().join(str(part) for part in parts if part),
        VERBS.get(entry.verb, entry.verb),
    )
    words = labelled(verb, said) if said else str(verb)
    counts = _counts(entry)
    return labelled(words, counts) if counts else words


def _with_days(entry: Entry) -> str:
    """Its name, with the days at its end in the reader's words."""
    found = DAYS.search(entry.name) if entry.verb in OF_DAYS else None
    if not found:
        return entry.name
    today = timezone.now().astimezone(entry.community.zone).date()
    first, clock, last = found.groups()
    said = "–".join(plain_day(date.fromisoformat(day), today) for day in (first, last) if day)
    if clock:
        said = comma().join((said, clock_time(time.fromisoformat(clock))))
    return entry.name[: found.start()] + said


def _counts(entry: Entry) -> str:
    """'12', '4 → 5', '4 → –'; nothing where no count was written or went."""
    told = []
    for name, label in COUNTED.items():
        before, after = entry.before.get(name), entry.after.get(name)
        if before is not None or after is not None:
            then = "" if before is None else f"{before} → "
            words = f"{then}{'–' if after is None else after}"
            told.append(labelled(label, words) if label else words)
    return " · ".join(told)


def _shown(model: type) -> set[str]:
    levels: dict[str, str] = model.privacy.of()  # type: ignore[attr-defined]
    return {name for name, level in levels.items() if level in {"public", "members"}}


def _changed(model: type, these: Values, others: Values) -> Values:
    shown = _shown(model) if these else set()
    return {name: v for name, v in these.items() if name in shown and others.get(name) != v}
