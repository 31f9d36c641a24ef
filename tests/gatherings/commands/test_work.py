import io
import os
import signal
import subprocess
import sys
import threading
from datetime import date, time, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from kithway.community.models import Community
from kithway.gatherings.actions import HORIZON, dates
from kithway.gatherings.jobs import Job, make_dates_ahead
from kithway.gatherings.management.commands import work
from kithway.gatherings.management.commands.work import do_due
from kithway.gatherings.models import Gathering, Occurrence
from tests.parts import ROOT


def _gathering(slug: str) -> Gathering:
    community, _ = Community.objects.get_or_create(
        slug="c", defaults={"name": "C", "timezone": "America/New_York"}
    )
    return Gathering.objects.create(
        community=community,
        slug=slug,
        name=slug,
        mode="online",
        first_day=date(2020, 1, 1),
        start_time=time(18, 0),
        rule="FREQ=WEEKLY;BYDAY=WE",
    )


@pytest.mark.django_db
def test_once_makes_dates_and_again_makes_none() -> None:
    gathering = _gathering("weekly")
    first, second = io.StringIO(), io.StringIO()
    call_command("work", "--once", stdout=first)
    made = Occurrence.objects.filter(gathering=gathering).count()
    assert first.getvalue().splitlines()[0] == f"{made} dates made"
    assert made in {13, 14}
    last = gathering.occurrences.latest("starts_at").starts_at
    assert last >= timezone.now() + HORIZON - timedelta(days=7)
    call_command("work", "--once", stdout=second)
    assert {line.split()[0] for line in second.getvalue().splitlines()} == {"0"}
    assert Occurrence.objects.count() == made


@pytest.mark.django_db
def test_a_second_worker_in_between_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has done all the work after the first has seen what is due and before it begins."""
    for number in range(3):
        _gathering(f"weekly-{number}")
    extend, runs = dates._extend, []

    def overtaken(*given: object) -> int:
        if not runs:
            runs.append("second")
            call_command("work", "--once", stdout=io.StringIO())
        return extend(*given)

    monkeypatch.setattr(dates, "_extend", overtaken)
    out = io.StringIO()
    call_command("work", "--once", stdout=out)
    assert (out.getvalue().splitlines()[0], runs) == ("0 dates made", ["second"])
    assert len({g.occurrences.count() for g in Gathering.objects.all()}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_double_nothing() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: threads of a test share one SQLite database in memory")
    for number in range(40):
        _gathering(f"weekly-{number}")
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        call_command("work", "--once", stdout=io.StringIO())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len({g.occurrences.count() for g in Gathering.objects.all()}) == 1
    assert Occurrence.objects.count() == 40 * Gathering.objects.first().occurrences.count()


def test_stops_when_asked(tmp_path) -> None:
    """It says so and ends with 0, as a service manager expects."""
    environment = {**os.environ, "KITHWAY_DATA": str(tmp_path)}
    environment |= {"DATABASE_URL": "", "KEYS_DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "kithway.config.settings"
    command = [sys.executable, "manage.py", "work"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stderr is not None
        # Without tables there is nothing to do, and it waits for better times.
        lines = [worker.stderr.readline() for _ in range(2)]
        worker.send_signal(signal.SIGTERM)
        rest = worker.stderr.read()
    assert lines[0].endswith("worker started\n")
    assert lines[1].endswith("dates made: not this time: OperationalError\n")
    assert rest.endswith("worker stopped\n")
    assert worker.returncode == 0


def _breaks(*given: object) -> int:
    raise OSError("No space left on device: s3cret")


@pytest.mark.django_db
def test_a_job_that_breaks_keeps_no_other_from_being_done(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _gathering("weekly")
    # The test's own transaction is not to be closed under it.
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    broken, sound = Job("sheets made", 1, _breaks), Job("dates made", 1, make_dates_ahead)
    do_due(broken)
    assert caplog.messages[0].startswith("sheets made: broke: OSError at test_work.py:")
    monkeypatch.setattr(work, "JOBS", (broken, sound))
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"^Not done: sheets made: OSError at test_work.py:"):
        call_command("work", "--once", stdout=out)
    assert out.getvalue() == f"{Occurrence.objects.count()} dates made\n"
    assert "s3cret" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken", [{"timezone": "Nowhere/City"}, {"extra_dates": ["2026-13-45T18:00"]}]
)
def test_a_broken_row_keeps_no_other_from_its_dates(broken: dict[str, object]) -> None:
    first, second = _gathering("broken"), _gathering("sound")
    Gathering.objects.filter(pk=first.pk).update(**broken)
    make_dates_ahead()
    assert second.occurrences.count() in {13, 14}
