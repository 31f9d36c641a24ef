import pytest

from kithway.community.models import Community, Network
from kithway.front.site import read_site
from kithway.ui.site import Site

pytestmark = pytest.mark.django_db


def community(name: str, network: Network | None = None) -> Community:
    slug = name.lower().replace(" ", "-")
    return Community.objects.create(slug=slug, name=name, timezone="UTC", network=network)


@pytest.fixture
def network() -> Network:
    return Network.objects.create(slug="valley", name="Valley Network")


def test_nobody_yet() -> None:
    assert read_site() == Site("", demo=False)


def test_one_community_gives_its_own_name(network: Network) -> None:
    community("Three Rivers", network)
    assert read_site() == Site("Three Rivers", demo=False)


def test_several_of_one_network_go_by_its_name(network: Network) -> None:
    community("Three Rivers", network)
    community("Hill Towns", network)
    assert read_site() == Site("Valley Network", demo=False)


def test_where_one_is_outside_the_network_no_name_fits_all(network: Network) -> None:
    community("Three Rivers", network)
    community("Hill Towns")
    assert read_site() == Site("", demo=False)


def test_one_invented_community_makes_a_demo() -> None:
    made = community("Three Rivers")
    Community.objects.filter(pk=made.pk).update(demo_since="2026-11-01T00:00Z")
    assert read_site() == Site("Three Rivers", demo=True)
