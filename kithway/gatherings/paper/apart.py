"""Sets a sheet in a process of its own, which ends with it.

Typst keeps what it has worked out, some hundreds of megabytes after a few long sheets: that goes
with the process. And a sheet that would take for ever, or break typst, takes no worker along.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from kithway.gatherings.paper.typesetting import LettersMissing, Setting, Words, picture, typeset

HERE = Path(__file__).parents[3]
LONGEST = 60.0  # seconds
NO_LETTERS = 3


def apart(told: Words, template: str, setting: Setting, *, as_picture: bool) -> bytes:
    """As `typesetting.picture` or `typesetting.typeset`, from a process that ends with it.

    Raises LettersMissing, and subprocess.SubprocessError where it broke or took too long.
    """
    asked = {"told": told, "template": template, "setting": asdict(setting), "picture": as_picture}
    done = subprocess.run(
        [sys.executable, "-m", "kithway.gatherings.paper.apart"],
        cwd=HERE,
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode == NO_LETTERS:
        raise LettersMissing(done.stderr.decode())
    done.check_returncode()
    return done.stdout


def main() -> None:
    # Whoever looks at a page goes first.
    os.nice(5)
    asked = json.load(sys.stdin.buffer)
    setting = Setting(**asked["setting"])
    make = picture if asked["picture"] else typeset
    try:
        sys.stdout.buffer.write(make(asked["told"], asked["template"], setting))
    except LettersMissing as missing:
        sys.stderr.buffer.write(missing.letters.encode())
        sys.exit(NO_LETTERS)


if __name__ == "__main__":
    main()
