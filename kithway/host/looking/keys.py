"""Whether the keys are there, whole, and those that the database was sealed with."""

from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError

from kithway.host.looking.finding import Finding, broken, look, ok
from kithway.people.passwords import pepper as read_pepper
from kithway.vault.keyring import NAME, KeyringUnreadable, read
from kithway.vault.models import DataKey

PUT_BACK = "Put the file back from where you keep a copy, before anybody uses the site."


def keyring() -> Finding:
    """Read, never made: a new one would hide that the old one is lost."""
    key, path = "keyring", Path(settings.KEYS_FOLDER) / NAME
    try:
        wanted = set(DataKey.objects.values_list("keyring_id", flat=True).distinct())
    except DatabaseError:
        return look(key, "The keyring cannot be tried.", "See to the database `keys` first.")
    if not path.exists() and not wanted:
        return ok(key, "There is no keyring yet: nothing has been sealed.")
    try:
        missing = wanted - read(path).keys.keys()
    except KeyringUnreadable as problem:
        return broken(key, "The keyring cannot be read.", str(problem))
    if missing:
        said = f"The keyring is not the one that {len(missing)} kinds of keys were wrapped with."
        return broken(key, said, PUT_BACK)
    return ok(key, "The keyring is readable, and has each key that is asked for.")


def pepper() -> Finding:
    key = "pepper"
    try:
        read_pepper()
    except RuntimeError:
        return broken(key, "The pepper in keys/pepper is too short: no password holds.", PUT_BACK)
    return ok(key, "The pepper is long enough.")
