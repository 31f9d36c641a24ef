"""The questions that each community answers in its own words, by their names."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithway.community.models import CommunityPage

Kind = CommunityPage.Kind
QUESTIONS: dict[str, dict[str, str | Promise]] = {
    Kind.FIRST_TIME: {
        "meets": _("Who meets you, and where?"),
        "happens": _("What happens the first time?"),
        "must": _("Must you speak, sign anything or give your name?"),
        "bring": _("Can you bring somebody?"),
        "cost": _("Does it cost anything?"),
    },
    Kind.IF_I_WRITE: {
        "reads": _("Who reads what you write, and when?"),
        "then": _("What do we do when we read it?"),
        "duties": _("Do we have to tell anybody? Whom, and when?"),
        "police": _("Would we ever send police without your yes?"),
    },
}


def answered(page: CommunityPage | None, kind: str) -> list[tuple[str | Promise, str]]:
    """Each question with its answer, '' where there is none yet."""
    answers = page.answers if page else {}
    return [(question, answers.get(name, "")) for name, question in QUESTIONS[kind].items()]
