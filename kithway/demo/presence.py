"""Whether this installation holds the demo, and whether anything else."""

from kithway.community.models import Community
from kithway.people.models import Person


def is_demo() -> bool:
    """True where any community is the demo's: each page then says so."""
    return Community.objects.filter(demo_since__isnull=False).exists()


def holds_real_data() -> bool:
    """True where any community, or anybody with an account, is not the demo's."""
    return any(model.objects.filter(demo_since=None).exists() for model in (Community, Person))
