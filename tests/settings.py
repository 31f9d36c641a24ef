"""The installation's own settings on a folder that goes with the run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.gazetteer import cached_gazetteer

for name in [name for name in os.environ if name.startswith("KITHWAY_")]:
    if name != "KITHWAY_TEST_ALL":
        del os.environ[name]
folder = tempfile.mkdtemp(prefix="kithway-test-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["KITHWAY_DATA"] = folder
Path(folder, "static").mkdir()

from kithway.config.settings import *  # noqa: E402, F403
from kithway.config.settings import LOCALE_PATHS, STORAGES  # noqa: E402
from kithway.ui.catalogues import compile_catalogues  # noqa: E402

GAZETTEER = cached_gazetteer()
# Passwords in tests guard nothing; a slow hash only makes the suite slow.
PASSWORD_HASHERS = ["tests.hashing.Quick"]
# Names of static files as written: their fingerprints are made by collectstatic.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Before Django reads a language; every process of a run may do it.
for locale in LOCALE_PATHS:
    compile_catalogues(locale)
