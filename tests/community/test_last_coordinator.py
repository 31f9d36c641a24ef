"""Two coordinators who end each other at once: one stays, whichever database it is."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from kithway.community.actions import end_role
from kithway.community.models import Community, Role
from kithway.community.rules import Denied
from tests.cast import give_role, person
from tests.migrated import lay_databases
from tests.parts import ROOT

TRIES = 2
BEGIN = """
import django; django.setup()
from kithway.community.models import Community
from tests.cast import give_role
from kithway.people.models import Person
community, _ = Community.objects.get_or_create(slug="c", name="C", timezone="UTC")
people = [Person.objects.get_or_create(name=name)[0] for name in ("Emi", "Ben")]
print(*[give_role(one, community, "coordinator").pk for one in people])
"""
END = """
import sys; import django; django.setup()
from kithway.community.actions import end_role
from kithway.community.models import Role
from kithway.community.rules import Denied
role = Role.objects.get(pk=int(sys.argv[1]))
print("ready", flush=True); sys.stdin.readline()
try:
    end_role(role=role, by=None); print("ended")
except Denied:
    print("denied")
"""


@pytest.mark.django_db(transaction=True)
def test_of_two_threads_that_end_each_other_one_stays(community: Community) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("only on PostgreSQL: the other test has SQLite, in two processes")
    for number in range(TRIES):
        roles = [give_role(person(name), community, "coordinator") for name in ("Emi", "Ben")]
        outcomes, together = list[str](), threading.Barrier(2)
        threads = [threading.Thread(target=end, args=(r, together, outcomes)) for r in roles]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (number, sorted(outcomes)) == (number, ["denied", "ended"])
        assert community.roles.held().filter(kind="coordinator").count() == 1


def end(role: Role, together: threading.Barrier, outcomes: list[str]) -> None:
    together.wait(timeout=10)
    try:
        end_role(role=role, by=None)
        outcomes.append("ended")
    except Denied:
        outcomes.append("denied")
    finally:
        connection.close()


def test_of_two_processes_that_end_each_other_one_stays(tmp_path: Path) -> None:
    lay_databases(tmp_path)
    for number in range(TRIES):
        keys = python(tmp_path, BEGIN).communicate()[0].split()
        both = [python(tmp_path, END, key) for key in keys]
        assert [one.stdout.readline() for one in both if one.stdout] == ["ready\n", "ready\n"]
        for one in both:
            assert one.stdin
            one.stdin.write("go\n")
            one.stdin.flush()
        outcomes = sorted(one.communicate()[0].strip() for one in both)
        assert (number, outcomes) == (number, ["denied", "ended"])


def python(folder: Path, script: str, *words: str) -> "subprocess.Popen[str]":
    ours = ("KITHWAY_", "DATABASE_", "KEYS_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    kept |= {"KITHWAY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "kithway.config.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", script, *words],
        cwd=ROOT,
        env=kept,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db
def test_an_offer_that_was_accepted_meanwhile(community: Community) -> None:
    """Read as an offer, accepted by now, and all others gone: it is the last one."""
    role = give_role(person("Emi"), community, Role.Kind.COORDINATOR)
    role.accepted_at = None
    with pytest.raises(Denied):
        end_role(role=role, by=None)
    assert community.roles.held().count() == 1
