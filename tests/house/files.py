"""What the house tests read."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "kithway"


def modules(*folders: str) -> list[Path]:
    """Python that people write: migrations are made by a command."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    found = (
        path for end in ("html", "txt", "svg") for path in HOUSE.rglob(f"templates/**/*.{end}")
    )
    return sorted({*found, *HOUSE.rglob("components/*.html")})


def stylesheets() -> list[Path]:
    return sorted(HOUSE.rglob("*.css"))


def scripts() -> list[Path]:
    return sorted(HOUSE.rglob("*.js"))


def committed() -> list[Path]:
    """Every file under version control."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
