"""Lighthouse on the ten main pages: a slow phone on slow 4G, as it comes."""

import json
import os
import subprocess
import sys
from typing import Any

from bench.figure import show
from bench.site import demo_region, main_pages
from tests.parts import CHROMIUM, LIGHTHOUSE, Part
from tests.serving import serving

LIMITS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
LARGEST_PAINT = 1500  # milliseconds
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def main() -> None:
    browser, lighthouse = _found(CHROMIUM), _found(LIGHTHOUSE)
    with demo_region() as folder, serving(folder) as site:
        for name, path in main_pages(site.address).items():
            report = _median(lighthouse, browser, site.address + path)
            for category, limit in LIMITS.items():
                score = 100 * report["categories"][category]["score"]
                show(f"lighthouse.{name}.{category}", score, "of 100", limit=limit, at_least=True)
                _explain(report, category)
            paint = report["audits"]["largest-contentful-paint"]["numericValue"]
            show(f"lighthouse.{name}.largest_paint", paint, "ms", limit=LARGEST_PAINT)


def _found(part: Part) -> str:
    if (path := part.find()) is None:
        raise SystemExit(f"{part.name} is not here: {part.get}")
    return str(path)


def _median(lighthouse: str, browser: str, address: str) -> dict[str, Any]:
    """One run where it is good enough; else the middle one of three, since a busy machine tells on
    the one figure that is timed."""
    reports = [_run(lighthouse, browser, address)]
    if _performance(reports[0]) < LIMITS["performance"]:
        reports += [_run(lighthouse, browser, address) for _ in range(2)]
    return sorted(reports, key=_performance)[len(reports) // 2]


def _performance(report: dict[str, Any]) -> float:
    return 100 * report["categories"]["performance"]["score"]


def _run(lighthouse: str, browser: str, address: str) -> dict[str, Any]:
    done = subprocess.run(
        [
            *("node", lighthouse, address, "--quiet", "--output=json"),
            *(f"--only-categories={','.join(LIMITS)}", f"--chrome-flags={FLAGS}"),
        ],
        env={**os.environ, "CHROME_PATH": browser},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr.decode()[-2000:])
    return json.loads(done.stdout)


def _explain(report: dict[str, Any], category: str) -> None:
    """Say on stderr what cost points."""
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            shown = audit.get("displayValue", "")
            print(f"  {category}: {audit['title']} {shown}", file=sys.stderr)


if __name__ == "__main__":
    main()
