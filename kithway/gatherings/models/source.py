from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community
from kithway.gatherings.models.gathering import Gathering
from kithway.vault.privacy import Privacy


class Source(models.Model):
    """A list that a community brings in: a feed's address, or a name for a file sent by hand."""

    class Master(models.TextChoices):
        """Whose word holds where a gathering was edited here and the list says otherwise."""

        HERE = "here", _("Ours: what we change here stays")
        THERE = "there", _("Theirs: what they change is changed here too")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=500)
    read_at = models.DateTimeField(default=timezone.now)
    master = models.CharField(max_length=5, choices=Master, default=Master.HERE)
    # How a calendar's words become ours, as a coordinator said once; see importing/mapping.py.
    mapping = models.JSONField(default=dict, blank=True)
    privacy = Privacy(public="id community read_at", members="name master mapping")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("community", "name"), name="source_once_a_community"),
        )

    def __str__(self) -> str:
        return self.name


class SourceRow(models.Model):
    """What a list last said of one gathering. A change is judged against this, so that what was
    edited here wins over a list that merely repeats itself."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(max_length=200)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="source_rows")
    said = models.JSONField()
    missing_since = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(public="id source gathering missing_since", members="key said")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="source_row_once_a_key"),
        )

    def __str__(self) -> str:
        return self.key
