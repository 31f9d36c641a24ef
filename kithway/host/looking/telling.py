"""How the doctor says what was found; framework-free."""

import json

from kithway.host.looking.finding import Finding, State


def worst_of(found: list[Finding]) -> State:
    return max(finding.state for finding in found)


def in_json(found: list[Finding]) -> str:
    """Keys and states stay as they are, for programs that watch."""
    checks = {
        finding.key: {"state": _word(finding.state), "said": finding.said, "do": finding.do}
        for finding in found
    }
    return json.dumps({"state": _word(worst_of(found)), "checks": checks}, indent=1)


def in_lines(found: list[Finding]) -> str:
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
    return "\n".join([*lines, ends[worst_of(found)]])


def _word(state: State) -> str:
    return state.name.lower()
