"""What some tests need beside Python: found where it usually lies, never fetched."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"


@dataclass(frozen=True)
class Part:
    """`find` gives where it lies, or None; `get` says how to have it on Debian or Ubuntu."""

    name: str
    needed_for: str
    get: str
    find: Callable[[], Path | None]


def _program(*names: str) -> Callable[[], Path | None]:
    def find() -> Path | None:
        found = next((path for name in names if (path := shutil.which(name))), None)
        return Path(found) if found else None

    return find


def _file(path: Path) -> Callable[[], Path | None]:
    return lambda: path if path.exists() else None


def _postgres() -> Path | None:
    if found := shutil.which("postgres"):
        return Path(found)
    # Debian keeps the server's programs out of PATH, one folder a version.
    kept = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max(kept, key=lambda path: float(path.parts[-3]), default=None)


POSTGRESQL = Part("PostgreSQL", "the suite on PostgreSQL", "apt install postgresql", _postgres)
CHROMIUM = Part(
    "Chromium",
    "browser journeys",
    "apt install chromium",
    _program("chromium", "chromium-browser", "google-chrome"),
)
AXE = Part(
    "axe-core",
    "the accessibility check of each journey",
    "apt install npm, then make test again",
    _file(MODULES / "axe-core" / "axe.min.js"),
)
VNU = Part(
    "vnu-jar",
    "the HTML checker",
    "apt install npm, then make test again",
    _file(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"),
)
JAVA = Part("Java", "the HTML checker", "apt install default-jre-headless", _program("java"))
LIGHTHOUSE = Part(
    "Lighthouse",
    "make bench",
    "apt install npm, then make bench again",
    _file(MODULES / "lighthouse" / "cli" / "index.js"),
)
PDFTOTEXT = Part(
    "pdftotext",
    "reading what printed sheets say",
    "apt install poppler-utils",
    _program("pdftotext"),
)
FOR_TESTS = (POSTGRESQL, CHROMIUM, AXE, VNU, JAVA, PDFTOTEXT)


def left_out() -> list[Part]:
    return [part for part in FOR_TESTS if part.find() is None]
