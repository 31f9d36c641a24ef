"""A person is paused in a community: with a reason they read, an end, and a way to appeal."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kithway.community.history import record
from kithway.community.models import Community, Pause
from kithway.community.rules import Denied, coordinates, is_paused
from kithway.people.models import Person
from kithway.vault.kept import seal_kept


@transaction.atomic
def pause_person(
    *, community: Community, person: Person, because: str, until: datetime, by: Person
) -> Pause:
    """Keep somebody from coming and writing until then. Raises Denied."""
    # The person's row stands for their pauses: of two coordinators at once, one waits here.
    Person.objects.select_for_update().get(pk=person.pk)
    if person == by or coordinates(person, community):
        raise Denied(_("A coordinator can’t be paused. Their role can be taken back."))
    if is_paused(person, community):
        raise Denied(_("This person is paused already."))
    pause = Pause(
        community=community, person=person, until=until, made_at=timezone.now(), made_by=by
    )
    pause.because = seal_kept(because, at=pause.at("because"))
    pause.save(force_insert=True)
    record(community=community, by=by, verb="paused")
    return pause


@transaction.atomic
def appeal(*, pause: Pause, words: str, by: Person) -> None:
    """Say why it is not right, once. Raises Denied for anybody else's, or a second time."""
    mine = Pause.objects.filter(pk=pause.pk, person=by, appealed_at=None, ended_at=None)
    sealed = seal_kept(words, at=pause.at("appeal"))
    if not mine.update(appeal=sealed, appealed_at=timezone.now()):
        raise Denied(_("This was sent already."))


@transaction.atomic
def answer_appeal(*, pause: Pause, words: str, ends: bool, by: Person) -> None:
    """Answer somebody's appeal; it may end the pause. Raises Denied for who paused them."""
    asked = Pause.objects.filter(pk=pause.pk, answered_at=None).exclude(appealed_at=None)
    now = timezone.now()
    sealed = seal_kept(words, at=pause.at("answer"))
    others = asked.exclude(made_by=by).exclude(person=by)
    if not others.update(answer=sealed, answered_at=now, answered_by=by):
        raise Denied(_("Another coordinator answers this, and only once."))
    if ends:
        end_pause(pause=pause, by=by)


@transaction.atomic
def end_pause(*, pause: Pause, by: Person) -> None:
    """It is over before its time; nobody ends their own, whatever they became since. Twice is as
    once."""
    standing = Pause.objects.filter(pk=pause.pk, ended_at=None).exclude(person=by)
    if standing.update(ended_at=timezone.now()):
        # Without its row: nothing here leads to whom it is of.
        record(community=pause.community, by=by, verb="pause-ended")
