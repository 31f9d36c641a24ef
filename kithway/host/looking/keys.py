"""Whether the keys are there, whole, and those that the database was sealed with."""

from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError

from kithway.host.looking.finding import Finding, broken, look, ok
from kithway.people.passwords import pepper as read_pepper
from kithway.vault import rotation
from kithway.vault.keyring import NAME, KeyringUnreadable
from kithway.vault.models import DataKey

PUT_BACK = "Put the file back from where you keep a copy, before anybody uses the site."


def keyring() -> Finding:
    """Each key is tried; none is made."""
    key = "keyring"
    try:
        if not (Path(settings.KEYS_FOLDER) / NAME).exists() and not DataKey.objects.exists():
            return ok(key, "There is no keyring yet: nothing has been sealed.")
        closed = rotation.state().broken
    except DatabaseError:
        return look(key, "The keyring cannot be tried.", "See to the database `keys` first.")
    except KeyringUnreadable as problem:
        return broken(key, "The keyring cannot be read.", str(problem))
    if closed:
        said = f"{len(closed)} keys do not open with this keyring: it is another, or spoiled."
        return broken(key, said, PUT_BACK)
    return ok(key, "The keyring is readable, and each key opens with it.")


def pepper() -> Finding:
    key = "pepper"
    try:
        read_pepper()
    except RuntimeError:
        return broken(key, "The pepper in keys/pepper is too short: no password holds.", PUT_BACK)
    return ok(key, "The pepper is long enough.")
