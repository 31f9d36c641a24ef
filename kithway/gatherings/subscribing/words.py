"""What is said of a list that is read again and again, for whoever looks after it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kithway.gatherings.importing.fetching import host_shown
from kithway.gatherings.models import Refresh, Source, Subscription
from kithway.gatherings.wording import clock_time, plain_day

SHOWN = 20
PLACE = frozenset({"place_id", "mode", "shut"})
TIME = frozenset(
    {"rule", "start_time", "first_day", "extra_dates", "left_out", "minutes", "timezone"}
)


def list_title(source: Source) -> str:
    """What a list is called on a page: never its whole address, which may hold a secret."""
    return host_shown(source.name)


def when_words(moment: datetime, now: datetime) -> str:
    """A moment in the zone that both are in."""
    return _("%(day)s, %(time)s") % {
        "day": plain_day(moment.date(), now.date()),
        "time": clock_time(moment),
    }


def state_words(subscription: Subscription, now: datetime) -> str:
    """How a list stands. `now`: in the community's zone."""
    mapping = subscription.source.mapping
    if subscription.ended_at:
        return _("Ended. What it brought in is still here.")
    if subscription.problem and subscription.failed_at:
        return _stuck(subscription, now)
    if subscription.read_at is None:
        return _("Being read for the first time. Come back in a minute.")
    if not mapping.get("ready"):
        return _("Read. Please say what is what: nothing of it is shown to others before.")
    if not subscription.digest:
        return _("Being read with what you said. Come back in a minute.")
    read = when_words(subscription.read_at.astimezone(now.tzinfo), now)
    return _("Up to date. Last read: %(when)s.") % {"when": read}


def _stuck(subscription: Subscription, now: datetime) -> str:
    if subscription.read_at is None:
        return _("It could not be read yet. We try again.")
    when = when_words(subscription.read_at.astimezone(now.tzinfo), now)
    return _(
        "It could not be read this time. What was read before stays as it was "
        "(last read: %(when)s). We try again."
    ) % {"when": when}


def refresh_words(refresh: Refresh) -> list[str]:
    """What one reading changed, a sentence each."""
    report = refresh.report
    if refresh.outcome == Refresh.Outcome.FAILED:
        # Why, the reader of lists says, in English: a sentence for itself.
        return [_("Not read. Nothing was changed."), report.get("problem", "")]
    if "waiting" in report:
        count = report["waiting"]
        return [
            ngettext(
                "%(count)s gathering was found. It waits for you to say what is what.",
                "%(count)s gatherings were found. They wait for you to say what is what.",
                count,
            )
            % {"count": count}
        ]
    sentences = [*_news(report), *_counts(report)]
    return sentences or [_("As it was before.")]


def _news(report: dict[str, Any]) -> Iterator[str]:
    news = report.get("news", [])
    for one in news[:SHOWN]:
        yield _one(one)
    if (more := len(news) - SHOWN) > 0:
        yield ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more}


def _one(news: dict[str, Any]) -> str:
    words = {"name": news.get("name", ""), "date": _date(news.get("date", ""))}
    sentences = {
        "added": _("%(name)s is new."),
        "gone": _("%(name)s is no longer on the list. It stays until you look at it."),
        "cancelled": _("%(name)s is not held on %(date)s."),
        "moved": _("%(name)s is different on %(date)s."),
        "back": _("%(name)s is as usual again on %(date)s."),
    }
    return sentences.get(news.get("what", ""), _changed(set(news.get("fields", [])))) % words


def _changed(fields: set[str]) -> str:
    if fields & TIME and fields & PLACE:
        return _("%(name)s has another time and another place.")
    if fields & TIME:
        return _("%(name)s has another time.")
    if fields & PLACE:
        return _("%(name)s is held elsewhere, or in another way.")
    return _("%(name)s is described anew.")


def _date(recurrence_id: str) -> str:
    try:
        day = date.fromisoformat(recurrence_id[:10])
    except ValueError:
        return recurrence_id
    return plain_day(day, day)


def _counts(report: dict[str, Any]) -> Iterator[str]:
    if count := report.get("refused_count", 0):
        yield ngettext(
            "%(count)s could not be taken in. The reason stands below.",
            "%(count)s could not be taken in. The reasons stand below.",
            count,
        ) % {"count": count}
    if count := report.get("local_edits_count", 0):
        yield ngettext(
            "%(count)s thing was changed here and stays, though the list says otherwise.",
            "%(count)s things were changed here and stay, though the list says otherwise.",
            count,
        ) % {"count": count}
    if count := report.get("held_back", 0):
        yield ngettext(
            "In %(count)s something was held back: a contact, a way to pay or a password.",
            "In %(count)s something was held back: contacts, ways to pay or passwords.",
            count,
        ) % {"count": count}
