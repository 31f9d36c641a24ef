from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.gatherings.models.source import Source
from kithway.people.models import Due
from kithway.vault.privacy import Privacy


class Subscription(Due):
    """A list that is fetched again and again. `due_at`: when next; None while it is ended."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="subscription")
    # May hold a secret, as a private calendar's address does: it is never shown whole.
    url = models.TextField(max_length=2000)
    every_minutes = models.PositiveIntegerField(default=360)
    # What the server said of the last good answer, to ask only for what is newer.
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        members="id source every_minutes read_at failed_at problem made_at made_by ended_at due_at "
        "leased_until attempts",
        private="url etag last_modified digest",
    )

    def __str__(self) -> str:
        return f"{self.source_id}"


class Refresh(models.Model):
    """One fetch of a subscription, and what it changed, in words for who looks after the list."""

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("as it was")
        FAILED = "failed", _("not read")

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="refreshes"
    )
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome)
    # An import's report (`Report.as_json`), or {"problem": …}.
    report = models.JSONField(default=dict)
    privacy = Privacy(members="id subscription at outcome report")

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("subscription", "-at"), name="refresh_by_time"),)

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.at:%Y-%m-%d %H:%M}"
