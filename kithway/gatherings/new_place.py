"""A place that is not known yet, asked for in the form of the gathering that is held there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kithway.community.geography import locate_postal_code, locate_town
from kithway.community.models import Community, Place
from kithway.ui.forms import SHORTER

# What is asked of it here, and the place's own field that takes it.
ASKED = {
    "place_name": "name",
    "place_street": "address_1",
    "place_city": "city",
    "place_postal_code": "postal_code",
}


def _line(label: Any, longest: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, error_messages=SHORTER)


class NewPlaceForm(forms.Form):
    """Few boxes, all on the page with the gathering's; the rest is said under “Places” later."""

    place_name = _line(gettext_lazy("Name of the place"), 160)
    place_street = _line(gettext_lazy("Street and number"), 200)
    place_city = _line(gettext_lazy("Town"), 80)
    place_postal_code = _line(gettext_lazy("ZIP or postcode"), 16)

    def check_new_place(self, said: dict[str, Any]) -> None:
        """A place that is described has a name, and is not another one that was chosen."""
        typed = any(said.get(name) for name in ASKED)
        if typed and not said.get("place_name") and "place_name" not in self.errors:
            self.add_error("place_name", _("Give it a name."))
        elif typed and said.get("where"):
            self.add_error("where", _("Choose a place, or add one: not both."))

    def new_place(self, community: Community, shown_to: str) -> dict[str, Any] | None:
        """What an action takes for the place that was described; None where none was.

        Its address is told to whom the gathering tells it: its own page says no more.
        """
        facts = {own: self.cleaned_data[name] for name, own in ASKED.items()}
        if not facts["name"]:
            return None
        facts |= {"region": community.region, "country": community.country}
        return facts | located(facts) | {"address_shown_to": shown_to}


def unsaved(facts: dict[str, Any]) -> Place:
    """The place as it would be. Raises ValidationError by the names of the form's fields."""
    place = Place(slug="new", **facts)
    try:
        place.clean_fields()
    except ValidationError as refused:
        theirs = {own: name for name, own in ASKED.items()}
        errors = {theirs.get(own, "where"): said for own, said in refused.message_dict.items()}
        raise ValidationError(errors) from None
    return place


def located(said: dict[str, Any]) -> dict[str, float | None]:
    """Where an address lies, as far as its postcode or its town says."""
    where = None
    if said["postal_code"]:
        where = locate_postal_code(said["postal_code"], said["country"])
    if where is None and said["city"]:
        where = locate_town(said["city"], said["region"], said["country"])
    return {
        "latitude": where.point.latitude if where else None,
        "longitude": where.point.longitude if where else None,
    }
