"""Both databases, empty, as files: migrated once for a state of the code, then copied."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.parts import ROOT

BOTH = ("kithway.sqlite3", "keys/keys.sqlite3")


def lay_databases(folder: Path) -> None:
    """What `kithway migrate` leaves in a folder for a site on SQLite."""
    kept = _kept()
    if not kept.is_dir():
        _make(kept)
    # As the settings make it: for this account alone.
    (folder / "keys").mkdir(mode=0o700, exist_ok=True)
    for name in BOTH:
        shutil.copy(kept / name, folder / name)


def _kept() -> Path:
    """Where they lie: another name as soon as what makes them changes."""
    digest = hashlib.sha256(version("django").encode())
    for source in sorted((ROOT / "kithway").glob("*/migrations/*.py")):
        digest.update(source.read_bytes())
    return ROOT / "build" / f"migrated-{digest.hexdigest()[:12]}"


def _make(kept: Path) -> None:
    """Beside their place, and moved there whole: two runs may make them at once."""
    kept.parent.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=kept.parent))
    here = {k: v for k, v in os.environ.items() if not k.startswith(("KITHWAY_", "DJANGO_"))}
    here |= {"KITHWAY_DATA": str(draft), "DATABASE_URL": "", "KEYS_DATABASE_URL": ""}
    for words in (["migrate"], ["migrate", "--database", "keys"]):
        command = [sys.executable, "manage.py", *words, "-v", "0"]
        subprocess.run(command, cwd=ROOT, env=here, check=True)
    try:
        draft.rename(kept)
    except OSError:
        # Another run was first.
        shutil.rmtree(draft)
