"""What a place offers for getting in and being at ease. A code that is absent means 'not known'."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACCESS: dict[str, str | Promise] = {
    "step-free": _("Step-free entrance"),
    "lift": _("Lift"),
    "accessible-toilet": _("Accessible toilet"),
    "quiet-room": _("Quiet room"),
    "hearing-loop": _("Hearing loop"),
    "parking": _("Parking"),
    "bus": _("Near a bus stop"),
    "fragrance-free": _("Fragrance-free"),
}
