"""Loads the demo, and more of it across the country, into a database that holds nothing else."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.demo.country import regions, write_far_region
from kithway.demo.presence import holds_real_data, is_demo
from kithway.demo.region import source_name, write_region
from kithway.gatherings.models import Gathering, Source


class NotHere(Exception):
    """The demo may not be loaded into this database; the message says why."""


def load_demo(
    *,
    scale: int = 1,
    seed: int = 1,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> int:
    """Load what of the demo is not here yet; returns how many gatherings were added.

    Every region is one short transaction, so a run that was stopped goes on where it was.
    Raises NotHere where the database holds other data, or the demo of another seed.
    """
    now = now or timezone.now()
    _refuse(seed)
    before = Gathering.objects.count()
    if not is_demo():
        write_region(seed=seed, now=now)
        say(_("The region is here: 3 communities, 60 places, 300 gatherings."))
    for done, wanted in _far_regions(scale=scale, seed=seed, now=now):
        if done % 100 == 0 or done == wanted:
            say(_("%(done)d of %(wanted)d more communities") % {"done": done, "wanted": wanted})
    return Gathering.objects.count() - before


def _refuse(seed: int) -> None:
    if holds_real_data():
        raise NotHere(
            _(
                "This database holds communities or people that are not the demo's, so the demo "
                "is not loaded. Point KITHWAY_DATA at an empty folder and run it again."
            )
        )
    if is_demo() and not Source.objects.filter(name=source_name(seed)).exists():
        raise NotHere(
            _(
                "This database holds the demo of another seed. Point KITHWAY_DATA at an empty "
                "folder and run it again."
            )
        )


def _far_regions(*, scale: int, seed: int, now: datetime) -> Iterator[tuple[int, int]]:
    """Write the regions that are not here yet; yields (how many are done, how many there are)."""
    wanted = 2 * (scale - 1)
    if wanted < 1:
        return
    here = set(Community.objects.values_list("slug", flat=True))
    for done, far in enumerate(regions(seed=seed, wanted=wanted), start=1):
        if far.slug not in here:
            write_far_region(far, seed=seed, now=now)
        yield done, wanted
