from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kithway.people.models.person import Person
from kithway.vault.privacy import Privacy


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def waiting(self, now: datetime) -> Self:
        """Those that nobody refused or used, and that are not over."""
        return self.filter(refused_at=None, used_at=None, expires_at__gt=now)


class Recovery(models.Model):
    """Somebody who reads a person's mail asked to get back in. It opens after seven days, unless
    the person, told on every session, says that it was not them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recoveries")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    opens_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        private="id person token_hash asked_at opens_at expires_at refused_at used_at"
    )

    objects = RecoveryQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person_id)
