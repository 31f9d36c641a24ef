import io

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from kithway.community.models import Community
from kithway.demo.guard import debug_only_on_demo_data
from kithway.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def real() -> Community:
    return Community.objects.create(slug="real", name="Real", timezone="UTC")


def test_debug_is_refused_on_real_data(real: Community, settings) -> None:
    settings.DEBUG = True
    with pytest.raises(SystemCheckError, match=r"kithway\.E001"):
        call_command("check", stdout=io.StringIO())
    settings.DEBUG = False
    call_command("check", stdout=io.StringIO())


def test_debug_is_fine_on_the_demo_and_on_nothing(settings) -> None:
    settings.DEBUG = True
    assert debug_only_on_demo_data(None) == []
    Community.objects.create(slug="d", name="D", timezone="UTC", demo_since=timezone.now())
    assert debug_only_on_demo_data(None) == []


def test_debug_is_refused_where_somebody_signed_up_on_the_demo(settings, ana: Person) -> None:
    settings.DEBUG = True
    Community.objects.create(slug="d", name="D", timezone="UTC", demo_since=timezone.now())
    assert [error.id for error in debug_only_on_demo_data(None)] == ["kithway.E001"]
    Person.objects.update(demo_since=timezone.now())
    assert debug_only_on_demo_data(None) == []


def test_migrate_still_works(real: Community, settings) -> None:
    settings.DEBUG = True
    assert debug_only_on_demo_data(None, databases=["default"]) == []


def test_a_database_without_tables_is_empty(settings, monkeypatch) -> None:
    from django.db import OperationalError

    def missing() -> bool:
        raise OperationalError("no such table")

    settings.DEBUG = True
    monkeypatch.setattr("kithway.demo.guard.holds_real_data", missing)
    assert debug_only_on_demo_data(None) == []
