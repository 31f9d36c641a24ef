import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kithway.gatherings.models.gathering import Gathering
from kithway.people.models import Person
from kithway.vault.kept import Where
from kithway.vault.privacy import Privacy
from kithway.vault.tokens import hash_token


class BookingQuerySet(models.QuerySet["Booking"]):
    def opened_by(self, token: str) -> "Booking | None":
        """The guest's booking that this token is of."""
        rows = self.select_related("gathering__community", "gathering__place")
        return rows.filter(token_hash=hash_token(token)).first()

    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Booking(models.Model):
    """Somebody says that they are coming: to one date, or to the whole series.

    A guest's has a first name and a private link; its token came with the form, so that a second
    tap on the same button finds the same booking. After 90 days it loses its person.
    """

    class Remind(models.TextChoices):
        NO = "", _("No reminder")
        DAY = "day", _("The day before")
        HOURS = "hours", _("Two hours before")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="bookings")
    # The date it is for; '' for the whole series.
    recurrence_id = models.CharField(max_length=16, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="bookings", null=True, blank=True
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    # What they are called at the door.
    name = models.CharField(max_length=60, blank=True)
    # The person and who comes along; `children` of them are children.
    size = models.PositiveSmallIntegerField(default=1)
    children = models.PositiveSmallIntegerField(default=0)
    meet = models.BooleanField(default=False)
    remind = models.CharField(max_length=10, choices=Remind, blank=True)
    # They will want a letter that says that they came.
    letter = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)
    # JSON of `needs`, `contact`, `channel`, `token`; only what was given, and None where nothing
    # was.
    private = models.BinaryField(null=True, editable=False)
    # Whether there are access needs within, so that nobody opens it for nothing.
    has_needs = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # The last of its dates is over by then: 90 days later it loses its person.
    last_at = models.DateTimeField(db_index=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    privacy = Privacy(
        members="name size children meet",
        private="id gathering recurrence_id person token_hash remind letter language has_needs "
        "made_at cancelled_at last_at forgotten_at",
        sealed="private",
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("gathering", "recurrence_id", "person"),
                condition=Q(cancelled_at=None, person__isnull=False),
                name="booking_once_a_person",
            ),
            models.CheckConstraint(
                name="booking_children_are_of_those_who_come",
                condition=Q(size__gte=1, children__lt=models.F("size")),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def at(self) -> Where:
        """Where what is private of it belongs: under the person's key, or a guest's own."""
        return Where(
            owner=self.person_id or self.pk,
            scope="bookings",
            model="booking",
            field="private",
            row=self.pk,
            community=self.gathering.community.slug,
        )


class SeatQuerySet(models.QuerySet["Seat"]):
    def coming(self) -> Self:
        return self.filter(state=Seat.State.KEPT)

    def waiting(self) -> Self:
        """Whoever waits, the longest first."""
        return self.filter(state=Seat.State.WAITING).order_by("queued_at", "pk")


class Seat(models.Model):
    """A booking at one date: kept, waiting for a place, offered one, or given up."""

    class State(models.TextChoices):
        KEPT = "kept", _("Coming")
        WAITING = "waiting", _("On the waiting list")
        OFFERED = "offered", _("A place is held for you")
        # They cancelled; an offer passed by; the date is no longer held.
        CANCELLED = "cancelled", _("Cancelled")
        PASSED = "passed", _("Passed on")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="seats")
    # As the booking's, so that a date's list reads one index.
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="seats")
    recurrence_id = models.CharField(max_length=16)
    size = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State)
    queued_at = models.DateTimeField(default=timezone.now)
    offered_until = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(null=True, blank=True)
    # They have said how it was; what they said is kept elsewhere, with nothing that leads here.
    said = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)
    privacy = Privacy(
        private="id booking gathering recurrence_id size state queued_at offered_until came_at "
        "said changed_at"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("booking", "recurrence_id"), name="seat_once_a_date"),
        )
        indexes = (
            models.Index(
                fields=("gathering", "recurrence_id", "state", "queued_at"), name="seat_at_date"
            ),
            models.Index(
                fields=("offered_until",),
                condition=Q(state="offered"),
                name="seat_offer_ends",
            ),
        )

    def __str__(self) -> str:
        return f"{self.booking_id} {self.recurrence_id} {self.state}"


class DateSeats(models.Model):
    """How many places of a date are taken, kept or offered. The last one is given by a conditional
    update of this row, on either database and across processes."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="date_seats")
    recurrence_id = models.CharField(max_length=16)
    taken = models.PositiveIntegerField(default=0)
    privacy = Privacy(members="id gathering recurrence_id taken")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("gathering", "recurrence_id"), name="date_seats_once_a_date"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recurrence_id}: {self.taken}"


class Letter(models.Model):
    """A letter that somebody made for themselves exists: of whom, is kept nowhere.

    `mark`: HMAC of the code and of what the letter says (dates and hours), so that a letter that
    was altered answers no.
    """

    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="made_letters"
    )
    mark = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    privacy = Privacy(private="id community mark made_on")

    def __str__(self) -> str:
        return str(self.pk)
