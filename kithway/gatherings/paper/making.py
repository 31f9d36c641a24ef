"""What the worker does about sheets: makes those that are asked for, and drops old ones."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import Error as DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kithway.gatherings.models import PrintSheet
from kithway.gatherings.models.print_sheet import sheets
from kithway.gatherings.numbers.paper import numbers
from kithway.gatherings.paper.apart import apart
from kithway.gatherings.paper.flyer import flyer
from kithway.gatherings.paper.hiding import hiding_mark
from kithway.gatherings.paper.month import month
from kithway.gatherings.paper.post import post
from kithway.gatherings.paper.shapes import Post, Told
from kithway.gatherings.paper.telling import setting_of
from kithway.gatherings.paper.typesetting import LettersMissing, fingerprint
from kithway.gatherings.paper.week import week

log = logging.getLogger("kithway.work")
LEASE = timedelta(minutes=5)
# Then the worker looks whether something else is due.
AT_ONCE = 5
MOST_ATTEMPTS = 3
AGAIN_AFTER = timedelta(seconds=20)
KEPT_FOR = timedelta(weeks=3)
MOST_KEPT = 2000
# A file that no row names, unless its row is being written.
LEFT_BEHIND = timedelta(hours=1)

# What is kept of a problem: whoever looks at the sheet may read another language than it is in.
FAILED, NO_LETTERS = "failed", "no letters: "
LONGEST_PROBLEM = 400

Kind = PrintSheet.Kind
TELLING: dict[str, Callable[[PrintSheet], Told]] = {
    Kind.WEEK: week,
    Kind.MONTH: month,
    Kind.FLYER: flyer,
    Kind.POST: post,
    Kind.NUMBERS: numbers,
}


@dataclass(frozen=True, slots=True)
class Made:
    file: str
    text: str = ""


def make_due_sheets() -> int:
    """Make what is asked for, the longest waiting first; returns how many were looked after."""
    for done in range(AT_ONCE):
        sheet = PrintSheet.objects.claim(timezone.now(), LEASE)
        if sheet is None:
            return done
        with override(sheet.language):
            _look_after(sheet)
    return AT_ONCE


def _look_after(sheet: PrintSheet) -> None:
    """Make one sheet. What goes wrong is tried again, a few times; then the page says so."""
    if sheet.attempts > MOST_ATTEMPTS:
        # Each time the worker itself died over it.
        _give_up(sheet, FAILED)
        return
    try:
        made = make(sheet)
    except LettersMissing as missing:
        _give_up(sheet, f"{NO_LETTERS}{missing.letters}"[:LONGEST_PROBLEM])
    except DatabaseError:
        raise
    except Exception as problem:
        log.warning("sheet %s: %s", sheet.pk, type(problem).__name__)
        if sheet.attempts >= MOST_ATTEMPTS:
            _give_up(sheet, FAILED)
        else:
            _let_go(sheet, due_at=timezone.now() + AGAIN_AFTER)
    else:
        _keep(sheet, made)


def told_by(sheet: PrintSheet) -> Told:
    """What stands on a sheet, in the language that is active."""
    return TELLING[sheet.kind](sheet)


def make(sheet: PrintSheet) -> Made:
    """Write its file, unless the one that is there would look the same. Raises LettersMissing."""
    # Before anything is read: what is hidden from now on leaves a file that is not shown.
    mark = hiding_mark(sheet.community)
    told = told_by(sheet)
    setting = setting_of(sheet.community, sheet.language, large=sheet.large)
    template = f"{sheet.kind}.typ"
    ending = "png" if sheet.kind == Kind.POST else "pdf"
    text = told.text if isinstance(told, Post) else ""
    # The row's own number keeps two rows from sharing, and so from dropping, one file.
    words = asdict(told)
    name = f"{sheet.pk}-{mark}-{fingerprint(words, template, setting)}.{ending}"
    storage = sheets()
    if not (sheet.file.name == name and storage.exists(name)):
        content = apart(words, template, setting, as_picture=ending == "png")
        name = storage.save(name, ContentFile(content))
    return Made(name, text)


def _keep(sheet: PrintSheet, made: Made) -> None:
    before, now = sheet.file.name, timezone.now()
    done = {"due_at": None, "attempts": 0, "problem": "", "made_at": now}
    kept = _let_go(sheet, **done, file=made.file, text=made.text)
    unused = before if kept else made.file
    if unused and (before != made.file):
        sheets().delete(unused)


def _give_up(sheet: PrintSheet, problem: str) -> None:
    before = sheet.file.name
    if _let_go(sheet, due_at=None, attempts=0, file="", text="", problem=problem) and before:
        sheets().delete(before)


def _let_go(sheet: PrintSheet, **values: object) -> bool:
    """Write to the row, unless its lease went over and another worker has it now."""
    ours = PrintSheet.objects.filter(pk=sheet.pk, leased_until=sheet.leased_until)
    return ours.update(leased_until=None, **values) == 1


def problem_words(problem: str) -> str:
    """Why there is no file, in the language of whoever looks; '' where there is no problem."""
    if problem.startswith(NO_LETTERS):
        # A name may hold many; the first few say which script it is.
        letters = problem.removeprefix(NO_LETTERS)[:8]
        return _("Our printer here has no letters for “%(letters)s”.") % {"letters": letters}
    return _("This sheet could not be made here.") if problem else ""


def drop_old_sheets() -> int:
    """Delete what nobody asked for in weeks, what is more than the disk should hold, and files
    that were left behind."""
    now = timezone.now()
    old = set(PrintSheet.objects.filter(asked_at__lt=now - KEPT_FOR).values_list("pk", flat=True))
    by_age = PrintSheet.objects.order_by("-asked_at", "-pk").values_list("pk", flat=True)
    old |= set(by_age[MOST_KEPT:])
    rows = PrintSheet.objects.filter(pk__in=old)
    names = [name for name in rows.values_list("file", flat=True) if name]
    rows.delete()
    names += _left_behind(now)
    for name in names:
        sheets().delete(name)
    return len(old)


def _left_behind(now: datetime) -> list[str]:
    storage = sheets()
    if not storage.exists(""):
        return []
    named = set(PrintSheet.objects.values_list("file", flat=True))
    found = [name for name in storage.listdir("")[1] if name not in named]
    return [name for name in found if storage.get_modified_time(name) < now - LEFT_BEHIND]
