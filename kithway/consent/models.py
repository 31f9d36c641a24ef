from django.db import models
from django.utils import timezone

from kithway.vault.privacy import Privacy


class Receipt(models.Model):
    """The record of who opened what, when and why: never of what it said. Once a reader and day."""

    # The person, or the booking of a guest, whose words were opened.
    owner = models.UUIDField(db_index=True)
    scope = models.CharField(max_length=40)
    reader = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reader_name = models.CharField(max_length=60)
    # Why they may: 'holds-gathering', 'coordinates'.
    because = models.CharField(max_length=40)
    day = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    privacy = Privacy(private="id owner scope reader reader_name because day opened_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "scope", "reader", "because", "day"),
                name="receipt_once_a_reader_and_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reader_name} {self.scope}"
