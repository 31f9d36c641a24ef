from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from kithway.community.fields import CodesField, StartsField
from kithway.community.models import Community, Place, Room, ShownTo
from kithway.community.models.community import real_timezone
from kithway.gatherings import vocabulary
from kithway.gatherings.recurrence import BadRule, Rule, Series
from kithway.vault.privacy import Privacy

# Long enough for a 29 February, over a century's end as well.
SOME_DATE_WITHIN = timedelta(days=9 * 366)

# What a calendar without a year for a day puts there lies outside of them.
YEARS = range(1600, 3000)


class Gathering(models.Model):
    """A meeting or workshop series, or one that is held once, or by appointment."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="gatherings")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="gatherings", null=True, blank=True
    )
    room = models.ForeignKey(
        Room, on_delete=models.SET_NULL, related_name="gatherings", null=True, blank=True
    )
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    kinds = CodesField()
    pathways = CodesField()
    principles = CodesField()
    dimensions = CodesField()
    mode = models.CharField(max_length=12, choices=vocabulary.MODES.items())
    languages = CodesField()
    audiences = CodesField()
    welcomes = CodesField()
    access = CodesField()
    content_notes = models.CharField(max_length=300, blank=True)
    # Chosen names as they are shown; accounts come with roles.
    facilitators = models.CharField(max_length=200, blank=True)
    first_visit = models.TextField(blank=True)

    # Wall time and zone are the truth; UTC is derived, an occurrence at a time.
    first_day = models.DateField(null=True, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    rule = models.CharField(max_length=300, blank=True)
    # Recurrence ids: dates added to the rule (RDATE), and left out of it (EXDATE).
    extra_dates = StartsField()
    left_out = StartsField()
    # The last day of the series, which may lie ahead; `ended_at` says that it is over.
    last_day = models.DateField(null=True, blank=True)
    continued_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="continues", null=True, blank=True
    )
    timezone = models.CharField(max_length=60, blank=True, validators=[real_timezone])

    online_url = models.URLField(max_length=500, blank=True)
    online_notes = models.TextField(blank=True)
    dial_in = models.CharField(max_length=200, blank=True)
    online_shown_to = models.CharField(
        max_length=10, choices=ShownTo, default=ShownTo.COMING, db_default=ShownTo.COMING
    )
    address_shown_to = models.CharField(
        max_length=10, choices=ShownTo, default=ShownTo.PUBLIC, db_default=ShownTo.PUBLIC
    )

    # How one comes: just so, or by keeping a place where there are only so many.
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    # Whether a place is kept at one date, or for the whole series at once.
    whole_series = models.BooleanField(default=False, db_default=False)
    # How many a person may bring along: family, a child, a friend.
    may_bring = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Where somebody waits for newcomers, and who: told only to who says they are coming.
    met_where = models.CharField(max_length=200, blank=True, db_default="")
    met_by = models.CharField(max_length=60, blank=True, db_default="")

    listed_at = models.DateTimeField(default=now, editable=False)
    last_held_at = models.DateTimeField(null=True, blank=True)
    # The last sign that it lives: put on the list, confirmed, or held. Its dates fade by it.
    seen_at = models.DateTimeField(default=now, editable=False)
    # The place cannot be met in for now, and there is no way in online.
    shut_since = models.DateTimeField(null=True, blank=True)
    # No longer on the list it came from: to be looked at, never deleted unseen.
    missing_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    horizon = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)

    privacy = Privacy(
        public="id community place room slug name about kinds pathways principles dimensions mode "
        "languages audiences welcomes access content_notes facilitators first_visit first_day "
        "start_time minutes rule extra_dates left_out last_day continued_by timezone "
        "online_shown_to address_shown_to listed_at last_held_at seen_at shut_since missing_since "
        "ended_at ended_because horizon capacity whole_series may_bring",
        members="online_url online_notes dial_in met_where met_by",
    )

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                name="gathering_rule_needs_a_start",
                condition=models.Q(rule="") | models.Q(first_day__isnull=False),
            ),
            models.CheckConstraint(
                name="gathering_has_day_and_time_or_neither",
                condition=models.Q(first_day__isnull=True, start_time__isnull=True)
                | models.Q(first_day__isnull=False, start_time__isnull=False),
            ),
            models.CheckConstraint(
                name="gathering_lasts_up_to_a_day",
                condition=models.Q(minutes__gte=1, minutes__lte=1440),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("gathering", args=[self.slug])

    def clean(self) -> None:
        """Refuse a rule that cannot be read, or that names no day, such as each 30 February."""
        if self.first_day and self.first_day.year not in YEARS:
            raise ValidationError({"first_day": _("Give a day like 2026-11-26.")})
        rule = self.recurrence() if self.rule else None
        if rule is None:
            return
        try:
            # Nearly every rule has a date soon.
            walls = rule.walls(rule.starts, rule.starts + timedelta(days=60)) or rule.walls(
                rule.starts, rule.starts + SOME_DATE_WITHIN
            )
        except BadRule:
            walls = []
        if not walls:
            raise ValidationError(
                {"rule": _("Give a rule that names a day, like FREQ=WEEKLY;BYDAY=TH.")}
            )

    @property
    def zone(self) -> ZoneInfo:
        """Its own time zone, else its place's, else its community's."""
        name = self.timezone or (self.place.timezone if self.place else "")
        return ZoneInfo(name or self.community.timezone)

    @property
    def fades_at(self) -> datetime | None:
        """When its dates begin to fade, unless somebody says before that it lives."""
        days = self.community.confirm_within_days
        return self.seen_at + timedelta(days=days) if days else None

    @property
    def talked_about(self) -> str:
        """The content notes without a last full stop, to be put into a sentence."""
        return self.content_notes.strip().rstrip(".")

    def recurrence(self) -> Rule | None:
        """When it is held, or None where it is by appointment."""
        if self.first_day is None or self.start_time is None:
            return None
        first = datetime.combine(self.first_day, self.start_time)
        return Rule(first, self.minutes, self.zone, self.rule)

    def series(self) -> Series | None:
        """Its rule with the dates added and left out, or None where it is by appointment."""
        rule = self.recurrence()
        if rule is None:
            return None
        return Series(rule, tuple(self.extra_dates), frozenset(self.left_out), self.last_day)
