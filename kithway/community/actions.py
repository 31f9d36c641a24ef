from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community, CoordinatorLink, Place
from kithway.community.photos import redrawn
from kithway.people.by import By
from kithway.people.models import Person
from kithway.vault.tokens import hash_token, new_token

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


def make_coordinator_link(
    *, community: Community, name: str, days: int, by: By | None
) -> tuple[CoordinatorLink, str]:
    """A private link into the community's room, and its token, which is kept nowhere."""
    token = new_token()
    link = CoordinatorLink(
        community=community,
        name=name,
        token_hash=hash_token(token),
        expires_at=timezone.now() + timedelta(days=days),
    )
    link.full_clean()
    link.save()
    return link, token


def end_coordinator_links(*, community: Community, name: str, by: By | None) -> int:
    """End every link that was made for this name; returns how many there were."""
    links = community.coordinator_links.open_at(timezone.now()).filter(name=name)
    return links.update(ended_at=timezone.now())
