"""The spine that everything hangs on: ten principles, four dimensions, and tags of two more models.

The ten principles, the four dimensions and the eight dimensions of wellness are SAMHSA's (2012);
CHIME is Leamy et al. (2011). Names and descriptions are in our own words.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Principle(StrEnum):
    HOPE = "hope"
    PERSON_DRIVEN = "person_driven"
    MANY_PATHWAYS = "many_pathways"
    HOLISTIC = "holistic"
    PEER_SUPPORT = "peer_support"
    RELATIONAL = "relational"
    CULTURE = "culture"
    TRAUMA = "trauma"
    STRENGTHS = "strengths"
    RESPECT = "respect"


class Dimension(StrEnum):
    HEALTH = "health"
    HOME = "home"
    PURPOSE = "purpose"
    COMMUNITY = "community"


class Chime(StrEnum):
    CONNECTEDNESS = "connectedness"
    HOPE = "hope"
    IDENTITY = "identity"
    MEANING = "meaning"
    EMPOWERMENT = "empowerment"


class Wellness(StrEnum):
    EMOTIONAL = "emotional"
    ENVIRONMENTAL = "environmental"
    FINANCIAL = "financial"
    INTELLECTUAL = "intellectual"
    OCCUPATIONAL = "occupational"
    PHYSICAL = "physical"
    SOCIAL = "social"
    SPIRITUAL = "spiritual"


@dataclass(frozen=True)
class Wording:
    """A short name for a label, and one sentence that says what is meant."""

    name: str | Promise
    description: str | Promise


PRINCIPLES: dict[Principle, Wording] = {
    Principle.HOPE: Wording(_("Hope"), _("Things can get better, and others show that they do.")),
    Principle.PERSON_DRIVEN: Wording(
        _("Your own lead"), _("You decide where you are going and how to get there.")
    ),
    Principle.MANY_PATHWAYS: Wording(
        _("Many pathways"), _("There are many ways to recover, and setbacks can be part of one.")
    ),
    Principle.HOLISTIC: Wording(
        _("Your whole life"), _("Body, mind, spirit and the life around you belong together.")
    ),
    Principle.PEER_SUPPORT: Wording(
        _("Peer support"), _("People with similar lives help each other, and gain by helping.")
    ),
    Principle.RELATIONAL: Wording(
        _("Relationships"), _("People who believe in you make the way easier.")
    ),
    Principle.CULTURE: Wording(
        _("Culture"), _("Your values, traditions, beliefs and language are part of it.")
    ),
    Principle.TRAUMA: Wording(
        _("Safety and trust"), _("What has hurt people is met with safety, choice and trust.")
    ),
    Principle.STRENGTHS: Wording(
        _("Strengths"), _("Each person, family and community has something to build on.")
    ),
    Principle.RESPECT: Wording(
        _("Respect"), _("Rights are kept and discrimination is stood up to.")
    ),
}

DIMENSIONS: dict[Dimension, Wording] = {
    Dimension.HEALTH: Wording(
        _("Health"), _("Living well in body and mind, whatever you live with.")
    ),
    Dimension.HOME: Wording(_("Home"), _("A stable and safe place to live.")),
    Dimension.PURPOSE: Wording(
        _("Purpose"), _("Days that mean something, and the means to live them.")
    ),
    Dimension.COMMUNITY: Wording(
        pgettext_lazy("a dimension of recovery", "Community"),
        _("People to belong with: friends, love, hope."),
    ),
}
