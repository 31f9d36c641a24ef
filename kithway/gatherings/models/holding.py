"""Who holds a gathering, who came, and how it was."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community, Place, Role
from kithway.gatherings.models.gathering import Gathering
from kithway.people.models import Person
from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy


class HolderQuerySet(models.QuerySet["Holder"]):
    def current(self) -> Self:
        """Those that go on. A role that ends, ends its holdings at once: who becomes a facilitator
        again later does not hold what they held before."""
        role = Role.objects.held().filter(
            person=OuterRef("person"),
            community=OuterRef("gathering__community"),
            kind=Role.Kind.FACILITATOR,
            accepted_at__lte=OuterRef("since"),
        )
        return self.filter(Exists(role), ended_at=None)


class Holder(models.Model):
    """A facilitator holds a gathering: its dates are theirs to speak of."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holds")
    since = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(members="id gathering person since ended_at")

    objects = HolderQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("gathering", "person"), condition=Q(ended_at=None), name="holder_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.gathering_id}"


class ShiftQuerySet(models.QuerySet["Shift"]):
    def standing(self) -> Self:
        return self.filter(cancelled_at=None)

    def taken(self) -> Self:
        """Those that somebody does."""
        return self.standing().filter(person__isnull=False, taken_at__isnull=False)

    def free(self) -> Self:
        """Those that anyone may take: nobody's, or somebody asks whether someone else can."""
        asked = Q(taken_at__isnull=False, asked_at__isnull=False)
        return self.standing().filter(Q(person=None) | asked)

    def offered(self) -> Self:
        """Those that somebody was asked to take over, and has not answered yet."""
        return self.standing().filter(person__isnull=False, taken_at=None)

    def starting(self, since: datetime, until: datetime) -> Self:
        return self.filter(starts_at__gte=since, starts_at__lt=until)


class Shift(models.Model):
    """Something that somebody does at a time: opens, greets, holds, answers the peer line.

    Without a person it asks: 'can someone hold this?'
    """

    class Kind(models.TextChoices):
        OPEN = "open", _("Open up")
        GREET = "greet", _("Greet at the door")
        HOLD = "hold", _("Hold the gathering")
        PEER_LINE = "peer_line", _("Answer the peer line")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="shifts")
    kind = models.CharField(max_length=10, choices=Kind)
    # Of a date of a gathering, or of none.
    gathering = models.ForeignKey(
        Gathering, on_delete=models.CASCADE, related_name="shifts", null=True, blank=True
    )
    recurrence_id = models.CharField(max_length=16, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    about = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, related_name="shifts", null=True, blank=True
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    # Its holder asks whether someone else can; it stays theirs until somebody takes it.
    asked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.CharField(max_length=60, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Minutes really given, where they differ from the shift's own.
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    privacy = Privacy(
        members="id community kind gathering recurrence_id place starts_at ends_at about person "
        "taken_at asked_at made_at made_by cancelled_at minutes"
    )

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="shift_ends_after_it_starts", condition=Q(ends_at__gt=models.F("starts_at"))
            ),
        )
        indexes = (models.Index(fields=("community", "starts_at"), name="shift_of_community"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at}"

    @property
    def given(self) -> int:
        """Minutes given to it, as far as is known."""
        if self.minutes is not None:
            return self.minutes
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class Attendance(models.Model):
    """How many came to a date; where the community chose so, with their first names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendances")
    recurrence_id = models.CharField(max_length=16)
    # The local day it was held on, for counting by month.
    day = models.DateField(db_index=True)
    count = models.PositiveSmallIntegerField()
    # Of them, how many were there for the first time, where somebody noted it.
    first_time = models.PositiveSmallIntegerField(null=True, blank=True)
    names = models.BinaryField(null=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.CharField(max_length=60, blank=True)
    privacy = Privacy(
        members="id gathering recurrence_id day count first_time made_at made_by", sealed="names"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("gathering", "recurrence_id"), name="attendance_once_a_date"
            ),
            models.CheckConstraint(
                name="attendance_first_time_are_of_those_who_came",
                condition=Q(first_time=None) | Q(first_time__lte=models.F("count")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recurrence_id}: {self.count}"

    @property
    def at(self) -> Where:
        return Where(
            owner=self.pk,
            scope="attendance",
            model="attendance",
            field="names",
            row=self.pk,
            community=self.gathering.community.slug,
        )


class HowWasIt(models.Model):
    """How often each answer was given of a gathering in a month: sums, with nobody and no time."""

    class Answer(models.TextChoices):
        GOOD = "good", _("It did me good")
        SO_SO = "so-so", _("So-so")
        NOT = "not", _("Not for me")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="how_was_it")
    # The first day of the month of the date.
    month = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer)
    count = models.PositiveIntegerField(default=0)
    privacy = Privacy(members="id gathering month answer count")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("gathering", "month", "answer"), name="how_was_it_once_an_answer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.answer}: {self.count}"


class Comment(models.Model):
    """Unsigned words about a community or a gathering. Only the month is kept of when.

    A coordinator reads it, and says whether it may stand on a sheet for a funder.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="comments")
    gathering = models.ForeignKey(
        Gathering, on_delete=models.SET_NULL, related_name="comments", null=True, blank=True
    )
    month = models.DateField()
    content = models.BinaryField(editable=False)
    # What its writer said when they wrote: may it be shown to others, without a name?
    may_show = models.BooleanField(default=False)
    chosen = models.BooleanField(null=True)
    privacy = Privacy(members="id community gathering month may_show chosen", sealed="content")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def at(self) -> Where:
        return Where(
            owner=self.pk,
            scope="comment",
            model="comment",
            field="content",
            row=self.pk,
            community=self.community.slug,
        )
