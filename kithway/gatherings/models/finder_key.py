from typing import Self

from django.db import connections, models

from kithway.gatherings.models.gathering import Gathering
from kithway.vault.privacy import Privacy

# Sorts after every letter that a key can go on with.
LAST = "\U0010ffff"


class FinderKeyQuerySet(models.QuerySet["FinderKey"]):
    def beginning(self, start: str) -> Self:
        """Keys that begin with `start`, read from the index on either database."""
        if connections[self.db].vendor == "postgresql":
            return self.filter(key__startswith=start)
        # SQLite reads no index for the LIKE that Django writes.
        return self.filter(key__gte=start, key__lt=start + LAST)


class FinderKey(models.Model):
    """What a gathering is found by: `kind:creative`, `access:lift`, `word:drumming`. Derived."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="finder_keys")
    key = models.CharField(max_length=80)
    privacy = Privacy(public="id gathering key")

    objects = FinderKeyQuerySet.as_manager()

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
