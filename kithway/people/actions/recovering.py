"""Getting back in, where a password is lost: by the code on paper, or slowly by mail."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from kithway.people.codes import LONG, new_code
from kithway.people.limits import count
from kithway.people.marks import same
from kithway.people.models import CodeApp, Person, Recovery
from kithway.people.models.person import name_key
from kithway.people.passwords import SLOT
from kithway.people.proving import TRIES, WITHIN, Wrong, has_factor, recovery_mark
from kithway.people.sessions import end_sessions
from kithway.vault.tokens import hash_token

# The person, told on every session, has this long to say that it was not them.
NOTICE = timedelta(days=7)


def recover_by_code(
    *, name: str, code: str, password: str, lost: bool, by: None
) -> tuple[Person, str]:
    """A new password for who has the name and the code on paper, and another code. `lost`: what was
    the second factor is taken off too. Raises Busy, TooOften, Wrong, alike for unknown names."""
    with SLOT.hold():
        count("recover", name_key(name), most=TRIES, within=WITHIN)
        # Also for a wrong code: each name leaves a line, and nobody shall fill the table.
        hashed = make_password(password)
        person = Person.objects.named(name)
        fits = same(recovery_mark(person or Person(), code), person.recovery_mark if person else "")
        if person is None or not fits:
            raise Wrong
    return person, _let_back_in(person, hashed, new_code(LONG), lost=lost)


def recover_by_mail(*, recovery: Recovery, password: str, by: None) -> tuple[Person, str]:
    """The same for a link that has waited its seven days, once. Raises Busy, Wrong.

    Where there is a second factor the old code stays, and '' is returned: a new one would take the
    factor off in a second step, for whoever reads the mail.
    """
    now = timezone.now()
    with SLOT.hold():
        hashed = make_password(password)
    ripe = Recovery.objects.waiting(now).filter(pk=recovery.pk, opens_at__lte=now)
    with transaction.atomic():
        if not ripe.update(used_at=now):
            raise Wrong
        code = "" if has_factor(recovery.person) else new_code(LONG)
        return recovery.person, _let_back_in(recovery.person, hashed, code, lost=False)


@transaction.atomic
def _let_back_in(person: Person, hashed: str, code: str, *, lost: bool) -> str:
    """`code`: the new one, or '' where the old one stays."""
    old = person.recovery_mark
    person.password, person.recovery_mark = hashed, recovery_mark(person, code) if code else old
    # Of two who send the same code, one is let in.
    mine = Person.objects.filter(pk=person.pk, recovery_mark=old)
    if not mine.update(password=person.password, recovery_mark=person.recovery_mark):
        raise Wrong
    end_sessions(person)
    if lost:
        CodeApp.objects.filter(person=person).delete()
        person.backup_codes.all().delete()
        person.passkeys.all().delete()
    refuse_recovery(person=person, by=person)
    return code


def refuse_recovery(*, person: Person, by: Person | None) -> int:
    """'This was not me': whatever was asked for by mail opens nothing."""
    now = timezone.now()
    return person.recoveries.waiting(now).update(refused_at=now)


def waiting_recovery(token: str) -> Recovery | None:
    """What a mail's link is of, while it may still open something."""
    waiting = Recovery.objects.waiting(timezone.now()).select_related("person")
    return waiting.filter(token_hash=hash_token(token)).first()
