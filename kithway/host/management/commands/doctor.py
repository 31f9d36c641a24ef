import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kithway.host.doctor import look_at_all
from kithway.host.looking.finding import Finding, State


class Command(BaseCommand):
    help = "Look whether all is well here. Ends with 0 (ok), 1 (look) or 2 (broken)."
    # Whatever is wrong, it is to be said here.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a program that watches")

    def handle(self, **options: Any) -> None:
        found = look_at_all()
        worst = max(finding.state for finding in found)
        self.stdout.write(_json(found, worst) if options["json"] else _lines(found, worst))
        sys.exit(int(worst))


def _json(found: list[Finding], worst: State) -> str:
    checks = {
        finding.key: {"state": _word(finding.state), "said": finding.said, "do": finding.do}
        for finding in found
    }
    return json.dumps({"state": _word(worst), "checks": checks}, indent=1)


def _lines(found: list[Finding], worst: State) -> str:
    lines = []
    for finding in found:
        lines.append(f"{_word(finding.state):<7} {finding.said}")
        if finding.do:
            lines.append(f"{'':<7}   → {finding.do}")
    ends = {
        State.OK: "All is well.",
        State.LOOK: "It works. Look at what says look.",
        State.BROKEN: "Something is broken. See to that first.",
    }
    return "\n".join([*lines, ends[worst]])


def _word(state: State) -> str:
    return state.name.lower()
