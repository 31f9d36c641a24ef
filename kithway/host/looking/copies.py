"""Backups: whether there are any, how old the newest is, and whether their key is the one here;
framework-free."""

from datetime import datetime, timedelta
from pathlib import Path

from kithway.host import backups
from kithway.host.backup_key import KeyRefused, read_public
from kithway.host.looking.finding import Finding, broken, look, ok
from kithway.vault.cipher import NotOpened
from kithway.vault.parcel import name_of, read_header

FRESH, STALE = timedelta(hours=30), timedelta(days=3)
NOW_DO = "sudo systemctl start kithway-backup, and: sudo journalctl -u kithway-backup"


def backup_key(data: Path) -> Finding:
    try:
        return ok("backup_key", f"Backups are sealed to the key {name_of(read_public(data))}.")
    except KeyRefused as refusal:
        return broken("backup_key", "Backups cannot be sealed.", str(refusal))


def newest_backup(folder: Path | None, data: Path, now: datetime) -> Finding:
    key = "backups"
    if folder is None:
        do = "Set KITHWAY_BACKUPS in /etc/kithway/kithway.env."
        return look(key, "No folder for backups is named.", do)
    try:
        found = backups.newest(folder)
    except OSError:
        return broken(key, f"There is no folder {folder}, or it cannot be read.", NOW_DO)
    missing = [kind for kind in backups.KINDS if kind not in found]
    if missing:
        return broken(key, f"There is no backup of: {', '.join(missing)}.", NOW_DO)
    oldest = min(found[kind].made_at for kind in backups.KINDS)
    return _by_age(now - oldest) if _readable(found, data) else _other_key()


def too_old_keys(folder: Path | None, now: datetime) -> Finding:
    """Copies of keys that should be gone: with one, what was erased opens."""
    key, limit = "old_keys", now - timedelta(days=backups.KEYS_DAYS + 1)
    found = backups.in_folder(folder) if folder and folder.is_dir() else []
    old = [backup for backup in found if backup.kind == "keys" and backup.made_at < limit]
    if old:
        said = f"{len(old)} backups of keys are older than {backups.KEYS_DAYS} days."
        return broken(
            key, said, f"Delete them: {old[0].path} … Then look where copies of them lie."
        )
    return ok(key, f"No backup of keys is older than {backups.KEYS_DAYS} days here.")


def _by_age(age: timedelta) -> Finding:
    said = f"The newest backup is {max(0, int(age.total_seconds() // 3600))} hours old."
    if age > STALE:
        return broken("backups", said, NOW_DO)
    return ok("backups", said) if age <= FRESH else look("backups", said, NOW_DO)


def _readable(found: dict[str, backups.Backup], data: Path) -> bool:
    """Whether their headers name the key that is here; that they open, only a restore can show."""
    try:
        ours = name_of(read_public(data))
        return all(_key_of(found[kind].path) == ours for kind in backups.KINDS)
    except (KeyRefused, NotOpened, OSError):
        return False


def _key_of(path: Path) -> str:
    with path.open("rb") as file:
        return read_header(file).get("key", "")


def _other_key() -> Finding:
    said = "The newest backup is not sealed to the key that is here."
    return look("backups", said, f"Make another: {NOW_DO}")
