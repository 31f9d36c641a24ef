"""Format, lint, types, arrows, migrations, templates, house tests: all are tried, then said."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.parts import ROOT

TOOLS = Path(sys.executable).parent
CHECKS = {
    "format": [TOOLS / "ruff", "format", "--check", "."],
    "lint": [TOOLS / "ruff", "check", "."],
    "types": [TOOLS / "mypy"],
    "arrows": [TOOLS / "lint-imports"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates": [TOOLS / "djlint", "--lint", "--quiet", "kithway"],
    "sizes, dead code, messages and the other rules of the house": [
        *(sys.executable, "-m", "pytest", "tests/house"),
    ],
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KITHWAY_DATA"] = folder
        failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def passes(name: str, command: list[str | Path]) -> bool:
    """Run one check; what it says is shown where it fails."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    good = done.returncode == 0
    print(f"{'ok    ' if good else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if not good:
        print(done.stdout.decode(), flush=True)
    return good


if __name__ == "__main__":
    main()
