from django.db import models

from kithway.community.models import Community
from kithway.vault.privacy import Privacy


class Term(models.Model):
    """A kind or pathway of a community's own, beside those in vocabulary.py."""

    class Vocabulary(models.TextChoices):
        KIND = "kind"
        PATHWAY = "pathway"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="terms")
    vocabulary = models.CharField(max_length=10, choices=Vocabulary)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    # Set where an import made the term and nobody has looked at its name yet.
    review_since = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(public="id community vocabulary code name", members="review_since")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("community", "vocabulary", "code"), name="term_once_a_community"
            ),
        )

    def __str__(self) -> str:
        return self.name
