"""Whether a date is held, as far as anybody knows. Nothing is said to be surer than it is."""

import re
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from kithway.gatherings.wording.lists import listed
from kithway.gatherings.wording.reasons import reason_words
from kithway.gatherings.wording.times import days_ago, so_long
from kithway.ui.clock import clock_time
from kithway.ui.days import plain_day

TONES = ("sure", "unsure", "plain", "off", "changed", "faded")
# A weekly gathering that nobody saw held for this many days is not called weekly with confidence.
LONG_UNSEEN = 28
# Every other week, or on several days of each: 'weekly' would say too much, or too little.
NOT_WEEKLY = re.compile(r",|INTERVAL=(?!1(;|$))")


class Status(NamedTuple):
    """`text`: the words; `tone`: 'sure', 'plain', 'unsure', 'changed' where it is otherwise than
    usual, 'faded' where nobody has said for long that it lives, or 'off' where it is not held."""

    text: str
    tone: str


class StatusFacts(NamedTuple):
    """What is known of one date, named and ordered as the columns it comes from; times aware.

    `closed`: a closure covers the day, for `closed_because`. `over`: the date has ended.
    `usual`, `moved_to`: where it was moved, the wall-clock starts it has and has now, like a
    recurrence id; `elsewhere`: it is at another place than usual. `silent_since`: the last
    sign that the gathering lives, where that is longer ago than the community allows.
    """

    rule: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    cancelled_at: datetime | None = None
    cancelled_because: str = ""
    closed: bool = False
    closed_because: str = ""
    last_held_at: datetime | None = None
    shut_since: datetime | None = None
    missing_since: datetime | None = None
    ended_at: datetime | None = None
    over: bool = False
    changed_at: datetime | None = None
    changed_because: str = ""
    usual: str = ""
    moved_to: str = ""
    elsewhere: bool = False
    silent_since: datetime | None = None


def status_words(facts: StatusFacts, now: datetime) -> Status:
    """What to say of one date. `now`: aware, in the gathering's zone, which decides what today is.

    A cancelled or closed day is off, whatever else was said. A confirmation counts for more than
    an older word that the place is shut or the gathering gone from its list.
    """
    if facts.cancelled_at:
        return Status(_because(_("cancelled"), facts.cancelled_because), "off")
    if facts.closed:
        return Status(_because(_("closed that day"), facts.closed_because), "off")
    if facts.over:
        return Status(_("this date is past"), "plain")
    if facts.ended_at:
        return Status(_("no longer held"), "off")
    if still_stands(facts.shut_since, facts.confirmed_at):
        return Status(_("the place is closed for now"), "off")
    if still_stands(facts.missing_since, facts.confirmed_at):
        words = _("no longer on the list it came from; call or ask before you go")
        return Status(words, "unsure")
    if facts.changed_at:
        return Status(_because(_changed(facts, now), facts.changed_because), "changed")
    if facts.confirmed_at:
        return _confirmed(facts, now)
    return _faded(facts.silent_since, now) if facts.silent_since else _expected(facts, now)


def still_stands(since: datetime | None, confirmed_at: datetime | None) -> bool:
    """Whether a word of `since`, that the place is shut or the gathering gone, still counts: who
    confirmed the date after it knows better."""
    return since is not None and (confirmed_at is None or confirmed_at <= since)


def _changed(facts: StatusFacts, now: datetime) -> str:
    """'moved from 6:00 pm', 'at another place this time', or both."""
    what = []
    if facts.moved_to:
        usual = datetime.fromisoformat(facts.usual)
        clock, day = clock_time(usual), plain_day(usual.date(), now.date())
        if facts.usual[:10] == facts.moved_to[:10]:
            what.append(_("moved from %(time)s") % {"time": clock})
        else:
            what.append(_("moved from %(day)s, %(time)s") % {"day": day, "time": clock})
    if facts.elsewhere:
        what.append(_("at another place this time"))
    return listed(what) or _("different this time")


def _confirmed(facts: StatusFacts, now: datetime) -> Status:
    ago = _ago(facts.confirmed_at, now)
    if facts.confirmed_by:
        words = _("confirmed %(ago)s by %(name)s") % {"ago": ago, "name": facts.confirmed_by}
        return Status(words, "sure")
    return Status(_("confirmed %(ago)s") % {"ago": ago}, "sure")


def _faded(silent_since: datetime, now: datetime) -> Status:
    return Status(unconfirmed((now - silent_since).days), "faded")


def unconfirmed(days: int) -> str:
    words = _("nobody has confirmed this for %(time)s; call or ask before you go")
    return words % {"time": so_long(days)}


def _expected(facts: StatusFacts, now: datetime) -> Status:
    weekly = "FREQ=WEEKLY" in facts.rule and not NOT_WEEKLY.search(facts.rule)
    if facts.last_held_at is None:
        return Status(_("weekly, not yet confirmed") if weekly else _("not yet confirmed"), "plain")
    pattern = _("weekly, last held %(ago)s") if weekly else _("last held %(ago)s")
    unseen = (now - facts.last_held_at).days > LONG_UNSEEN
    tone = "unsure" if "FREQ=WEEKLY" in facts.rule and unseen else "plain"
    return Status(pattern % {"ago": _ago(facts.last_held_at, now)}, tone)


def _ago(moment: datetime | None, now: datetime) -> str:
    return days_ago((moment or now).astimezone(now.tzinfo).date(), now.date())


def _because(what: str, reason: str) -> str:
    words = {"what": what, "reason": reason_words(reason).strip().rstrip(".")}
    return _("%(what)s: %(reason)s") % words if reason else what
