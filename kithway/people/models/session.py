import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from kithway.people.models.person import Person
from kithway.people.models.recovery import Recovery
from kithway.vault.privacy import Privacy
from kithway.vault.tokens import hash_token


class SessionQuerySet(models.QuerySet["Session"]):
    def open_at(self, now: datetime) -> Self:
        return self.filter(expires_at__gt=now)

    def opened_by(self, token: str, now: datetime) -> "Session | None":
        """The session that this cookie is of, with its person, while it lasts."""
        asked = Recovery.objects.waiting(now).filter(person=models.OuterRef("person"))
        rows = self.select_related("person").open_at(now).annotate(warned=models.Exists(asked))
        return rows.filter(token_hash=hash_token(token)).first()


class Session(models.Model):
    """Somebody is signed in on one device. Ended, its row is deleted; no address is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # 'Firefox|Android': what the person knows the device by; no more of it is kept.
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

    # Whether somebody has asked to get in by the person's mail: told on every page.
    warned = False

    objects = SessionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.device or str(self.pk)

    @property
    def device_words(self) -> str:
        """'Firefox on Android', to its reader."""
        browser, _bar, system = self.device.partition("|")
        if browser and system:
            return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
        return browser or system or gettext("A device")
