"""What the vault costs, and that it holds: 4 KB sealed and opened, 100,000 altered values tried."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figure import show

ROOT = Path(__file__).parents[1]
KB4, TIMES, ALTERED = 4096, 20_000, 100_000
LIMIT_US = 20.0


def main() -> None:
    cipher()
    with tempfile.TemporaryDirectory(prefix="kithway-bench-") as folder:
        here = {**os.environ, "KITHWAY_DATA": folder, "DATABASE_URL": "", "KEYS_DATABASE_URL": ""}
        here["DJANGO_SETTINGS_MODULE"] = "kithway.config.settings"
        migrate = [sys.executable, "manage.py", "migrate", "--database", "keys", "-v", "0"]
        subprocess.run(migrate, cwd=ROOT, env=here, check=True)
        try_them = [sys.executable, "-m", "bench.vault", "altered"]
        subprocess.run(try_them, cwd=ROOT, env=here, check=True)


def cipher() -> None:
    """One value of 4 KB, its data key unwrapped already."""
    from kithway.vault.cipher import new_key, seal, unseal

    key, bound = new_key(), os.urandom(120)
    plain = os.urandom(KB4 - 4)
    sealed = seal(key, plain, bound)
    show("vault_seal_4kb", _each(lambda: seal(key, plain, bound)), "us", limit=LIMIT_US)
    show("vault_open_4kb", _each(lambda: unseal(key, sealed, bound)), "us", limit=LIMIT_US)


def altered() -> None:
    import logging

    import django

    django.setup()
    logging.getLogger("kithway.vault").setLevel(logging.CRITICAL)
    from tests.vault.tampering import accepted

    opened = accepted(ALTERED, seed=random.randrange(2**32))
    show(f"vault_opened_of_{ALTERED}_altered", opened, "values", limit=0)


def _each(do: Callable[[], bytes]) -> float:
    """The middle of some rounds, in microseconds."""
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(TIMES // 5):
            do()
        rounds.append((time.perf_counter() - began) / (TIMES // 5) * 1e6)
    return sorted(rounds)[2]


if __name__ == "__main__":
    altered() if "altered" in sys.argv else main()
