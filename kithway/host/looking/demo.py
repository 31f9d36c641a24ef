"""Whether people of the demo, whose password is public, are where somebody's own things are."""

from django.apps import apps
from django.db import Error as DatabaseError

from kithway.host.looking.finding import Finding, broken, look, ok
from kithway.people.models import Person, Stewardship

APART = "Set up the real one anew, with an empty KITHWAY_DATA, and leave the demo to itself."


def demo() -> Finding:
    key = "demo"
    try:
        if not Person.objects.exclude(demo_since=None).exists():
            return ok(key, "Nobody of the demo can sign in here.")
        communities = _real_communities()
        if communities and _demo_steward():
            said = "A steward here is a person of the demo, whose password everyone can read."
            return broken(key, said, APART)
        if not communities and not Person.objects.filter(demo_since=None).exists():
            return ok(key, "Here is the demo, and nothing else.")
    except DatabaseError:
        return look(key, "Whether the demo is here cannot be seen.", "See to the database first.")
    said = "People of the demo, whose password everyone can read, are beside real ones."
    return look(key, said, APART)


def _real_communities() -> bool:
    # By its name: an app that stands below this one.
    communities = apps.get_model("community", "Community")._default_manager
    return communities.filter(demo_since=None).exists()


def _demo_steward() -> bool:
    stewards = Stewardship.objects.filter(ended_at=None)
    return stewards.exclude(person__demo_since=None).exists()
