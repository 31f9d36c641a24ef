from django.db import models
from django.utils import timezone

from kithway.community.models.community import Community
from kithway.community.models.place import Place
from kithway.vault.privacy import Privacy


class Closure(models.Model):
    """Days on which a place, or everything a community holds, is closed: a holiday, a flood."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="closures", null=True, blank=True
    )
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="closures", null=True, blank=True
    )
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    privacy = Privacy(
        public="id place community first_day last_day reason", members="made_at made_by"
    )

    class Meta:
        ordering = ("first_day",)
        constraints = (
            models.CheckConstraint(
                name="closure_of_one_place_or_community",
                condition=models.Q(place__isnull=False, community__isnull=True)
                | models.Q(place__isnull=True, community__isnull=False),
            ),
            models.CheckConstraint(
                name="closure_ends_after_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"
