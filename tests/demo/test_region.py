"""What the invented region holds."""

import io
import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from PIL import Image

from kithway.community.models import Closure, Community, HelpLine, Network, Place, Room
from kithway.demo.crowd import km_between
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.vocabulary import AUDIENCES, KINDS, LANGUAGES, MODES, PATHWAYS, WELCOMES
from kithway.recovery.spine import Dimension, Principle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

ZONE = ZoneInfo("America/New_York")
MAIN_TOWN = (42.245, -71.838)  # ZIP 01603
TEN_MILES = 16.09
PHONE = re.compile(r"(?<!\d)(?:\(?\d{3}\)?[ -.]?)?\d{3}[-.]\d{4}(?!\d)")
FICTION = re.compile(r"\(\d{3}\) 555-01\d\d")
# What WORDS.md rules out, as words of their own.
RULED_OUT = re.compile(
    r"\b(?:users?|clients?|patients?|consumers?|addicts?|alcoholics?|junkies?|clean|dirty|"
    r"relaps\w+|failures?|failed|complian\w+|compliant|substance abuse|drug abuse|abusers?|"
    r"schizophreni\w+|bipolar|borderline|psychotics?|mentally ill|mental illness|disorders?|"
    r"suffer(?:s|ing|ers?)? from|victims?|committed suicide|the homeless|normal people|"
    r"hurry|last chance|only \d+ left|limited places|sign up now|don't miss|referrals?|intakes?)\b",
    re.IGNORECASE,
)


def test_counts() -> None:
    counted = [model.objects.count() for model in (Network, Community, Place, Gathering)]
    assert counted == [1, 3, 60, 300]
    assert Community.objects.filter(demo_since=None).count() == 0
    assert HelpLine.objects.count() == 5
    assert set(HelpLine.objects.values_list("kind", flat=True)) == {
        "peer_line",
        "respite",
        "warmline",
    }
    assert Room.objects.count() >= 12
    assert Closure.objects.count() == 6


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("kinds", KINDS),
        ("pathways", PATHWAYS),
        ("principles", [p.value for p in Principle]),
        ("dimensions", [d.value for d in Dimension]),
        ("audiences", AUDIENCES),
        ("welcomes", WELCOMES),
    ],
)
def test_every_word_is_used(field: str, words: list[str]) -> None:
    used = {code for codes in Gathering.objects.values_list(field, flat=True) for code in codes}
    assert used == set(words)


def test_every_mode_and_many_languages() -> None:
    assert set(Gathering.objects.values_list("mode", flat=True)) == set(MODES)
    codes = {c for row in Gathering.objects.values_list("languages", flat=True) for c in row}
    assert codes == {"en", "es", "pt", "vi", "zh", "fr", "ar", "ase"}
    assert codes <= set(LANGUAGES)


def test_every_row_is_valid() -> None:
    for model in (Network, Community, HelpLine, Place, Room, Closure, Gathering):
        # What points at other rows, the database itself has checked, and its constraints too.
        pointing = [field.name for field in model._meta.fields if field.is_relation]
        for row in model.objects.all():
            row.clean_fields(exclude=pointing)


def test_names_are_distinct() -> None:
    names = Counter(Gathering.objects.values_list("name", flat=True))
    assert [name for name, count in names.items() if count > 1] == []
    assert Gathering.objects.values("about").distinct().count() >= 90


def test_words() -> None:
    assert [text for text in _texts() if RULED_OUT.search(text)] == []


def test_numbers_are_from_the_range_for_fiction() -> None:
    found = [match[0] for text in _texts() for match in PHONE.finditer(text)]
    assert len(found) > 10
    assert [number for number in found if not FICTION.fullmatch(number)] == []


def test_online_rooms_are_nowhere() -> None:
    rooms = Gathering.objects.exclude(online_url="").values_list("online_url", flat=True)
    assert len(rooms) >= 20
    assert [url for url in rooms if not url.startswith("https://rooms.example.org/")] == []
    assert Gathering.objects.filter(mode__in=("online", "hybrid"), online_url="").count() == 0
    assert Gathering.objects.filter(mode="telephone", dial_in="").count() == 0


