from django.db import models
from django.utils import timezone

from kithway.people.models.person import Person
from kithway.vault.privacy import Privacy


class Stewardship(models.Model):
    """A person looks after the installation. It opens no private row."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stewardships")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(members="id person made_at ended_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(ended_at=None),
                name="steward_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.person_id)
