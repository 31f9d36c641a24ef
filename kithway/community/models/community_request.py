import uuid

from django.db import models
from django.utils.timezone import now

from kithway.community.models.community import Community
from kithway.people.models import Person
from kithway.vault.privacy import Privacy


class CommunityRequest(models.Model):
    """Somebody would start a community here; a steward says yes, unless all may."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="requests")
    name = models.CharField(max_length=120)
    town = models.CharField(max_length=80)
    timezone = models.CharField(max_length=60)
    country = models.CharField(max_length=2, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    # A word of the steward's, which the person reads.
    answer = models.CharField(max_length=500, blank=True)
    # The community it became; None where it was not to be.
    community = models.OneToOneField(
        Community, on_delete=models.SET_NULL, null=True, blank=True, related_name="request"
    )
    privacy = Privacy(
        private="id person name town timezone country contact about asked_at answered_at "
        "answered_by answer community"
    )

    def __str__(self) -> str:
        return self.name
