import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from PIL import Image
from pytest_django import Settings

from kithway.community.actions import set_photo
from kithway.community.models import Place
from kithway.people.models import Person


def jpeg(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


@pytest.mark.django_db(transaction=True)
def test_a_photo_and_what_it_shows(media: Path, library: Place, emi: Person) -> None:
    set_photo(place=library, data=jpeg(), alt="  A red\n door ", by=emi)
    row = Place.objects.get()
    assert (row.photo.name, row.photo_alt) == (library.photo.name, "A red door")
    assert files(media) == [row.photo.name]
    assert row.photo.name.startswith("places/")
    with Image.open(media / row.photo.name) as picture:
        assert picture.format == "WEBP"


@pytest.mark.django_db(transaction=True)
def test_the_old_file_goes_when_the_new_one_is_in(media: Path, library: Place, emi: Person) -> None:
    set_photo(place=library, data=jpeg(), alt="A red door", by=emi)
    old = library.photo.name
    with transaction.atomic():
        set_photo(place=library, data=jpeg("red"), alt="A blue door", by=emi)
        assert files(media) == sorted([old, library.photo.name])
    assert files(media) == [Place.objects.get().photo.name]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("data", "alt"), [(jpeg(), "  "), (jpeg(), "x" * 201), (b"no picture", "A door")]
)
def test_what_will_not_do_changes_nothing(
    media: Path, library: Place, emi: Person, data: bytes, alt: str
) -> None:
    set_photo(place=library, data=jpeg(), alt="A red door", by=emi)
    before = files(media), list(Place.objects.values())
    with pytest.raises(ValidationError):
        set_photo(place=library, data=data, alt=alt, by=emi)
    assert (files(media), list(Place.objects.values())) == before


@pytest.mark.django_db(transaction=True)
def test_a_place_that_is_gone_leaves_no_file(media: Path, library: Place, emi: Person) -> None:
    Place.objects.filter(pk=library.pk).delete()
    with pytest.raises(Place.DoesNotExist):
        set_photo(place=library, data=jpeg(), alt="A red door", by=emi)
    assert files(media) == []


@pytest.mark.django_db(transaction=True)
def test_a_place_read_before_another_photo_came_takes_that_one_away(
    media: Path, library: Place, emi: Person
) -> None:
    stale = Place.objects.get(pk=library.pk)
    set_photo(place=library, data=jpeg(), alt="A red door", by=emi)
    set_photo(place=stale, data=jpeg("red"), alt="A blue door", by=emi)
    assert files(media) == [Place.objects.get().photo.name]
