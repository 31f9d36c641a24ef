"""How often something may be tried: counted in a table that all workers share."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from kithway.people.marks import mark
from kithway.people.models import Attempt

# Longer than any span that is counted in.
KEPT_FOR = timedelta(days=7)


class TooOften(Exception):
    """It was tried too often for now."""


def count(what: str, of: str, *, most: int, within: timedelta) -> None:
    """Count one try of this thing. Raises TooOften from the one after `most` in a span of `within`.

    Never of anybody's address. Known and unknown things are counted alike. Call it outside a
    transaction: what is refused afterwards has been tried all the same.
    """
    now = timezone.now()
    tries = Attempt.objects.filter(what=what, mark=attempt_mark(what, of))
    # Each is one conditional update: of two at once, both count.
    if tries.filter(began_at__gt=now - within, count__lt=most).update(count=F("count") + 1):
        return
    if tries.filter(began_at__lte=now - within).update(began_at=now, count=1):
        return
    try:
        with transaction.atomic():
            Attempt.objects.create(what=what, mark=attempt_mark(what, of), began_at=now, count=1)
    except IntegrityError:
        # It is there: full, or another process made it this moment.
        if not tries.filter(began_at__gt=now - within, count__lt=most).update(count=F("count") + 1):
            raise TooOften from None


def forgive(what: str, of: str) -> None:
    """It went well: begin anew."""
    Attempt.objects.filter(what=what, mark=attempt_mark(what, of)).delete()


def attempt_mark(what: str, of: str) -> str:
    return mark("attempt", what, of)


def forget_attempts() -> int:
    """Delete what was tried too long ago to matter."""
    return Attempt.objects.filter(began_at__lt=timezone.now() - KEPT_FOR).delete()[0]
