from django.db import models

from kithway.vault.privacy import Privacy


class Attempt(models.Model):
    """How often something was tried in a span of time: a limit that all workers share.

    `mark`: HMAC of what was tried (a name, a token); never anybody's address.
    """

    what = models.CharField(max_length=30)
    mark = models.CharField(max_length=64)
    began_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)
    privacy = Privacy(private="id what mark began_at count")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("what", "mark"), name="attempt_once"),)

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"
