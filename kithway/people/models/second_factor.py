import uuid

from django.db import models
from django.utils import timezone

from kithway.people.models.person import Person
from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy


class CodeApp(models.Model):
    """An app that shows a new code each half minute (TOTP, RFC 6238)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="code_app")
    secret = models.BinaryField(editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    # The half minute whose code was last taken: none is taken twice.
    last_step = models.BigIntegerField(default=0, editable=False)
    privacy = Privacy(private="id person made_at last_step", sealed="secret")

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def at(self) -> Where:
        return Where(
            owner=self.person_id, scope="account", model="code_app", field="secret", row=self.pk
        )


class BackupCode(models.Model):
    """One of the codes, shown once, that each stand in for the second factor once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="backup_codes")
    # HMAC; each code has 50 bits and the tries are counted.
    mark = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(private="id person mark used_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "mark"), name="backup_code_once_a_person"),
        )

    def __str__(self) -> str:
        return str(self.person_id)
