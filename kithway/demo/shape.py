"""The shapes in which the words of the demo region are written down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A community's own line on Help now. Numbers are from the range kept for fiction."""

    kind: str
    name: str
    number: str
    hours: str
    about: str
    sends_police: str
    text_to: str = ""


@dataclass(frozen=True)
class CommunityWords:
    slug: str
    name: str
    town: str
    postal_code: str
    about: str
    contact: str
    facilitators: tuple[str, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class RoomWords:
    name: str
    access_notes: str = ""
    capacity: int | None = None


@dataclass(frozen=True)
class PlaceWords:
    """A venue. `suits`: what can be held there; `shared`: slugs of other communities that use it.

    `picture` names a drawing in pictures.py.
    """

    name: str
    street: str
    postal_code: str
    suits: str
    access: str
    access_notes: str
    transport: str
    parking: str
    door: str
    rooms: tuple[RoomWords, ...] = ()
    shared: tuple[str, ...] = ()
    shown_to: str = "public"
    picture: str = ""
    picture_alt: str = ""


@dataclass(frozen=True)
class Idea:
    """One kind of gathering, held `uses` times at different places and times.

    `needs`: what a place must suit. `when`: parts of a day, in turn. `days`: weekdays it may fall
    on, Monday being 0. `also`: one more sentence for each use, in turn. `{who}` is who holds it.
    `every`: how often, in turn: weekly, two-weeks, month, weekdays, once, chosen, or on-request.
    """

    names: tuple[str, ...]
    kinds: str
    pathways: str
    about: str
    first: str
    principles: str
    dimensions: str
    needs: str = "talk"
    uses: int = 3
    also: tuple[str, ...] = ("",)
    note: str = ""
    when: tuple[str, ...] = ("evening",)
    days: str = "0123456"
    minutes: int = 60
    every: tuple[str, ...] = ("weekly",)
    modes: tuple[str, ...] = ("in-person",)
    languages: str = "en"
    audiences: str = ""
    welcomes: str = ""
    access: str = ""
    address_shown_to: str = "public"
