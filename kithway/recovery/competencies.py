"""SAMHSA's twelve categories of core competencies for peer workers (2015), named in our own words.

States certify against lists that differ in detail, so a community can replace these; they are the
default. Single competencies are numbered within a category: 1.1, 1.2 and so on.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CATEGORIES: dict[int, str | Promise] = {
    1: _("Building caring relationships together"),
    2: _("Giving support"),
    3: _("Sharing lived experience"),
    4: _("Fitting support to the person"),
    5: _("Supporting recovery planning"),
    6: _("Linking to resources, services and supports"),
    7: _("Sharing what helps health, wellness and recovery"),
    8: _("Helping in a crisis"),
    9: _("Valuing communication"),
    10: _("Working together in teams"),
    11: _("Leading and speaking up"),
    12: _("Growing and learning"),
}
