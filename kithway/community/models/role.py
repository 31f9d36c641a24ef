import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.community.models.community import Community
from kithway.people.models import Person
from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy


class RoleQuerySet(models.QuerySet["Role"]):
    def held(self) -> Self:
        """Those that somebody accepted and nobody took back."""
        return self.filter(accepted_at__isnull=False, ended_at=None)

    def offered(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(accepted_at=None, ended_at=None)


class Role(models.Model):
    """What a person does in a community: offered, accepted, and over at once when taken back."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("Member")
        FACILITATOR = "facilitator", _("Facilitator")
        EDUCATOR = "educator", _("Educator")
        PEER_SUPPORTER = "peer_supporter", _("Peer supporter")
        COORDINATOR = "coordinator", _("Coordinator")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    offered_at = models.DateTimeField(default=timezone.now, editable=False)
    offered_by = models.CharField(max_length=60, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Declined, laid down, or taken back; which of them, `ended_by` tells.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=60, blank=True)
    privacy = Privacy(
        members="id community person kind offered_at offered_by accepted_at ended_at ended_by"
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("community", "person", "kind"),
                condition=Q(ended_at=None),
                name="role_once_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


# Roles that see anything of others: a second factor is asked for.
SEEING = frozenset(
    {Role.Kind.FACILITATOR, Role.Kind.EDUCATOR, Role.Kind.PEER_SUPPORTER, Role.Kind.COORDINATOR}
)


class Pause(models.Model):
    """A person may not come, or write, for a while: with a reason, an end, and a way to appeal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="pauses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pauses")
    because = models.BinaryField(editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField(null=True, blank=True)
    # The person's own words, which only a coordinator who did not pause them answers.
    appeal = models.BinaryField(null=True, editable=False)
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.BinaryField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        private="id community person made_at made_by until appealed_at answered_at answered_by "
        "ended_at",
        sealed="because appeal answer",
    )

    def __str__(self) -> str:
        return str(self.pk)

    def at(self, field: str) -> Where:
        return Where(
            owner=self.person_id,
            scope="pauses",
            model="pause",
            field=field,
            row=self.pk,
            community=self.community.slug,
        )

    def holds_at(self, now: datetime) -> bool:
        return self.ended_at is None and (self.until is None or self.until > now)
