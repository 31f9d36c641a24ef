from django.db import models

from kithway.vault.privacy import Privacy


class Challenge(models.Model):
    """A challenge or ticket that was used, until it is too old anyway: none is taken twice."""

    mark = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    privacy = Privacy(private="id mark expires_at")

    def __str__(self) -> str:
        return self.mark
