from django.db.models import Count, F, Min

from kithway.community.models import Community
from kithway.ui.site import Site


def read_site() -> Site:
    """One community gives its name to the bar, several of one network that network's; one query."""
    found = Community.objects.aggregate(
        communities=Count("pk"),
        community=Min("name"),
        in_networks=Count("network"),
        networks=Count("network", distinct=True),
        network_name=Min(F("network__name")),
        demos=Count("demo_since"),
    )
    name = ""
    if found["communities"] == 1:
        name = found["community"]
    elif found["networks"] == 1 and found["in_networks"] == found["communities"]:
        name = found["network_name"]
    return Site(name=name, demo=found["demos"] > 0)
