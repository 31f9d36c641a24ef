"""Whoever the sign-in page of a demo names can sign in; none of them is anybody."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db.models import Count, F, Q, Sum
from django.template.loader import render_to_string
from django.test import Client

from kithway.community.actions import offer_role
from kithway.community.models import Community, Role
from kithway.community.rules import Denied
from kithway.demo.words.people import PASSWORD, PEOPLE, STEWARD
from kithway.gatherings.models import Attendance, Booking, DateSeats, Gathering, Holder, Seat, Shift
from kithway.people.models import Person
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]


def test_the_page_names_who_is_there() -> None:
    said = render_to_string("people/demo_names.html")
    named = re.findall(r"<li>(\w+) \((\w+)\)</li>", said)
    kinds = {name: kind for community in PEOPLE for name, kind in community}
    assert named == [(n, kinds.get(n, "steward")) for n in ("Emi", "Dara", "Ana", STEWARD)]
    assert f"<strong>The password of each is {PASSWORD}</strong>" in said
    assert all(check_password(PASSWORD, Person.objects.named(name).password) for name, _ in named)


def test_the_page_of_a_demo_alone_shows_it(client: Client) -> None:
    assert PASSWORD in client.get("/sign-in/").content.decode()
    Community.objects.update(demo_since=None)
    from kithway.ui import site

    site.forget()
    assert PASSWORD not in client.get("/sign-in/").content.decode()


def test_everyone_is_of_the_demo_and_has_roles_there_alone() -> None:
    assert Person.objects.filter(demo_since=None).count() == 0
    assert Person.objects.filter(roles=None).values_list("name", flat=True)[:].count() == 1
    held = (
        Role.objects.held()
        .values("community")
        .annotate(coordinators=Count("pk", filter=Q(kind="coordinator")))
    )
    assert [row["coordinators"] for row in held] == [2, 2, 2]
    real = Community.objects.create(slug="real", name="Real", timezone="UTC")
    with pytest.raises(Denied):
        offer_role(community=real, person=Person.objects.first(), kind="member", by=None)


def test_who_holds_a_gathering_holds_it_now() -> None:
    assert Holder.objects.current().count() == Holder.objects.count() > 40


def test_places_are_kept_and_some_wait() -> None:
    full = Gathering.objects.exclude(capacity=None)
    assert full.count() == 12
    assert full.filter(whole_series=True).count() == 3
    assert Booking.objects.filter(children=1, size=2).exists()
    for row in DateSeats.objects.select_related("gathering"):
        seats = Seat.objects.filter(gathering=row.gathering, recurrence_id=row.recurrence_id)
        held = seats.filter(state__in=(Seat.State.KEPT, Seat.State.OFFERED))
        assert held.aggregate(sum=Sum("size"))["sum"] == row.taken <= (row.gathering.capacity or 99)
        # Whoever waits, waits for a date that is full.
        assert not seats.waiting().exists() or row.taken == row.gathering.capacity
    assert Seat.objects.waiting().count() == 21
    offered = Seat.objects.filter(state=Seat.State.OFFERED)
    assert offered.count() == offered.filter(offered_until__gt=NOW).count() == 3
    assert [one.name for one in full if "just-come" in one.welcomes] == []
    assert Person.objects.named("Ana").bookings.count() > 5
    assert Gathering.objects.exclude(met_where="").count() > 10


def test_half_a_year_was_held_and_counted(region: datetime) -> None:
    assert Attendance.objects.count() > 3000
    assert Attendance.objects.filter(day__gt=NOW.date()).count() == 0
    assert Attendance.objects.filter(first_time__gt=F("count")).count() == 0
    ahead = Shift.objects.filter(starts_at__gt=region)
    assert ahead.filter(person=None).exists()
    assert not ahead.filter(starts_at__gt=region + timedelta(weeks=4)).exists()
