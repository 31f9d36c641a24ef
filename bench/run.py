"""Run every benchmark: `python -m bench.run [--strict] [NAME …]`.

A benchmark is a module of this folder that prints one JSON line a figure (bench/figure.py) when
run. Each has a process of its own, so that none warms or swells the next.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOT_BENCHMARKS = {"__init__", "figure", "pictures", "run", "site"}


def main() -> None:
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_BENCHMARKS)
    parser = argparse.ArgumentParser(description="Print one JSON line a figure.")
    parser.add_argument("--strict", action="store_true", help="fail where a limit is missed")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    results = [run(name) for name in asked.names or names]
    if not all(results) and asked.strict:
        sys.exit(1)


def run(name: str) -> bool:
    """Pass on what one benchmark says; false where it broke or missed a limit."""
    command = [sys.executable, "-m", f"bench.{name}"]
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    ok = True
    for line in process.stdout:
        print(line, end="", flush=True)
        ok &= _holds(line)
    if process.wait():
        print(f"bench.{name} broke", file=sys.stderr)
    return ok and process.returncode == 0


def _holds(line: str) -> bool:
    try:
        return bool(json.loads(line).get("ok", True))
    except ValueError:
        # Not a figure: a remark.
        return True


if __name__ == "__main__":
    main()
