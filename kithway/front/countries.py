"""Lines for whole countries. Each community checks its own country's before it opens.

`police` is yes or no only where that is certain; everywhere else the page says “not known”.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithway.front.lines import Line

DAY_AND_NIGHT = _("Day and night.")
HURT = _("Someone is hurt, not breathing, or not waking up.")
VIOLENCE = _("If someone hurts you or you are afraid of them.")


@dataclass(frozen=True)
class Country:
    """`code` is ISO 3166-1 alpha-2."""

    code: str
    name: str | Promise
    emergency: Line
    crisis: tuple[Line, ...]
    violence: Line


def _emergency(number: str, police: str = "yes") -> Line:
    return Line(_("Emergency"), number, about=HURT, police=police)


COUNTRIES = (
    Country(
        "US",
        _("United States"),
        _emergency("911"),
        (
            Line(
                "988 Suicide & Crisis Lifeline",
                "988",
                "988",
                about=_("Call or text."),
                hours=DAY_AND_NIGHT,
                police="yes",
            ),
            Line(
                "Crisis Text Line",
                text_to="741741",
                text_word="HOME",
                about=_("By text only."),
                hours=DAY_AND_NIGHT,
                police="yes",
            ),
        ),
        Line(
            "National Domestic Violence Hotline",
            "1-800-799-7233",
            about=VIOLENCE,
            hours=DAY_AND_NIGHT,
        ),
    ),
    Country(
        "CA",
        _("Canada"),
        _emergency("911"),
        (
            Line(
                "9-8-8 Suicide Crisis Helpline",
                "988",
                "988",
                about=_("Call or text."),
                hours=DAY_AND_NIGHT,
                police="yes",
            ),
        ),
        Line(
            "211",
            "211",
            about=_("Canada has no single national line. Ask 211 which one is near you."),
        ),
    ),
    Country(
        "GB",
        _("United Kingdom"),
        _emergency("999"),
        (
            Line(
                "NHS 111",
                "111",
                about=_("In England choose option 2 for mental health."),
                hours=DAY_AND_NIGHT,
            ),
            Line("Samaritans", "116 123", about=_("Someone listens."), hours=DAY_AND_NIGHT),
            Line(
                "Shout",
                text_to="85258",
                text_word="SHOUT",
                about=_("By text only."),
                hours=DAY_AND_NIGHT,
                police="yes",
            ),
        ),
        Line(
            "National Domestic Abuse Helpline",
            "0808 2000 247",
            about=VIOLENCE,
            hours=DAY_AND_NIGHT,
        ),
    ),
    Country(
        "IE",
        _("Ireland"),
        _emergency("112"),
        (Line("Samaritans", "116 123", about=_("Someone listens."), hours=DAY_AND_NIGHT),),
        Line("Women’s Aid", "1800 341 900", about=VIOLENCE, hours=DAY_AND_NIGHT),
    ),
    Country(
        "FR",
        _("France"),
        _emergency("112"),
        (Line("3114", "3114", about=_("Suicide prevention line."), hours=DAY_AND_NIGHT),),
        Line("Violences Femmes Info", "3919", about=VIOLENCE, hours=DAY_AND_NIGHT),
    ),
    Country(
        "MX",
        _("Mexico"),
        _emergency("911"),
        (Line("SAPTEL", "55 5259 8121", about=_("Crisis line."), hours=DAY_AND_NIGHT),),
        Line("Red Nacional de Refugios", "800 822 4460", about=VIOLENCE),
    ),
    Country(
        "CN",
        _("China"),
        _emergency("120", police="unknown"),
        (Line("12356", "12356", about=_("Mental health line.")),),
        Line("12338", "12338", about=VIOLENCE),
    ),
)


def countries_for(codes: set[str]) -> tuple[Country, ...]:
    """The one country that all communities are in; where that is not known, every one."""
    found = tuple(country for country in COUNTRIES if codes == {country.code})
    return found or COUNTRIES
