"""A sheet made before an address was hidden is not to be shown after."""

from hashlib import sha256

from django.db.models import Q

from kithway.community.models import Community, Place, ShownTo
from kithway.gatherings.models import Occurrence, PrintSheet


def hiding_mark(community: Community) -> str:
    """Ten hexadecimal digits of what this community's gatherings and places hide now.

    It stands in the name of each file, so that a file tells under which hiding it was made.
    """
    gatherings = community.gatherings.order_by("pk")
    elsewhere = Occurrence.objects.filter(gathering__community=community).exclude(own_place=None)
    theirs = Q(pk__in=community.places.values("pk")) | Q(pk__in=gatherings.values("place"))
    places = Place.objects.filter(theirs | Q(pk__in=elsewhere.values("own_place"))).order_by("pk")
    told = [
        list(rows.exclude(address_shown_to=ShownTo.PUBLIC).values_list("pk", "address_shown_to"))
        for rows in (places, gatherings)
    ]
    return sha256(repr(told).encode()).hexdigest()[:10]


def is_outdated(sheet: PrintSheet) -> bool:
    """Whether its file, if it has one, may tell what is hidden since it was made."""
    name = sheet.file.name or ""
    return bool(name) and name.split("-")[1:2] != [hiding_mark(sheet.community)]
