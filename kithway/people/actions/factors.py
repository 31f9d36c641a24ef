"""What opens an account besides its password: the code app, codes that stand in for it, passkeys.

Whatever changes, the person is signed out everywhere but where they do it.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kithway.people.actions.mailing import say_it_changed
from kithway.people.codes import SHORT, new_code, read_code
from kithway.people.models import BackupCode, CodeApp, Passkey, Person, Session
from kithway.people.pending import use_up
from kithway.people.proving import Wrong, backup_mark, has_factor, step_of
from kithway.people.sessions import end_sessions
from kithway.people.tickets import Stale
from kithway.vault.kept import seal_kept

BACKUPS = 10


def set_up_app(*, person: Person, secrets: list[bytes], typed: str, by: Person) -> list[str]:
    """Take on a code app, once it has shown a right code; returns the backup codes, which are kept
    nowhere. Raises Wrong. `secrets`: of which both may know one."""
    steps = [(secret, step_of(secret, read_code(typed))) for secret in secrets]
    secret, step = next((one for one in steps if one[1] is not None), (b"", None))
    if step is None:
        raise Wrong
    app = CodeApp(person=person, made_at=timezone.now(), last_step=step)
    app.secret = seal_kept(secret.hex(), at=app.at)
    try:
        with transaction.atomic():
            app.save(force_insert=True)
            use_up(secret)
            return _new_backup_codes(person)
    except (IntegrityError, Stale):
        # There is one already: another tap of the same button.
        raise Wrong from None


@transaction.atomic
def renew_backup_codes(*, person: Person, by: Person) -> list[str]:
    """Ten others; what was left of the old ones opens nothing more."""
    return _new_backup_codes(person)


def _new_backup_codes(person: Person) -> list[str]:
    codes = [new_code(SHORT) for _ in range(BACKUPS)]
    person.backup_codes.all().delete()
    marks = [BackupCode(person=person, mark=backup_mark(person, code)) for code in codes]
    BackupCode.objects.bulk_create(marks)
    return codes


@transaction.atomic
def remove_app(*, person: Person, by: Person) -> None:
    """Do without a code app: it and its backup codes open nothing more."""
    CodeApp.objects.filter(person=person).delete()
    person.backup_codes.all().delete()


def remove_passkey(*, passkey: Passkey, by: Person) -> None:
    passkey.delete()


def changed(*, person: Person, here: Session, by: Person) -> None:
    """What opens the account was changed here: elsewhere one signs in anew. With no second factor
    left, here too the pages that ask for one are closed."""
    end_sessions(person, but=here)
    say_it_changed(person=person)
    if not has_factor(person):
        Session.objects.filter(pk=here.pk).update(strong_at=None)
