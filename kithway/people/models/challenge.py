from django.db import models

from kithway.vault.privacy import Privacy


class Challenge(models.Model):
    """A WebAuthn challenge that was given out: taken once, then gone."""

    mark = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    privacy = Privacy(private="id mark expires_at")

    def __str__(self) -> str:
        return self.mark
