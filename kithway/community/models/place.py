from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kithway.community.cells import cell_of
from kithway.community.fields import CodesField
from kithway.community.models.community import Community, real_timezone
from kithway.community.photos import photo_path
from kithway.vault.privacy import Privacy

SEARCH_POINT = ("hidden_by_a_gathering", "search_latitude", "search_longitude", "cell")


class ShownTo(models.TextChoices):
    """Who is told an address, or the way into an online room."""

    PUBLIC = "public", _("Anyone")
    COMING = "coming", _("People who say they are coming")
    REQUEST = "request", _("People who ask us")


class Place(models.Model):
    """A venue, which several communities may use."""

    communities = models.ManyToManyField(Community, related_name="places")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    # Address fields carry the names of HSDS 3.0.
    address_1 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True, db_index=True)
    region = models.CharField(max_length=80, blank=True)
    postal_code = models.CharField(max_length=16, blank=True, db_index=True)
    country = models.CharField(max_length=2, blank=True)
    address_shown_to = models.CharField(
        max_length=10, choices=ShownTo, default=ShownTo.PUBLIC, db_default=ShownTo.PUBLIC
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    # Kept by gatherings.actions.index: some gathering here hides what the place shows.
    hidden_by_a_gathering = models.BooleanField(default=False, db_default=False, editable=False)
    # Where searches measure from, and the cell it lies in; derived by `set_search_point`.
    search_latitude = models.FloatField(null=True, editable=False)
    search_longitude = models.FloatField(null=True, editable=False)
    cell = models.BigIntegerField(null=True, blank=True, editable=False, db_index=True)
    timezone = models.CharField(max_length=60, blank=True, validators=[real_timezone])
    access = CodesField()
    access_notes = models.TextField(blank=True)
    transport = models.TextField(blank=True)
    parking = models.TextField(blank=True)
    door = models.TextField(blank=True)
    photo = models.ImageField(upload_to=photo_path, blank=True)
    photo_alt = models.CharField(max_length=200, blank=True)
    privacy = Privacy(
        public="id communities slug name city region postal_code country address_shown_to timezone "
        "access access_notes transport parking",
        # Shown to whom `address_shown_to` names, by gatherings.showing and nothing else.
        members="address_1 latitude longitude hidden_by_a_gathering search_latitude "
        "search_longitude cell door photo photo_alt",
    )

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="place_has_both_coordinates_or_none",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        # Asked anew: a place read a while ago must not tell what a gathering has hidden since.
        self.hidden_by_a_gathering = self._is_hidden_by_a_gathering()
        self.set_search_point()
        if update_fields is not None:
            update_fields = {*update_fields, *SEARCH_POINT}
        super().save(*args, update_fields=update_fields, **kwargs)

    def set_search_point(self) -> None:
        """Derive what searches measure from; a bulk insert calls this, since it passes `save` by.

        Of a hidden address, and where a gathering hides what the place shows, only to about five
        kilometres: otherwise a few searches would close in on the door, or on the few houses that
        a kilometre of the country holds.
        """
        self.search_latitude = self.search_longitude = self.cell = None
        if self.latitude is None or self.longitude is None:
            return
        vague = self.hidden_by_a_gathering or self.address_shown_to != ShownTo.PUBLIC
        self.search_latitude = _vague(self.latitude) if vague else self.latitude
        self.search_longitude = _vague(self.longitude) if vague else self.longitude
        self.cell = cell_of(self.search_latitude, self.search_longitude)

    def _is_hidden_by_a_gathering(self) -> bool:
        if self._state.adding:
            return False
        return self.gatherings.exclude(address_shown_to=ShownTo.PUBLIC).exists()

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo | None:
        return ZoneInfo(self.timezone) if self.timezone else None


def _vague(degrees: float) -> float:
    """The nearest twentieth of a degree."""
    return round(round(degrees * 20) / 20, 2)


class Room(models.Model):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    access_notes = models.CharField(max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    privacy = Privacy(public="id place name access_notes capacity")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("place", "name"), name="room_name_once_a_place"),
        )

    def __str__(self) -> str:
        return self.name
