import uuid

from django.db import models
from django.utils import timezone

from kithway.community.models.community import Community
from kithway.community.models.place import Place
from kithway.people.models import Person
from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy


class PlaceKey(models.Model):
    """A key to a place, or a code for its door: who has it, and how it works."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="place_keys")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="keys")
    label = models.CharField(max_length=80)
    # An account, or just a name.
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    holder = models.CharField(max_length=60, blank=True)
    # Sealed: a code or where it hangs opens a door.
    notes = models.BinaryField(null=True, editable=False)
    since = models.DateField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    privacy = Privacy(
        private="id community place label person holder since returned_at made_at", sealed="notes"
    )

    def __str__(self) -> str:
        return self.label

    @property
    def at(self) -> Where:
        return Where(
            owner=self.pk,
            scope="place",
            model="place_key",
            field="notes",
            row=self.pk,
            community=self.community.slug,
        )
