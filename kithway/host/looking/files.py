"""Who may read the data folder and the keys in it; framework-free."""

from collections.abc import Iterator
from pathlib import Path

from kithway.host.looking.finding import Finding, broken, ok

SECRETS = (
    "secret_key",
    "keys/pepper",
    "keys/installation",
    "keys/keyring.json",
    "keys/keys.sqlite3",
)
OTHERS = 0o077


def data_folder(data: Path) -> Finding:
    """Closed to other accounts, and so is the folder of keys."""
    key = "data_folder"
    open_ones = [path for path in (data, data / "keys") if path.stat().st_mode & OTHERS]
    if open_ones:
        names = " ".join(map(str, open_ones))
        return broken(key, f"Other accounts may look into {names}.", f"sudo chmod 700 {names}")
    return ok(key, f"The data folder {data} is closed to other accounts.")


def owners(data: Path) -> Finding:
    """One account has all of it: a command run as root leaves what the site cannot read."""
    key, owner = "owner", data.stat().st_uid
    others = [path for path in _files(data) if path.stat(follow_symlinks=False).st_uid != owner]
    if others:
        account = data.owner()
        return broken(
            key,
            f"{len(others)} files in {data} belong to another account, such as {others[0].name}.",
            f"sudo chown -R {account}: {data}, and run commands as that account",
        )
    return ok(key, "One account has all of the data folder.")


def secrets(data: Path) -> Finding:
    """What opens everything else is readable to its owner alone."""
    key = "secrets"
    there = [data / name for name in SECRETS if (data / name).exists()]
    open_ones = [path for path in there if path.stat().st_mode & OTHERS]
    if open_ones:
        names = " ".join(map(str, open_ones))
        return broken(key, f"Other accounts may read {names}.", f"sudo chmod 600 {names}")
    return ok(key, "Keys are readable to their owner alone.")


def _files(data: Path) -> Iterator[Path]:
    for folder in (data, data / "keys", data / "media"):
        if folder.is_dir():
            yield from folder.iterdir()
