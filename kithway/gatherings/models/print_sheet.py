from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community
from kithway.gatherings.models.gathering import Gathering
from kithway.people.models import Due
from kithway.vault.privacy import Privacy


def sheets() -> FileSystemStorage:
    """A folder that no web server shows by itself."""
    return FileSystemStorage(settings.DATA / "sheets")


class PrintSheet(Due):
    """A sheet to print, or a post to paste, made by the worker once somebody asks for it."""

    class Kind(models.TextChoices):
        WEEK = "week", _("Gatherings by area and day")
        MONTH = "month", _("A month at a glance")
        FLYER = "flyer", _("A flyer for one gathering")
        POST = "post", _("This week’s post")
        # For coordinators alone: no public page finds one.
        NUMBERS = "numbers", _("A quarter on one page")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="sheets")
    gathering = models.ForeignKey(
        Gathering, on_delete=models.CASCADE, related_name="sheets", null=True, blank=True
    )
    kind = models.CharField(max_length=10, choices=Kind)
    language = models.CharField(max_length=12)
    large = models.BooleanField(default=False)
    first_day = models.DateField()
    # All of the above in one word: whoever asks for the same sheet gets the same one.
    key = models.CharField(max_length=200, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to="", storage=sheets, blank=True)
    # Of a post, the words that go with the picture.
    text = models.TextField(blank=True)
    # Why there is none, such as letters that no font here has: then the browser prints. Not in
    # words, which `paper.making.problem_words` has.
    problem = models.CharField(max_length=400, blank=True)
    privacy = Privacy(
        public="id community gathering kind language large first_day key asked_at made_at file "
        "text problem due_at leased_until attempts"
    )

    def __str__(self) -> str:
        return self.key
