"""Help lines are changed by two coordinators: one says how, another agrees."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import record
from kithway.community.models import Community, HelpLine, HelpLineChange
from kithway.community.rules import Denied
from kithway.people.models import Person

FIELDS = ("kind", "name", "number", "text_to", "hours", "about", "sends_police", "checked_on")


@transaction.atomic
def propose_help_line(
    *,
    community: Community,
    line: HelpLine | None,
    facts: Mapping[str, Any],
    by: Person,
) -> HelpLineChange:
    """Say how a line shall be: all of its FIELDS, or none to take it away; no line: a new one."""
    said = {name: facts[name] for name in FIELDS if name in facts}
    if isinstance(said.get("checked_on"), date):
        said["checked_on"] = said["checked_on"].isoformat()
    change: HelpLineChange = community.help_line_changes.create(
        line=line, facts=said, proposed_by=by, proposed_at=timezone.now()
    )
    _record(change, by, "proposed")
    return change


@transaction.atomic
def agree_help_line(*, change: HelpLineChange, by: Person) -> None:
    """Agree to another's change: it shows at once. Raises Denied for one's own, or one answered."""
    waiting = HelpLineChange.objects.filter(pk=change.pk, agreed_at=None, ended_at=None)
    # A proposer whose account is gone was another.
    if not waiting.exclude(proposed_by=by).update(agreed_at=timezone.now(), agreed_by=by):
        raise Denied(_("Another coordinator has to agree to this, and only once."))
    _record(change, by, _verb(change))
    if change.facts:
        _write(change)
    elif change.line:
        _take_away(change.line)


@transaction.atomic
def withdraw_help_line(*, change: HelpLineChange, by: Person) -> None:
    """Nothing changes: whoever said it takes it back, or another does not agree."""
    waiting = HelpLineChange.objects.filter(pk=change.pk, agreed_at=None, ended_at=None)
    if waiting.update(ended_at=timezone.now()):
        _record(change, by, "unsaid")


def _verb(change: HelpLineChange) -> str:
    if not change.facts:
        return "removed"
    return "changed" if change.line_id else "added"


def _record(change: HelpLineChange, by: Person, verb: str) -> None:
    """By the line's name: a line that is not there yet has no row."""
    name = change.facts.get("name") or (change.line.name if change.line else "")
    record(community=change.community, by=by, verb=verb, row=change.line, name=name)


def _write(change: HelpLineChange) -> None:
    facts = {**change.facts, "checked_on": date.fromisoformat(change.facts["checked_on"])}
    if change.line_id is None:
        line = change.community.help_lines.create(**facts)
        HelpLineChange.objects.filter(pk=change.pk).update(line=line)
    else:
        change.community.help_lines.filter(pk=change.line_id).update(**facts)


def _take_away(line: HelpLine) -> None:
    """What was said of the line stays: who agreed, and when. What waits for it has no use."""
    changes = HelpLineChange.objects.filter(line=line)
    changes.filter(agreed_at=None, ended_at=None).update(ended_at=timezone.now())
    changes.update(line=None)
    line.delete()
