"""Finds the place that a row names among the community's, or makes it."""

from collections.abc import Iterable

from kithway.community.models import Community, Place
from kithway.gatherings.importing.placing import Placer, place_key
from kithway.gatherings.importing.row import Where
from kithway.gatherings.importing.slugs import Slugs
from kithway.gatherings.importing.texts import slug

CORRECTED = ("latitude", "longitude", "postal_code", "region", "country")


class PlaceBook:
    """The community's places by what a list calls them. Lives for one import."""

    def __init__(self, community: Community, placer: Placer) -> None:
        self._community = community
        self._placer = placer
        self._of: dict[tuple[str, str, str], Place] = {}
        self._slugs = Slugs(Place.objects.values_list("slug", flat=True))
        self._new: list[Place] = []
        self._corrected: dict[int, Place] = {}
        self.by_pk: dict[int, Place] = {}
        if community.pk:
            for place in community.places.all():
                self.by_pk[place.pk] = place
                self._of.setdefault(place_key(where_of(place)), place)

    def called(self, where: Where, place_id: int) -> None:
        """A list called this place so, whatever its name is now: it stays that place."""
        if place := self.by_pk.get(place_id):
            self._of[place_key(where)] = place

    def place(self, where: Where, timezone: str) -> Place | None:
        """The place, new and unsaved where nobody knows it; None where the row names none.

        `timezone`: what the row says of its time zone; a place without one keeps its area's.
        """
        key = place_key(where)
        if not any(key):
            return None
        if key not in self._of:
            self._of[key] = self._made(where, timezone)
        return self._of[key]

    def correct(self, place: Place, before: Where, after: Where) -> None:
        """Take over what the list now says of where the place is, if nobody changed it here."""
        before, after = self._placer.placed(before), self._placer.placed(after)
        names = [
            name
            for name in CORRECTED
            if getattr(before, name) != getattr(after, name)
            and getattr(place, name) == (getattr(before, name) or _blank(name))
        ]
        # Both coordinates or neither.
        if names and ("latitude" in names) <= (place.longitude == before.longitude):
            for name in {*names, "latitude", "longitude"} if "latitude" in names else names:
                setattr(place, name, getattr(after, name) or _blank(name))
            if place.pk:
                self._corrected[place.pk] = place

    def save(self) -> None:
        """Write the places that are new or corrected; to be called in a transaction."""
        Place.objects.bulk_create(self._new, batch_size=500)
        Place.communities.through.objects.bulk_create(
            Place.communities.through(place_id=place.pk, community_id=self._community.pk)
            for place in self._new
        )
        for place in self._corrected.values():
            # One by one: each save asks anew whether a gathering has hidden the place since.
            place.save(update_fields=CORRECTED)
        self.by_pk |= {place.pk: place for place in self._new}
        self._new, self._corrected = [], {}

    def _made(self, where: Where, timezone: str) -> Place:
        placed = self._placer.placed(where)
        name = where.name or where.address_1 or where.city or where.postal_code
        zone = "" if timezone else self._placer.timezone(where)
        place = Place(
            slug=self._slugs.free(slug(name) or slug(where.city), "place"),
            name=name[:160],
            timezone="" if zone == self._community.timezone else zone,
            **{field: getattr(placed, field) for field in ("address_1", "city", *CORRECTED)},
        )
        place.set_search_point()
        self._new.append(place)
        return place


def where_of(place: Place) -> Where:
    """A place of ours by what an import finds it again."""
    return Where(
        name=place.name, address_1=place.address_1, city=place.city, postal_code=place.postal_code
    )


def _blank(name: str) -> str | None:
    return None if name in {"latitude", "longitude"} else ""


def unplaced(wheres: Iterable[Where], placer: Placer) -> int:
    """How many of these have no coordinates, whatever is tried."""
    return sum(placer.placed(where).latitude is None for where in wheres)
