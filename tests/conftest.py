import gc
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from kithway.community import geography
from kithway.gatherings.finding import choices
from kithway.people.passwords import SLOT
from kithway.ui import site
from tests.gazetteer import build_gazetteer
from tests.network import forbid_network

pytest_plugins = ("tests.canaries", "tests.cast", "tests.region")
SHARED = Path(__file__).resolve().parents[2] / "shared"
# In CI nothing may be left out unseen.
NOTHING_LEFT_OUT = bool(os.environ.get("KITHWAY_TEST_ALL"))
forbid_network()
# A busy machine must not fail a test: nothing here is timed.
hypothesis_settings.register_profile("kithway", deadline=None)
hypothesis_settings.load_profile("kithway")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files of public projects, which lie beside the repository and never in it."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the real files are not beside the repository, in ../shared/data")
    return SHARED / "data"


@pytest.fixture(scope="session", autouse=True)
def gazetteer() -> Path:
    """The place names, built before the first test that could look one up."""
    if not settings.GAZETTEER.exists():
        build_gazetteer(settings.GAZETTEER)
    return settings.GAZETTEER


@pytest.fixture(autouse=True)
def nothing_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test made, and is kept for a minute, is not another's; no minute ends within one.
    Nor is the language of the last page it asked for."""
    monkeypatch.setattr(choices, "time", SimpleNamespace(monotonic=lambda: 0.0))
    translation.deactivate()
    cache.clear()
    SLOT.rest()
    # A slow machine must not fail a test.
    monkeypatch.setattr(SLOT, "_burst", 600.0)
    site.forget()
    geography._communities.cache_clear()
    geography._our_towns.cache_clear()
    choices._facet_names.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keys lie in a database of their own: a test that asks for one may ask both."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is None:
            fixtures = set(getattr(item, "fixturenames", ()))
            if fixtures & {"db", "transactional_db"}:
                item.add_marker(
                    pytest.mark.django_db(
                        transaction="transactional_db" in fixtures, databases="__all__"
                    )
                )
        elif "databases" not in mark.kwargs:
            item.add_marker(
                pytest.mark.django_db(*mark.args, **mark.kwargs, databases="__all__"), append=False
            )


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: to look through it again and again for what nobody
    needs any more is a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> object:
    """Where all must run, a skipped test has failed, unless it is for one of the databases."""
    report = yield
    if NOTHING_LEFT_OUT and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2]
        if not reason.removeprefix("Skipped: ").startswith("only on"):
            report.outcome, report.longrepr = "failed", f"Left out: {reason}"
    return report
