"""The doctor: all that is looked at, in the order in which one would mend it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kithway.host import heartbeat
from kithway.host.looking import copies, databases, demo, files, keys, machine, site, worker
from kithway.host.looking.finding import Finding, broken


def look_at_all() -> list[Finding]:
    now, data, folder = timezone.now(), Path(settings.DATA), settings.BACKUPS
    looks: dict[str, Callable[[], Finding]] = {
        "disk": lambda: machine.disk(data),
        "memory": machine.memory,
        "clock": lambda: machine.clock(data, now, _moments()),
        "data_folder": lambda: files.data_folder(data),
        "owner": lambda: files.owners(data),
        "secrets": lambda: files.secrets(data),
        "pepper": keys.pepper,
        "keyring": keys.keyring,
        "database_default": lambda: databases.integrity("default"),
        "database_keys": lambda: databases.integrity("keys"),
        "migrations_default": lambda: databases.migrations("default"),
        "migrations_keys": lambda: databases.migrations("keys"),
        "worker": lambda: worker.worker(heartbeat.path(), now),
        "https": _https,
        "demo": demo.demo,
        "debug": lambda: site.debug(switched_on=settings.DEBUG),
        "mail": lambda: site.mail(settings.MAIL_URL, settings.MAIL_FROM),
        "backup_key": lambda: copies.backup_key(data),
        "backups": lambda: copies.newest_backup(folder, data, now),
        "old_keys": lambda: copies.too_old_keys(folder, now),
    }
    return [_looked(key, look) for key, look in looks.items()]


def _looked(key: str, look: Callable[[], Finding]) -> Finding:
    """What cannot be looked at is broken too, and keeps nothing else from being looked at."""
    try:
        return look()
    except OSError as problem:
        do = "Run the doctor as the account that the site runs as: sudo kithway doctor"
        return broken(key, f"{problem.filename or key}: {problem.strerror}.", do)


def _https() -> Finding:
    return site.https(
        settings.SITE_URL, switched_on=settings.HTTPS, hosts=list(settings.ALLOWED_HOSTS)
    )


def _moments() -> list[datetime]:
    beat = worker.last_beat(heartbeat.path())
    return [*databases.moments(), *([beat] if beat else [])]