def test_no_room_is_used_twice_at_a_time() -> None:
    held: dict[tuple[int, int | None, str], list[tuple[datetime, datetime]]] = {}
    rows = Occurrence.objects.exclude(place=None).order_by("starts_at")
    for row in rows.select_related("gathering"):
        key = (row.place_id, row.gathering.room_id, row.recurrence_id[:10])
        held.setdefault(key, []).append((row.starts_at, row.ends_at))
    clashes = [
        (key, first, second)
        for key, times in held.items()
        for first, second in pairwise(times)
        if second[0] < first[1]
    ]
    assert clashes == []


def test_each_evening_has_a_choice_near_the_main_town(region: datetime) -> None:
    near = [
        place.pk
        for place in Place.objects.all()
        if km_between(*MAIN_TOWN, place.latitude, place.longitude) <= TEN_MILES
    ]
    rows = Occurrence.objects.filter(place__in=near, closure=None, cancelled_at=None)
    evenings: Counter[int] = Counter()
    for row in rows.starting(region, region + timedelta(days=7)):
        local = row.starts_at.astimezone(ZONE)
        if local.hour >= 17:
            evenings[local.weekday()] += 1
    assert [day for day in range(7) if evenings[day] < 5] == []


def test_what_is_said_of_the_next_dates(region: datetime) -> None:
    week = Occurrence.objects.starting(region, region + timedelta(days=8))
    confirmed = week.exclude(confirmed_at=None)
    assert confirmed.count() >= 60
    assert confirmed.filter(confirmed_by="").count() == 0
    assert confirmed.filter(confirmed_at__lt=region - timedelta(days=3)).count() == 0
    cancelled = week.exclude(cancelled_at=None)
    assert cancelled.count() >= 3
    assert cancelled.filter(cancelled_because="").count() == 0
    assert Gathering.objects.exclude(shut_since=None).count() == 2
    assert Gathering.objects.exclude(missing_since=None).count() == 2
    weeks_ago = region - timedelta(weeks=5)
    assert Gathering.objects.filter(rule__contains="WEEKLY", last_held_at__lt=weeks_ago).exists()
    assert Gathering.objects.filter(last_held_at__gt=region).count() == 0


def test_addresses_are_shown_to_some_alone() -> None:
    shown = Counter(Place.objects.values_list("address_shown_to", flat=True))
    assert shown == {"public": 58, "coming": 1, "request": 1}
    assert set(Gathering.objects.values_list("address_shown_to", flat=True)) == {
        "public",
        "coming",
        "request",
    }


def test_photos_are_drawings_with_words_and_without_metadata() -> None:
    places = Place.objects.exclude(photo="")
    assert places.count() == 6
    for place in places:
        assert place.photo_alt.startswith("A drawing of ")
        with place.photo.open() as file, Image.open(io.BytesIO(file.read())) as picture:
            assert (picture.format, picture.size) == ("WEBP", (720, 480))
            assert len(picture.getexif()) == 0


def test_places_lie_in_their_towns() -> None:
    assert Place.objects.filter(city="").count() == 0
    assert Place.objects.filter(city="Worcester").count() >= 12
    assert Place.objects.filter(cell=None).count() == 0
    assert Place.objects.filter(transport="").count() == 0
    assert Place.objects.filter(door="").count() == 0


def _texts() -> list[str]:
    """Every text of every demo row."""
    texts = []
    for label in ("community", "gatherings"):
        for model in apps.get_app_config(label).get_models():
            names = [
                field.attname
                for field in model._meta.fields
                if isinstance(field, (CharField, TextField)) and not field.choices
            ]
            if names and model.__name__ not in {"FinderKey", "Occurrence"}:
                rows = model.objects.values_list(*names)
                texts += [text for row in rows for text in row if isinstance(text, str)]
    return texts


def test_every_way_of_recurring_and_of_being_different(region: datetime) -> None:
    rules = set(Gathering.objects.values_list("rule", flat=True))
    for part in ("INTERVAL=2", "COUNT=8", "BYDAY=1", "BYDAY=2", "BYDAY=-1"):
        assert any(part in rule for rule in rules), part
    assert Gathering.objects.filter(rule="").exclude(extra_dates=[]).exists()
    changed = Occurrence.objects.exclude(changed_at=None)
    assert (changed.exclude(moved_to="").count(), changed.exclude(own_place=None).count()) == (1, 1)
    (old,) = Gathering.objects.exclude(continued_by=None)
    assert old.last_day is not None
    assert old.continued_by is not None
    assert old.last_day < old.continued_by.first_day
    faded = Occurrence.objects.filter(fades_at__lt=region).values("gathering").distinct().count()
    assert 2 <= faded <= 20
