"""What the doctor says of one thing; framework-free."""

from dataclasses import dataclass
from enum import IntEnum


class State(IntEnum):
    """The worst of all is what the command ends with."""

    OK = 0
    LOOK = 1
    BROKEN = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """`key`: stays the same for who reads the JSON. `said`: what is so, in plain words. `do`: what
    to do about it, where anything is."""

    key: str
    state: State
    said: str
    do: str = ""


def ok(key: str, said: str) -> Finding:
    return Finding(key, State.OK, said)


def look(key: str, said: str, do: str) -> Finding:
    return Finding(key, State.LOOK, said, do)


def broken(key: str, said: str, do: str) -> Finding:
    return Finding(key, State.BROKEN, said, do)
