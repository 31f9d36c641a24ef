"""The last change of a row, taken back by the same action that made it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import facts_of, values_of
from kithway.community.models import Closure, Community, Entry, Place, Room
from kithway.community.rules import Denied
from kithway.gatherings.actions.changing import change_community, change_place, change_room
from kithway.gatherings.actions.closing import reopen
from kithway.gatherings.actions.fading import set_confirm_within
from kithway.gatherings.actions.gathering import change_gathering
from kithway.gatherings.actions.one_date import unsay_date
from kithway.gatherings.models import Gathering, Occurrence
from kithway.people.models import Person

CHANGED = {model._meta.label_lower: model for model in (Gathering, Place, Room, Community)}
DATES = frozenset({"confirmed", "cancelled", "moved"})


def can_be_undone(entry: Entry) -> bool:
    """Whether it is of a kind that can be; that nothing came after it is another question."""
    if entry.undone_at:
        return False
    if entry.verb == "changed":
        return entry.model in CHANGED and bool(entry.before)
    return entry.verb == "closed" or entry.verb in DATES


@transaction.atomic
def undo(*, entry: Entry, by: Person) -> None:
    """Bring back what was before a change. Raises Denied where a later change would be lost."""
    mine = Entry.objects.filter(pk=entry.pk, undone_at=None)
    # Said first: of two who undo at once, the second finds it done.
    if not can_be_undone(entry) or not mine.update(undone_at=timezone.now(), undone_by=by.name):
        raise Denied(_("This cannot be undone."))
    theirs = entry.community.entries.filter(model=entry.model, row=entry.row, undone_at=None)
    if theirs.filter(at__gt=entry.at).exists():
        raise Denied(_changed_since())
    if entry.verb == "changed":
        _restore(entry, by)
    elif entry.verb == "closed":
        _reopen(entry, by)
    else:
        _unsay(entry, by)


def _changed_since() -> str:
    return _("It was changed again since. Undo that first, or change it by hand.")


def _restore(entry: Entry, by: Person) -> None:
    row = _row(entry)
    if row is None or values_of(row, entry.after) != entry.after:
        raise Denied(_changed_since())
    facts = facts_of(type(row), entry.before)
    try:
        if isinstance(row, Gathering):
            change_gathering(gathering=row, by=by, **facts)
        elif isinstance(row, Place):
            change_place(community=entry.community, place=row, by=by, **facts)
        elif isinstance(row, Room):
            change_room(community=entry.community, room=row, by=by, **facts)
        elif facts.keys() == {"confirm_within_days"}:
            set_confirm_within(community=row, days=facts["confirm_within_days"], by=by)
        else:
            change_community(community=row, by=by, **facts)
    except ValidationError:
        raise Denied(_("This cannot be undone.")) from None


def _row(entry: Entry) -> Gathering | Place | Room | Community | None:
    """Reached through the community, as ever."""
    community, pk = entry.community, int(entry.row)
    if entry.model == Gathering._meta.label_lower:
        return community.gatherings.select_related("place", "room").filter(pk=pk).first()
    if entry.model == Place._meta.label_lower:
        return community.places.filter(pk=pk).first()
    if entry.model == Room._meta.label_lower:
        rooms = Room.objects.filter(place__in=community.places.all())
        return rooms.select_related("place").filter(pk=pk).first()
    return community if pk == community.pk else None


def _reopen(entry: Entry, by: Person) -> None:
    closure = Closure.objects.filter(pk=int(entry.row)).first()
    if closure is None:
        raise Denied(_changed_since())
    reopen(closure=closure, by=by)


def _unsay(entry: Entry, by: Person) -> None:
    rows = Occurrence.objects.filter(gathering__community=entry.community)
    row = rows.select_related("gathering__place").filter(pk=int(entry.row)).first()
    if row is None:
        raise Denied(_changed_since())
    unsay_date(gathering=row.gathering, recurrence_id=row.recurrence_id, by=by)
