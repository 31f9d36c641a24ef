import uuid

from django.db import models
from django.utils import timezone

from kithway.community.models.community import Community
from kithway.people.models import Person
from kithway.vault.privacy import Privacy


class Entry(models.Model):
    """One line of a community's history: who did what to which row, and when.

    `before`, `after`: the fields that changed, by name, as JSON; {} where a row was made or is
    gone. Never a private word: what is sealed or anybody's own is told by its verb alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.CharField(max_length=60, blank=True)
    # 'gathering-changed': what is said of it is in community.history.
    verb = models.CharField(max_length=40)
    # 'gatherings.gathering' and its key, and what it is called.
    model = models.CharField(max_length=60, blank=True)
    row = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=60, blank=True)
    privacy = Privacy(
        members="id community at person by verb model row name before after undone_at undone_by"
    )

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("community", "-at"), name="entry_of_community"),)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.verb
