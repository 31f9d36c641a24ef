from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kithway.community.models.community import Community
from kithway.vault.privacy import Privacy
from kithway.vault.tokens import hash_token


class CoordinatorLinkQuerySet(models.QuerySet["CoordinatorLink"]):
    def open_at(self, now: datetime) -> Self:
        """Those that still open their room."""
        return self.filter(ended_at=None, expires_at__gt=now)

    def opened_by(self, token: str, now: datetime) -> "CoordinatorLink | None":
        """The link that this token is of, while it lasts."""
        rows = self.select_related("community").open_at(now)
        return rows.filter(token_hash=hash_token(token)).first()


class CoordinatorLink(models.Model):
    """A private way into a community's room for one coordinator, until people can sign in."""

    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="coordinator_links"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Whom it was made for, as the history will name them.
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(members="id community name made_at expires_at ended_at", private="token_hash")

    # The token itself, known only while a request that brought it is answered.
    token = ""

    objects = CoordinatorLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
