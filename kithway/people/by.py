"""Who does something: every action says it, as `by`."""

from typing import Protocol


class By(Protocol):
    """An account, or the holder of a private link; `name` is what the history says."""

    @property
    def name(self) -> str: ...


def name_of(by: By | None) -> str:
    """The name that is kept with what was done; empty where the machine did it."""
    return by.name if by else ""
