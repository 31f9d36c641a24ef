from django.db import models

from kithway.gatherings.models.gathering import Gathering
from kithway.vault.privacy import Privacy


class FinderKey(models.Model):
    """What a gathering is found by: `kind:creative`, `access:lift`, `word:drumming`. Derived."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="finder_keys")
    key = models.CharField(max_length=80)
    privacy = Privacy(public="id gathering key")

    class Meta:
        constraints = (
            # The pattern classes let PostgreSQL find keys by how they begin.
            models.UniqueConstraint(
                fields=("key", "gathering"),
                opclasses=("varchar_pattern_ops", "int8_ops"),
                name="finder_key_once",
            ),
        )

    def __str__(self) -> str:
        return self.key
