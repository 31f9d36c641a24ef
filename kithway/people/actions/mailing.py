"""The mail address of an account: sealed, confirmed before it is of use, and slow to open it."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from kithway.people.actions.recovering import NOTICE, refuse_recovery
from kithway.people.limits import TooOften, attempt_mark, count
from kithway.people.marks import mark, same
from kithway.people.models import Attempt, Message, Person, Recovery
from kithway.people.models.person import name_key
from kithway.people.passwords import SLOT, fits
from kithway.people.proving import WITHIN, Wrong
from kithway.people.secrets import for_sign_in
from kithway.people.telling import tell
from kithway.people.telling.words import said_in
from kithway.vault.kept import open_kept, seal_kept
from kithway.vault.tokens import hash_token, new_token

SALT, CONFIRM_WITHIN = "confirm-mail", 3 * 24 * 3600
ASKED, A_DAY = "recover-by-mail", WITHIN * 144
# What a request that the worker has seen to is counted as: one more is not taken that day.
SEEN_TO = 2


def mail_mark(mail: str) -> str:
    """What an address is found by; letters large and small are one."""
    return mark("mail", mail.strip().casefold())


def mail_of(person: Person) -> str:
    """The address, for its own person and for what is sent to it; '' without one."""
    if not person.mail:
        return ""
    return open_kept(bytes(person.mail), at=person.at("mail"), access=for_sign_in(person))


@transaction.atomic
def set_mail(*, person: Person, mail: str, by: Person) -> None:
    """Keep an address; it is of no use until the link that goes to it was opened. What was asked
    for by the one before opens nothing."""
    say_it_changed(person=person)
    person.mail, person.mail_mark = seal_kept(mail, at=person.at("mail")), ""
    person.save(update_fields=["mail", "mail_mark"])
    refuse_recovery(person=person, by=by)
    token = signing.dumps([str(person.pk), mail_mark(mail)], salt=SALT)
    _send(person, mail, f"confirm:{person.pk}", reverse("confirm-mail", args=[token]))


def confirm_mail(*, token: str, by: None) -> Person:
    """The link was opened that went to the address. Raises Wrong: too old, or another address."""
    try:
        owner, marked = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        raise Wrong from None
    person = Person.objects.filter(pk=owner).first()
    if person is None or not same(mail_mark(mail_of(person)), marked):
        raise Wrong
    person.mail_mark = marked
    person.save(update_fields=["mail_mark"])
    return person


@transaction.atomic
def remove_mail(*, person: Person, by: Person) -> None:
    """Do without; what was asked for by it opens nothing."""
    person.mail, person.mail_mark = None, ""
    person.save(update_fields=["mail", "mail_mark"])
    refuse_recovery(person=person, by=by)


def say_it_changed(*, person: Person) -> None:
    """Where there is an address: a neutral mail, that leads to the account."""
    if person.mail_mark:
        _send(person, mail_of(person), f"changed:{person.pk}", reverse("settings"))


def ask_by_mail(*, name: str, mail: str, by: None) -> None:
    """Somebody without password and code asks to get in by their mail. Known and unknown alike: one
    line, of which nobody can read what it is of; the worker sees whether it fits an account.
    It costs as much as signing in, so that nobody fills the table. Raises Busy."""
    with SLOT.hold():
        fits(None, mail)
    try:
        count(ASKED, _asked_of(name_key(name), mail_mark(mail)), most=1, within=A_DAY)
    except TooOften:
        return


def answer_asked() -> int:
    """Begin what was asked for by mail, where name and address are of one account."""
    new = Attempt.objects.filter(what=ASKED, count=1)
    waiting = {attempt.mark: attempt for attempt in new}
    if not waiting:
        return 0
    begun = 0
    for person in Person.objects.exclude(mail_mark=""):
        asked = waiting.get(attempt_mark(ASKED, _asked_of(person.name_key, person.mail_mark)))
        if asked is not None:
            begun += _begin_recovery(asked, person)
    new.filter(pk__in=[asked.pk for asked in waiting.values()]).update(count=SEEN_TO)
    return begun


def _asked_of(key: str, marked: str) -> str:
    return f"{key}\x1f{marked}"


@transaction.atomic
def _begin_recovery(asked: Attempt, person: Person) -> int:
    """Once, whichever of two workers comes first."""
    if not Attempt.objects.filter(pk=asked.pk, count=1).update(count=F("count") + 1):
        return 0
    token, now = new_token(), timezone.now()
    Recovery.objects.create(
        person=person,
        token_hash=hash_token(token),
        asked_at=now,
        opens_at=now + NOTICE,
        expires_at=now + 2 * NOTICE,
    )
    _send(person, mail_of(person), f"recover:{person.pk}", reverse("recover-link", args=[token]))
    return 1


def _send(person: Person, mail: str, about: str, path: str) -> None:
    """Only a link: whoever sees the mail learns that somebody has an account somewhere."""
    with said_in(person.language):
        tell(
            owner=person.pk,
            person=person,
            channel=Message.Channel.MAIL,
            to=mail,
            body=f"{settings.SITE_URL}{path}",
            about=about,
        )
