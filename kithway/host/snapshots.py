"""A database as it was at one moment, as a file, with how many rows each table had; framework-free.

`database` is what Django's settings say of one: ENGINE, NAME and so on.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

Counts = dict[str, int]
PG_DUMP_IN = "postgresql-client"


class NotCopied(Exception):
    """A database that cannot be copied; the message says what to do."""


def is_sqlite(database: Mapping[str, Any]) -> bool:
    return str(database["ENGINE"]).endswith("sqlite3")


def require_tools(database: Mapping[str, Any]) -> None:
    """Raises NotCopied where what copies this database is not on this machine."""
    if not is_sqlite(database) and shutil.which("pg_dump") is None:
        raise NotCopied(
            "pg_dump is not on this machine, so PostgreSQL cannot be copied: "
            f"sudo apt install {PG_DUMP_IN}"
        )


def snapshot(database: Mapping[str, Any], to: Path) -> Counts:
    """Copy it into the file `to` while others write on; gives the rows of each table there."""
    return _copy(Path(database["NAME"]), to) if is_sqlite(database) else _dump(database, to)


def counts_of(path: Path) -> Counts:
    """The rows of each table of a SQLite file. Raises NotCopied where it is not whole."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            said = [row[0] for row in database.execute("PRAGMA integrity_check")]
            if said != ["ok"]:
                raise NotCopied(f"{path.name} is damaged: {said[0]}")
            return {name: _rows(database, name) for name in _tables(database)}
    except sqlite3.DatabaseError as problem:
        raise NotCopied(f"{path.name} is damaged: {problem}") from None


def _copy(source: Path, to: Path) -> Counts:
    if not source.exists():
        raise NotCopied(f"{source} is not there. Make it with `kithway migrate`.")
    try:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(to)) as written:
            # All pages in one step: other writers go on, and what they write is not in it.
            read.backup(written)
            # One file by itself, without a log beside it.
            written.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as problem:
        raise NotCopied(f"{source} cannot be copied: {problem}") from None
    to.chmod(0o600)
    return counts_of(to)


def _tables(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    return sorted(str(row[0]) for row in database.execute(query))


def _rows(database: sqlite3.Connection, table: str) -> int:
    return int(database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608


def _dump(database: Mapping[str, Any], to: Path) -> Counts:
    """By pg_dump, from the very moment in which the rows are counted."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    words = {
        "dbname": database["NAME"],
        "user": database.get("USER"),
        "password": database.get("PASSWORD"),
        "host": database.get("HOST"),
        "port": database.get("PORT"),
        "sslmode": database.get("OPTIONS", {}).get("sslmode"),
    }
    given = {name: str(value) for name, value in words.items() if value}
    try:
        with psycopg.connect(make_conninfo(**given)) as held:
            held.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            row = held.execute("SELECT pg_export_snapshot()").fetchone()
            _run_pg_dump(given, str(row[0]) if row else "", to)
            return _postgresql_counts(held)
    except psycopg.Error as problem:
        raise NotCopied(f"PostgreSQL did not answer: {type(problem).__name__}") from None


def _run_pg_dump(given: dict[str, str], moment: str, to: Path) -> None:
    # By the environment: a password on a command line is seen by everyone on the machine.
    named = {"dbname": "DATABASE"}
    known = {f"PG{named.get(name, name).upper()}": value for name, value in given.items()}
    done = subprocess.run(
        ["pg_dump", "--format=custom", "--no-owner", f"--snapshot={moment}", f"--file={to}"],
        env={**os.environ, **known},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotCopied(f"pg_dump did not work: {done.stderr.strip().splitlines()[-1:]}")
    to.chmod(0o600)


def _postgresql_counts(held: Any) -> Counts:
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    tables = sorted(str(row[0]) for row in held.execute(query))
    return {
        name: int(held.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for name in tables
    }
