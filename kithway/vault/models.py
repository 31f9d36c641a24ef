import uuid

from django.db import models

from kithway.vault.privacy import Privacy


class DataKey(models.Model):
    """A data key of one owner and scope, wrapped by the keyring. Lives in the database `keys`,
    and never in the main one or its backups."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A person, or a booking of somebody who has no account; no foreign key leads across databases.
    owner = models.UUIDField()
    scope = models.CharField(max_length=40)
    keyring_id = models.CharField(max_length=16, db_index=True)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    privacy = Privacy(private="id owner scope keyring_id made_at", sealed="wrapped")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "scope"), name="one_key_a_scope"),)

    def __str__(self) -> str:
        return f"{self.owner} {self.scope}"
