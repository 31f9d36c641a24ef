"""What a coordinator asks of files. Nothing is read or made here: that is the worker's."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.models import Community
from kithway.gatherings.models import RoomFile
from kithway.gatherings.models.room_file import room_files
from kithway.gatherings.subscribing.actions import free_name
from kithway.people.models import Person

# Of one person, at once.
MOST_WAITING = 5


@transaction.atomic
def send_list(*, community: Community, data: bytes, name: str, by: Person) -> RoomFile:
    """Have a list read, to be looked at; nothing of it comes in. Raises ValidationError."""
    one = _asked(community, RoomFile.Kind.LIST, by)
    # The folder learns nothing of what the file was called.
    one.file.name = room_files().save(f"{one.pk}.list", ContentFile(data))
    # A file is not a subscribed list, whatever it is called: what is not in it is not gone.
    subscribed = community.sources.filter(name=name).exclude(subscription=None).exists()
    one.name = free_name(community, name) if subscribed else name
    one.save(force_insert=True)
    return one


@transaction.atomic
def ask_for_table(
    *,
    community: Community,
    kind: str,
    file_format: str,
    first_day: date | None = None,
    last_day: date | None = None,
    by: Person,
) -> RoomFile:
    """Have a table made; `first_day` and `last_day` of dates, both included."""
    one = _asked(community, kind, by)
    one.format, one.first_day, one.last_day = file_format, first_day, last_day
    one.save(force_insert=True)
    return one


def bring_in(*, one: RoomFile, by: Person) -> None:
    """Let a list that was looked at come in. Twice is as once."""
    now = timezone.now()
    looked_at = RoomFile.objects.filter(pk=one.pk, person=by, wanted_at=None, problem="")
    looked_at.exclude(read_at=None).exclude(file="").update(wanted_at=now, due_at=now, attempts=0)


def accept_shorter(*, one: RoomFile, by: Person) -> None:
    """Say that a list which is much shorter than before is so rightly: it is read once more."""
    now = timezone.now()
    refused = RoomFile.objects.filter(
        pk=one.pk, person=by, shorter_at=None, report__has_key="shrank"
    )
    refused.exclude(file="").update(
        shorter_at=now, due_at=now, attempts=0, problem="", report={}, read_at=None
    )


def _asked(community: Community, kind: str, by: Person) -> RoomFile:
    # The person's row stands for what they wait for: of two at once, one waits here.
    Person.objects.select_for_update().get(pk=by.pk)
    if RoomFile.objects.filter(person=by).exclude(due_at=None).count() >= MOST_WAITING:
        raise ValidationError(_("Some files of yours are not ready yet. Try again in a minute."))
    now = timezone.now()
    return RoomFile(community=community, person=by, kind=kind, asked_at=now, due_at=now)
