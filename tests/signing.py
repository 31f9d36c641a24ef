"""Signs somebody in to a served site from outside of it, so that a journey begins in a room."""

import django


def coordinator(name: str, slug: str) -> str:
    """The token of a new session, with two factors, of who coordinates this community."""
    django.setup()
    # Only now are there models.
    from kithway.community.models import Community, Role
    from kithway.people.models import Person
    from kithway.people.sessions import open_session
    from tests.cast import give_role

    person, _ = Person.objects.get_or_create(name=name)
    give_role(person, Community.objects.get(slug=slug), Role.Kind.COORDINATOR)
    return open_session(person=person, strong=True)[1]


def holder(name: str, slug: str) -> str:
    """The same, who also holds that gathering and coordinates its community."""
    django.setup()
    from kithway.gatherings.models import Gathering, Holder
    from kithway.people.models import Person

    gathering = Gathering.objects.select_related("community").get(slug=slug)
    token = coordinator(name, gathering.community.slug)
    Holder.objects.get_or_create(gathering=gathering, person=Person.objects.get(name=name))
    return token


def demo_person(name: str, slug: str) -> str:
    """The same of somebody whom the demo has, in the roles they have there."""
    django.setup()
    from kithway.people.models import Person
    from kithway.people.sessions import open_session

    return open_session(person=Person.objects.get(name=name), strong=True)[1]
