"""Both databases: whether they answer, are whole, and stand where the code wants them."""

from datetime import datetime

from django.db import Error as DatabaseError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from kithway.host.looking.finding import Finding, broken, ok

NAMES = {"default": "The main database", "keys": "The database of keys"}


def migrations(alias: str) -> Finding:
    key, name = f"migrations_{alias}", NAMES[alias]
    do = "kithway migrate" if alias == "default" else "kithway migrate --database keys"
    try:
        executor = MigrationExecutor(connections[alias])
        left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        return broken(key, f"{name} does not answer: {type(problem).__name__}.", "See below.")
    if left:
        return broken(key, f"{name} lacks {len(left)} migrations.", do)
    return ok(key, f"{name} is up to date.")


def integrity(alias: str) -> Finding:
    """Quick: every page is read, but no index compared with its table."""
    key, name, connection = f"database_{alias}", NAMES[alias], connections[alias]
    query = "PRAGMA quick_check(1)" if connection.vendor == "sqlite" else "SELECT 'ok'"
    do = "Stop the site, keep a copy of the file, and restore the newest backup."
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            said = cursor.fetchone()[0]
    except DatabaseError as problem:
        if connection.vendor != "sqlite":
            do = "sudo systemctl status postgresql, and DATABASE_URL in /etc/kithway/kithway.env"
        return broken(key, f"{name} does not answer: {type(problem).__name__}.", do)
    if said != "ok":
        return broken(key, f"{name} is damaged.", do)
    return ok(key, f"{name} answers." if connection.vendor != "sqlite" else f"{name} is whole.")


def moments() -> list[datetime]:
    """When each was last migrated, as its own rows say."""
    found = []
    for alias in NAMES:
        try:
            rows = MigrationRecorder(connections[alias]).migration_qs
            found.append(rows.latest("applied").applied)
        except (DatabaseError, MigrationRecorder.Migration.DoesNotExist):
            continue
    return found
