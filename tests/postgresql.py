"""A PostgreSQL server of the run's own, in a folder that goes with it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# It holds nothing worth a crash's survival, so it need not wait for the disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Serve an empty cluster on a local socket; gives its DATABASE_URL.

    `programs`: the folder that holds initdb and pg_ctl.
    """
    # Short, since a socket's path may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="kw-pg-", dir="/tmp"))
    account = _account()
    if account:
        os.chown(folder, account["user"], account["group"])
    options = " ".join(f"-c {setting}" for setting in CARELESS)
    options += f" -c listen_addresses= -c unix_socket_directories={folder}"
    data = str(folder / "data")
    try:
        _say(
            programs / "initdb", "-D", data, "-U", "kithway", "-A", "trust", "-E", "UTF8", **account
        )
        log = str(folder / "log")
        _say(programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start", **account)
        try:
            yield f"postgresql://kithway@/postgres?host={folder}"
        finally:
            _say(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop", **account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as the account made for it, or as nobody."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}


def _say(program: Path, *words: str, **account: Any) -> None:
    done = subprocess.run(
        [program, *words],
        # A server that kept our pipe open would keep us waiting for its end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if program.name == "initdb" else subprocess.DEVNULL,
        check=False,
        **account,
    )
    if done.returncode:
        raise SystemExit(f"{program.name} failed: {(done.stderr or b'').decode()}")
