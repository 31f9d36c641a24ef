"""Proving who one is: by password, and by a second factor. Each try is counted."""

from datetime import timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils import timezone

from kithway.people.codes import read_code
from kithway.people.limits import count, forgive
from kithway.people.marks import mark
from kithway.people.models import CodeApp, Person
from kithway.people.models.person import name_key
from kithway.people.passwords import SLOT, fits
from kithway.people.secrets import for_sign_in
from kithway.vault.kept import open_kept

# Of one name, by whoever tries. Never of one address: many people share one.
TRIES, WITHIN = 10, timedelta(minutes=10)
DIGITS, STEP = 6, 30


class Wrong(Exception):
    """That did not prove it."""


def by_password(*, name: str, password: str) -> Person:
    """Whose name and password these are. Raises Busy, TooOften, Wrong: alike in words, queries and
    work for a name that nobody has."""
    key = name_key(name)
    with SLOT.hold():
        count("sign-in", key, most=TRIES, within=WITHIN)
        person = Person.objects.named(name)
        if not fits(person, password) or person is None:
            raise Wrong
    forgive("sign-in", key)
    return person


def by_code(*, person: Person, typed: str) -> None:
    """A code of the person's app, or one of those that stand in for it. Raises TooOften, Wrong."""
    count("second-factor", str(person.pk), most=TRIES, within=WITHIN)
    code = read_code(typed)
    taken = _app_code(person, code) if code.isdigit() else False
    if not taken and not _backup_code(person, code):
        raise Wrong
    forgive("second-factor", str(person.pk))


def step_of(secret: bytes, code: str) -> int | None:
    """Which half minute's code this is, now or one away from it; None for none of them."""
    # RFC 6238 as apps have it: HMAC with SHA-1, which nobody has broken.
    totp, now = TOTP(secret, DIGITS, SHA1(), STEP), int(timezone.now().timestamp())  # noqa: S303
    for moment in (now, now - STEP, now + STEP):
        try:
            totp.verify(code.encode(), moment)
        except InvalidToken:
            continue
        return moment // STEP
    return None


def _app_code(person: Person, code: str) -> bool:
    app = CodeApp.objects.filter(person=person).first()
    if app is None:
        return False
    secret = open_kept(bytes(app.secret), at=app.at, access=for_sign_in(person))
    step = step_of(bytes.fromhex(secret), code)
    # Of two who send the same code only one is let in.
    newer = CodeApp.objects.filter(pk=app.pk, last_step__lt=step or 0)
    return step is not None and newer.update(last_step=step) == 1


def _backup_code(person: Person, code: str) -> bool:
    unused = person.backup_codes.filter(used_at=None, mark=backup_mark(person, code))
    return bool(unused.update(used_at=timezone.now()))


def backup_mark(person: Person, code: str) -> str:
    return mark("backup", str(person.pk), read_code(code))


def recovery_mark(person: Person, code: str) -> str:
    return mark("recovery", str(person.pk), read_code(code))


def has_factor(person: Person) -> bool:
    """Whether a second factor was ever set up: then no password alone may change one."""
    return CodeApp.objects.filter(person=person).exists() or person.passkeys.exists()


def uri_of(secret: bytes, name: str) -> str:
    """As code apps read it from a picture."""
    return TOTP(secret, DIGITS, SHA1(), STEP).get_provisioning_uri(name, "Kithway")  # noqa: S303
