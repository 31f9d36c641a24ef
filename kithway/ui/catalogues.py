"""Catalogues of messages, compiled without gettext's own tools: `.po` is kept, `.mo` is made."""

import os
from pathlib import Path

import polib


def compile_catalogues(folder: Path) -> list[Path]:
    """Make the `.mo` beside each `.po` under `folder` where it is missing or of another state.

    Gives those that were made. Several processes may do this at once: each writes a whole file
    beside its place and moves it there.
    """
    return [path for path in sorted(folder.rglob("*.po")) if _compiled(path)]


def _compiled(source: Path) -> bool:
    target = source.with_suffix(".mo")
    written = source.stat().st_mtime_ns
    # The same moment, as Python keeps its own compiled files: going back to an older state counts.
    if target.exists() and target.stat().st_mtime_ns == written:
        return False
    draft = target.with_suffix(f".{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    os.utime(draft, ns=(written, written))
    draft.replace(target)
    return True
