"""An account: begun with a name and a password, and what opens it changed."""

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kithway.people.actions.mailing import say_it_changed
from kithway.people.codes import LONG, new_code
from kithway.people.models import Person, Session
from kithway.people.passwords import SLOT
from kithway.people.proving import recovery_mark
from kithway.people.sessions import end_sessions


def sign_up(*, name: str, password: str, language: str, by: None) -> tuple[Person, str]:
    """A new account, and its recovery code, which is kept nowhere. Raises Busy, and ValidationError
    where the name is taken: asking so costs as much as signing in."""
    with SLOT.hold():
        hashed = make_password(password)
    person, code = Person(name=name, password=hashed, language=language), new_code(LONG)
    person.recovery_mark = recovery_mark(person, code)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise ValidationError(
            {"name": _("Someone here has this name, or one that reads like it. Choose another.")}
        ) from None
    return person, code


def set_password(*, person: Person, password: str, but: Session | None, by: Person) -> None:
    """Another password; every session ends, `but` the one that it is done in. Raises Busy."""
    with SLOT.hold():
        hashed = make_password(password)
    with transaction.atomic():
        person.password = hashed
        person.save(update_fields=["password"])
        end_sessions(person, but=but)
        say_it_changed(person=person)


def renew_recovery_code(*, person: Person, by: Person) -> str:
    """Another recovery code, which is returned and kept nowhere; the old one opens nothing more."""
    code = new_code(LONG)
    person.recovery_mark = recovery_mark(person, code)
    person.save(update_fields=["recovery_mark"])
    return code
