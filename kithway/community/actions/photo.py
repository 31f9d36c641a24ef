from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _

from kithway.community.models import Place
from kithway.community.photos import redrawn
from kithway.people.models import Person

LONGEST_ALT = 200


def set_photo(*, place: Place, data: bytes, alt: str, by: Person | None) -> Place:
    """Give a place a photo of its door or room, drawn anew, in the place of the one it had.

    `data`: the bytes of a JPEG, PNG or WebP picture; `alt`: what it shows, for people who do not
    see it. Raises ValidationError, and changes nothing, where either will not do.
    """
    alt = " ".join(alt.split())
    if not alt:
        raise ValidationError(_("Say in a few words what the photo shows."))
    if len(alt) > LONGEST_ALT:
        raise ValidationError(_("Say what the photo shows in fewer words."))
    picture = redrawn(data)
    field = Place._meta.get_field("photo")
    name = field.storage.save(field.generate_filename(place, "photo.webp"), picture)
    try:
        old = _exchange(place, name, alt)
    except BaseException:
        field.storage.delete(name)
        raise
    if old:
        _forget(field.storage, old)
    place.photo, place.photo_alt = name, alt
    return place


@transaction.atomic
def _exchange(place: Place, name: str, alt: str) -> str:
    """Write the new photo and return the old one's name, read under a lock: of two people who
    send a photo at once, each takes away the one that theirs replaced."""
    row = Place.objects.select_for_update().get(pk=place.pk)
    # Not `save`: nothing else of the place is to be derived anew for a picture.
    Place.objects.filter(pk=place.pk).update(photo=name, photo_alt=alt)
    return row.photo.name or ""


def _forget(storage: Storage, name: str) -> None:
    # After the commit: a page may show the old photo until then, and a rollback brings it back.
    transaction.on_commit(lambda: storage.delete(name))
