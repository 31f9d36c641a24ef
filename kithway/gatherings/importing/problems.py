"""What is said of a list, or of one row of it, that cannot be taken in."""

from dataclasses import dataclass


class ListRefused(Exception):
    """The whole list cannot be read. Its text is a sentence for the person who brought it."""


class NotPublic(ListRefused):
    """The address is one that only somebody’s own computer or network can open."""


class ListShrank(ListRefused):
    """So much of the list is gone at once that it is likelier cut short, or another list."""


class RowRefused(Exception):
    """One row cannot be taken in: which field, why in plain words.

    `withdrawn`: the list itself says that the row is not to be shown, so that a gathering it was
    once brought in as is looked at again, like one that is no longer on the list.
    """

    def __init__(self, field: str, reason: str, *, withdrawn: bool = False) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason
        self.withdrawn = withdrawn


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused row in the report. `key`: the source's id or slug, as far as it could be read;
    `name`: what it is called, for whoever sent the list."""

    row: int
    field: str
    reason: str
    key: str = ""
    withdrawn: bool = False
    name: str = ""
