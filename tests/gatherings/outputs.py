"""Every address at which anyone may read of a gathering: what is hidden must be in none of them."""

from django.urls import reverse
from django.utils import timezone

from kithway.gatherings.date_code import date_code
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.paper.asking import FOR_ANYONE

# Files, and the pages that lead to them.
LISTS = ("gatherings-ics", "gatherings-csv", "meeting-guide-json", "calendar", "feeds")


def outputs(gathering: Gathering) -> list[str]:
    """Pages, lists and JSON that can tell of this gathering. A new kind of output joins here."""
    place, community = gathering.place, gathering.community
    lists = ["", f"?community={community.slug}", f"?q={gathering.name.split()[0]}"]
    if place:
        near = f"?near={place.latitude:.1f},{place.longitude:.1f}"
        lists += [near, f"{near}&sort=nearest&within=15&unit=km"]
    return [
        *(reverse("gatherings") + query for query in lists),
        *(reverse("gatherings-json") + query for query in lists),
        *(reverse("embed") + query for query in lists),
        *(reverse(name) + query for name in LISTS for query in lists if "sort" not in query),
        f"{reverse('gatherings-ics')}?appointments=yes",
        f"{reverse('gatherings-ics')}?titles=neutral",
        reverse("gathering-ics", args=[gathering.slug]),
        f"{reverse('gathering-ics', args=[gathering.slug])}?titles=neutral",
        reverse("neutral-ics", args=[gathering.pk]),
        reverse("gathering-calendar", args=[gathering.slug]),
        reverse("gathering", args=[gathering.slug]),
        reverse("appointments"),
        reverse("communities"),
        reverse("community", args=[community.slug]),
        *([reverse("place", args=[place.slug])] if place else []),
        *_of_dates(gathering),
        reverse("home"),
        reverse("flyer", args=[gathering.slug]),
        *_sheets(gathering),
    ]


def _sheets(gathering: Gathering) -> list[str]:
    """Every sheet that anyone may ask for, as a page: what the PDF and picture are made of."""
    zone = gathering.community.zone
    asked = {"community": gathering.community, "language": "en"}
    for kind in FOR_ANYONE:
        own = gathering if kind == PrintSheet.Kind.FLYER else None
        values = {**asked, "kind": kind, "gathering": own}
        day = timezone.localdate(timezone=zone).replace(day=1)
        if kind != PrintSheet.Kind.MONTH:
            day = timezone.localdate(timezone=zone)
        PrintSheet.objects.get_or_create(key=kind, defaults={**values, "first_day": day})
    return [reverse("sheet-page", args=[kind]) for kind in FOR_ANYONE]


def photo(gathering: Gathering) -> str:
    return reverse("place-photo", args=[gathering.place.slug])


def _of_dates(gathering: Gathering) -> list[str]:
    date = gathering.occurrences.order_by("starts_at").last()
    if date is None:
        return [reverse("way-in-undated", args=[gathering.slug])]
    where = [gathering.slug, date_code(date.recurrence_id)]
    # Asked for by following a link, the way in shows nothing either.
    return [reverse("occurrence", args=where), reverse("way-in", args=where)]
