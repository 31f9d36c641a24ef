import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kithway.people.models.person import Person
from kithway.vault.privacy import Privacy
from kithway.vault.tokens import hash_token


class SessionQuerySet(models.QuerySet["Session"]):
    def open_at(self, now: datetime) -> Self:
        return self.filter(expires_at__gt=now)

    def opened_by(self, token: str, now: datetime) -> "Session | None":
        """The session that this cookie is of, with its person, while it lasts."""
        rows = self.select_related("person").open_at(now)
        return rows.filter(token_hash=hash_token(token)).first()


class Session(models.Model):
    """Somebody is signed in on one device. Ended, its row is deleted; no address is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # 'Firefox on Android': what the person knows the device by; no more of it is kept.
    device = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    # Written at most every five minutes.
    seen_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    # Ends with the browser.
    shared = models.BooleanField(default=False)
    # When the person last proved who they are on this device.
    proved_at = models.DateTimeField(default=timezone.now, editable=False)
    # When a second factor, or a passkey with its own check, was given; None: password alone.
    strong_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        private="id person token_hash device made_at seen_at expires_at shared proved_at strong_at"
    )

    objects = SessionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.device or str(self.pk)
