"""Each thing is broken first, then seen to be said."""

from kithway.host.looking.finding import Finding, State

OK, LOOK, BROKEN = State


def states(*findings: Finding) -> list[State]:
    # What is not well says what to do about it.
    assert [finding for finding in findings if bool(finding.do) != (finding.state > OK)] == []
    return [finding.state for finding in findings]
