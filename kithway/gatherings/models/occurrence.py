from datetime import datetime
from typing import Self

from django.db import models

from kithway.community.models import Closure, Place
from kithway.gatherings.models.gathering import Gathering
from kithway.gatherings.recurrence import Change, Date
from kithway.vault.privacy import Privacy


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def starting(self, since: datetime, until: datetime) -> Self:
        """Those that start at or after `since` and before `until`."""
        return self.filter(starts_at__gte=since, starts_at__lt=until)

    def written_on(self) -> Self:
        """Those that somebody confirmed, changed or cancelled: no rebuild may drop them."""
        return self.exclude(confirmed_at=None, cancelled_at=None, changed_at=None)

    def held(self) -> Self:
        """Of those that are over: what somebody confirmed and nobody took back."""
        return self.filter(confirmed_at__isnull=False, cancelled_at=None, closure=None)


class Occurrence(models.Model):
    """One date of a gathering. Unique by its original local start, as RFC 5545's RECURRENCE-ID."""

    gathering = models.ForeignKey(
        Gathering, on_delete=models.CASCADE, related_name="occurrences", db_index=False
    )
    # `own_place`, else the gathering's, so that a search by place and time reads one index.
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="occurrences", null=True, db_index=False
    )
    recurrence_id = models.CharField(max_length=16)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=60, blank=True, db_default="")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True, db_default="")
    cancelled_by = models.CharField(max_length=60, blank=True, db_default="")
    # One date held otherwise than usual: `changed_because` is what people are told.
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.CharField(max_length=60, blank=True, db_default="")
    changed_because = models.CharField(max_length=200, blank=True, db_default="")
    # The wall-clock start it was moved to, like a recurrence id; empty where it was not.
    moved_to = models.CharField(max_length=16, blank=True, db_default="")
    own_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    own_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # The list that cancelled or changed it; what was said here has none, and wins over any list.
    told_by = models.ForeignKey(
        "gatherings.Source", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    # From then on nobody has said for too long that the gathering lives. None where it never fades,
    # and where somebody said something of this very date.
    fades_at = models.DateTimeField(null=True, blank=True, editable=False)
    closure = models.ForeignKey(
        Closure, on_delete=models.SET_NULL, related_name="occurrences", null=True, blank=True
    )
    privacy = Privacy(
        public="id gathering place recurrence_id starts_at ends_at confirmed_at confirmed_by "
        "cancelled_at cancelled_because changed_at changed_because moved_to own_minutes own_place "
        "closure fades_at",
        members="cancelled_by changed_by told_by",
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("gathering", "recurrence_id"), name="occurrence_once_a_start"
            ),
            models.CheckConstraint(
                name="occurrence_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
        )
        indexes = (
            models.Index(
                fields=("place", "starts_at", "gathering", "fades_at"), name="occurrence_at_place"
            ),
            models.Index(fields=("starts_at", "gathering", "fades_at"), name="occurrence_in_time"),
            models.Index(fields=("gathering", "starts_at"), name="occurrence_of_gathering"),
        )

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.recurrence_id}"

    @classmethod
    def expected(cls, gathering: Gathering, date: Date) -> Self:
        """A date of which nobody has said anything yet, not saved."""
        # Spelled out: of an instance that is not saved, the database's own defaults are no text.
        texts = "confirmed_by cancelled_because cancelled_by changed_by changed_because moved_to"
        return cls(
            gathering=gathering,
            place=gathering.place,
            recurrence_id=date.recurrence_id,
            starts_at=date.starts_at,
            ends_at=date.ends_at,
            fades_at=gathering.fades_at,
            **dict.fromkeys(texts.split(), ""),
        )

    @property
    def fades_now(self) -> datetime | None:
        """When it fades as things are: never where somebody wrote on it, or where it is closed."""
        return None if self.is_written_on or self.closure else self.gathering.fades_at

    @property
    def is_written_on(self) -> bool:
        """Whether somebody said something of this very date: then it does not fade."""
        return any((self.confirmed_at, self.cancelled_at, self.changed_at))

    def change(self) -> Change | None:
        """What of its time is different from what the series has; None where nothing is."""
        if not (self.moved_to or self.own_minutes):
            return None
        moved = datetime.fromisoformat(self.moved_to) if self.moved_to else None
        return Change(moved, self.own_minutes)

    @property
    def status(self) -> str:
        """`cancelled`, `confirmed`, or `expected` where nobody has said either."""
        if self.cancelled_at or self.closure_id:
            return "cancelled"
        return "confirmed" if self.confirmed_at else "expected"
