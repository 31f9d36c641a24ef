"""Loading the demo: the same each time, once, and into no other's database."""

import hashlib
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import transaction

from kithway.community.models import (
    Agreement,
    Closure,
    Community,
    HelpLine,
    Network,
    Place,
    Role,
    Room,
)
from kithway.demo.actions import NotHere, load_demo
from kithway.demo.presence import holds_real_data, is_demo
from kithway.gatherings.models import (
    Attendance,
    Booking,
    Comment,
    DateSeats,
    FinderKey,
    Gathering,
    Holder,
    HowWasIt,
    Occurrence,
    Seat,
    Shift,
    Source,
)
from kithway.people.models import Person
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db

MODELS = (Network, Community, HelpLine, Place, Room, Closure, Gathering, Occurrence, FinderKey)
MODELS += (Person, Role, Agreement, Holder, Booking, Seat, DateSeats, Shift, Attendance)
MODELS += (HowWasIt, Comment)
# What a database makes up by itself: numbers of rows, names of files, random numbers and hours.
OWN = {"photo", "listed_at", "made_at", "joined_at", "password", "offered_at", "accepted_at"}
# Sealed anew each time, under a key of its own.
OWN |= {"token_hash", "private", "content", "booking"}


def test_the_same_seed_gives_the_same_rows() -> None:
    first = _loaded_and_forgotten(scale=2, seed=7)
    assert Gathering.objects.count() == 0
    assert _loaded_and_forgotten(scale=2, seed=7) == first


def test_again_changes_nothing() -> None:
    assert load_demo(now=NOW) == 300
    before = _digest()
    out = io.StringIO()
    call_command("demo", stdout=out)
    assert out.getvalue() == "The demo is already here; nothing was changed.\n"
    assert _digest() == before
    # And a larger one leaves what is here alone.
    assert load_demo(scale=2, now=NOW) == 300
    assert Gathering.objects.filter(community__network__slug="three-rivers").count() == 300
    with pytest.raises(NotHere):
        load_demo(seed=2, now=NOW)
    assert Gathering.objects.count() == 600


def test_refuses_where_others_are() -> None:
    Community.objects.create(slug="real", name="Real", timezone="UTC")
    assert (holds_real_data(), is_demo()) == (True, False)
    with pytest.raises(CommandError, match="not the demo's"):
        call_command("demo", stdout=io.StringIO())
    assert (Place.objects.count(), Gathering.objects.count()) == (0, 0)
    call_command("demo", "--if-empty", stdout=io.StringIO())
    assert Community.objects.count() == 1


@pytest.mark.parametrize("scale", ["0", "-1", "many", "1.5"])
def test_scale_is_a_whole_number(scale: str) -> None:
    with pytest.raises(CommandError, match="whole number"):
        call_command("demo", "--scale", scale)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
        datetime(2027, 3, 14, 6, 59, tzinfo=UTC),
    ],
)
def test_can_be_loaded_on_any_day(now: datetime) -> None:
    assert load_demo(now=now) == 300
    assert Occurrence.objects.filter(starts_at__gte=now).count() > 3000


def _loaded_and_forgotten(**asked: Any) -> str:
    """The digest of a demo loaded into a database of its own, as far as rows can tell."""
    with transaction.atomic():
        load_demo(now=NOW, **asked)
        digest = _digest()
        transaction.set_rollback(True)
    return digest


def _digest() -> str:
    names = {model: _names(model) for model in (*MODELS, Source)}
    lines = []
    for model in MODELS:
        for row in serializers.serialize("python", model.objects.all()):
            facts = {
                field: _said(model, field, value, names)
                for field, value in row["fields"].items()
                if field not in OWN
            }
            lines.append(f"{model.__name__} {sorted(facts.items())}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _names(model: Any) -> dict[int, str]:
    name = "slug" if hasattr(model, "slug") else "name" if hasattr(model, "name") else None
    if model is Closure:
        return {row.pk: f"{row.first_day} {row.reason}" for row in Closure.objects.all()}
    return dict(model.objects.values_list("pk", name)) if name else {}


def _said(model: Any, field: str, value: Any, names: dict[Any, dict[int, str]]) -> str:
    target = model._meta.get_field(field).related_model
    if target not in names:
        return str(value)
    keys = value if isinstance(value, list) else [value]
    return str(sorted(names[target].get(key, "") for key in keys))
