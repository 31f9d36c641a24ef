import uuid

from django.db import models
from django.utils import timezone

from kithway.people.models.person import Person
from kithway.vault.privacy import Privacy


class Passkey(models.Model):
    """A WebAuthn credential with user verification: it signs in by itself, as two factors."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    # base64url, as WebAuthn writes it.
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(private="id person credential_id public_key sign_count name made_at used_at")

    def __str__(self) -> str:
        return self.name
