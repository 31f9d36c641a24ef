"""All that may be carried off of one gathering, for any format to write. Framework-free."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kithway.gatherings.recurrence import Series

Codes = tuple[str, ...]
REMOTE = frozenset({"online", "telephone", "hybrid"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as it is shown to anyone; what is withheld or not known is '' or None.

    `exact`: its address is told; else it is only about where.
    """

    name: str = ""
    room: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    exact: bool = False

    def __str__(self) -> str:
        """On one line: `Central Library, Room 2, 220 State Street, Springfield, MA 01103`."""
        parts = (self.name, self.room, self.street, self.city)
        area = f"{self.region} {self.postal_code}".strip()
        return ", ".join(filter(None, (*dict.fromkeys(parts), area)))


@dataclass(frozen=True, slots=True)
class OneDate:
    """A date that is not as the series has it. `starts`: naive wall-clock time in its zone.

    `because`: why it is cancelled or changed, in words; '' where nobody said.
    """

    recurrence_id: str
    starts: datetime
    minutes: int
    cancelled: bool
    confirmed: bool
    because: str
    where: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Carried:
    """`series`: None where it is by appointment. `ended`: when it ended, aware, None if it goes on.
    `faded`: nobody has said for too long that it is still held.

    `joining`: how one finds the way in online, in words, '' where there is none. `telling`: what a
    person should know before coming, in words. `modified`: the last that is known to have changed.
    """

    uid: str
    slug: str
    name: str
    url: str
    about: str
    first_visit: str
    content_notes: str
    facilitators: str
    mode: str
    kinds: Codes
    pathways: Codes
    languages: Codes
    audiences: Codes
    welcomes: Codes
    access: Codes
    kind_names: tuple[str, ...]
    language_names: tuple[str, ...]
    rule_words: str
    zone: ZoneInfo
    minutes: int
    series: Series | None
    spot: Spot | None
    joining: str
    telling: str
    community: str
    community_town: str
    community_region: str
    community_country: str
    shut: bool
    faded: bool
    ended: datetime | None
    modified: datetime
    dates: tuple[OneDate, ...] = field(default=())

    @property
    def where(self) -> str:
        return str(self.spot) if self.spot else ""

    @property
    def join_at(self) -> str:
        """The page that tells the way in online: nothing that is carried off tells the room."""
        return self.url if self.joining and self.mode in REMOTE else ""

    def own_types(self) -> list[str]:
        """Our own codes with what each is a code of, as `importing.reading` reads them back."""
        found = [f"mode:{self.mode}"]
        for prefix, codes in (
            ("kind", self.kinds),
            ("pathway", self.pathways),
            ("language", self.languages),
            ("audience", self.audiences),
            ("welcome", self.welcomes),
            ("access", self.access),
        ):
            found += [f"{prefix}:{code}" for code in codes]
        return [*found, "here:closed"] if self.shut else found
