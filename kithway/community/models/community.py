from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kithway.vault.privacy import Privacy

# To find them reads hundreds of files.
known_timezones = lru_cache(maxsize=1)(available_timezones)


def real_timezone(value: str) -> None:
    """Refuse a time zone that the tz database does not know."""
    if value and value not in known_timezones():
        raise ValidationError(_("Give a time zone like America/New_York."))


class Network(models.Model):
    """Several communities of one region."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    privacy = Privacy(public="id slug name")

    def __str__(self) -> str:
        return self.name


class Attendance(models.TextChoices):
    """What is written down of who came."""

    COUNT = "count", _("How many came")
    NAMES = "names", _("How many came, and first names")


class Community(models.Model):
    """One Recovery Learning Community or recovery organisation."""

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="communities", null=True, blank=True
    )
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    timezone = models.CharField(max_length=60, validators=[real_timezone])
    # ISO 3166-1 alpha-2; blank where nobody has said: Help now then shows every country.
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=80, blank=True)
    town = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    # How to reach the community about an address that is told on request.
    contact = models.CharField(max_length=200, blank=True)
    # Days without a sign of life after which a gathering fades in the finder; 0 for never.
    confirm_within_days = models.PositiveSmallIntegerField(default=90, db_default=90)
    # What a facilitator writes down of a date: how many came, or their first names as well.
    attendance = models.CharField(
        max_length=10, choices=Attendance, default=Attendance.COUNT, db_default=Attendance.COUNT
    )
    # Whether a person can make a letter that says how often they came.
    letters = models.BooleanField(default=True, db_default=True)
    demo_since = models.DateTimeField(null=True, blank=True, editable=False)
    privacy = Privacy(
        public="id network slug name about timezone country region town latitude longitude contact "
        "confirm_within_days demo_since attendance letters"
    )

    class Meta:
        verbose_name_plural = "communities"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class HelpLine(models.Model):
    """A line that the community itself puts on Help now, above the ones for the whole country."""

    class Kind(models.TextChoices):
        PEER_LINE = "peer_line", _("Peer line")
        RESPITE = "respite", _("Peer respite")
        WARMLINE = "warmline", _("Warmline")
        CRISIS = "crisis", _("Crisis line")
        DOMESTIC_VIOLENCE = "domestic_violence", _("Domestic violence line")

    class Police(models.TextChoices):
        """May they send police without your yes?"""

        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("not known")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="help_lines")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=40, blank=True)
    text_to = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=300, blank=True)
    sends_police = models.CharField(max_length=10, choices=Police, default=Police.UNKNOWN)
    checked_on = models.DateField(null=True, blank=True)
    privacy = Privacy(
        public="id community kind name number text_to hours about sends_police checked_on"
    )

    def __str__(self) -> str:
        return self.name
