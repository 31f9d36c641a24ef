import uuid

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community
from kithway.people.models import Due, Person
from kithway.vault.privacy import Privacy


def room_files() -> FileSystemStorage:
    """A folder that no web server shows by itself."""
    return FileSystemStorage(settings.DATA / "room-files")


class RoomFile(Due):
    """A list to bring in, or a table to take away: read or made by the worker, gone in an hour."""

    class Kind(models.TextChoices):
        LIST = "list", _("A list to bring in")
        GATHERINGS = "gatherings", _("Gatherings")
        DATES = "dates", _("Dates")
        PLACES = "places", _("Places")
        ROLES = "roles", _("People with a role")

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel (XLSX)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="files")
    # Whoever asked: nobody else opens it.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    # What a list is called; a table's name is its kind.
    name = models.CharField(max_length=120, blank=True)
    format = models.CharField(max_length=5, choices=Format, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="", storage=room_files, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    # A list was read and can be looked at; somebody then said to bring it in.
    read_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    # Somebody saw that the list is much shorter than before, and that this is right.
    shorter_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # What came of a list: `Report.as_json`, and the first `rows` of it.
    report = models.JSONField(default=dict, blank=True)
    problem = models.CharField(max_length=400, blank=True)
    privacy = Privacy(
        members="id community person kind name format first_day last_day file asked_at read_at "
        "wanted_at shorter_at done_at report problem due_at leased_until attempts"
    )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def waits(self) -> bool:
        """Whether the worker has yet to do something about it."""
        return self.due_at is not None
