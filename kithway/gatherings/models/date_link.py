from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from kithway.gatherings.models.gathering import Gathering
from kithway.vault.privacy import Privacy
from kithway.vault.tokens import hash_token

if TYPE_CHECKING:
    from kithway.gatherings.models.occurrence import Occurrence

# How long after its date a link still opens, so that its holder can say that it took place.
STAYS_OPEN = timedelta(hours=36)


class DateLinkQuerySet(models.QuerySet["DateLink"]):
    def open_at(self, now: datetime) -> Self:
        """Those that still open their date."""
        return self.filter(ended_at=None, expires_at__gt=now)

    def opened_by(self, token: str, now: datetime) -> "DateLink | None":
        """The link that this token is of, while it lasts."""
        rows = self.select_related("gathering__community", "gathering__place").open_at(now)
        return rows.filter(token_hash=hash_token(token)).first()

    def follow(self, row: "Occurrence") -> None:
        """Let the links of a date that was moved last as long as it now needs."""
        theirs = self.open_at(timezone.now()).filter(recurrence_id=row.recurrence_id)
        theirs.update(expires_at=row.ends_at + STAYS_OPEN)


class DateLink(models.Model):
    """A private link by which a facilitator confirms, changes or cancels one date, unsigned in."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="date_links")
    recurrence_id = models.CharField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # The chosen name that a confirmation will show; may be empty.
    name = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.CharField(max_length=60, blank=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        members="id gathering recurrence_id name made_at made_by expires_at ended_at",
        private="token_hash",
    )

    objects = DateLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.recurrence_id}"
