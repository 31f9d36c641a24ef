"""What stands on a sheet, in words that are ready to print. Nothing here is hidden from anyone.

The same shapes go to the typesetter, as JSON, and to the plain page that a browser prints.
"""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Head:
    """`qr`: a picture as SVG; `help`: a line each; `page_of`: holds `{page}` and `{pages}`."""

    title: str
    community: str
    dates: str
    made_on: str
    contact: str
    check: str
    address: str
    qr: str
    qr_alt: str
    help_title: str
    help: list[str]
    page_of: str

    @property
    def code(self) -> str:
        """The same picture as an address, for a page that loads nothing from elsewhere."""
        return "data:image/svg+xml," + quote(self.qr)


@dataclass(frozen=True, slots=True)
class Line:
    """One date of a gathering. `begins`: only when it starts; `off`: it is not held that day;
    `status`: said where it matters."""

    time: str
    begins: str
    name: str
    where: str
    notes: str
    status: str
    off: bool
    url: str


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    note: str
    days: list[Day]


@dataclass(frozen=True, slots=True)
class Week:
    """`nothing`, `more`: words where the list is empty, or was cut; else ''."""

    head: Head
    areas: list[Area]
    nothing: str
    more: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month. `number`: '' for a day of another month; `more`: what to say where one
    line found no room, where two did, and so on."""

    number: str
    name: str
    lines: list[Line]
    more: list[str]


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks`: seven cells each; `days`: every day with something on, whole, for a list."""

    head: Head
    weekdays: list[str]
    weeks: list[list[Cell]]
    days: list[Day]
    nothing: str
    more: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Flyer:
    head: Head
    name: str
    about: str
    welcome: str
    facts: list[Fact]
    first_title: str
    first_visit: str


@dataclass(frozen=True, slots=True)
class Post:
    """`days`: few lines, for the picture; `text`: all of it, to paste."""

    head: Head
    days: list[Day]
    nothing: str
    more: str
    text: str


@dataclass(frozen=True, slots=True)
class NumbersHead:
    """`page_of`: holds `{page}` and `{pages}`."""

    title: str
    community: str
    beside: str
    made_on: str
    page_of: str


@dataclass(frozen=True, slots=True)
class NumbersTable:
    """`rows`: a label and what stands beside it; the first name of `head` is empty."""

    title: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Numbers:
    head: NumbersHead
    tables: list[NumbersTable]
    comments_title: str
    comments: list[str]
    note: str


Told = Week | Month | Flyer | Post | Numbers
