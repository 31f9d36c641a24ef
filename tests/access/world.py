"""A world with a row of everything in each of two communities, Emi's and Jo's."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone

from kithway.community.actions import offer_role
from kithway.community.models import (
    Agreement,
    Closure,
    Community,
    CommunityPage,
    CommunityRequest,
    Concern,
    Entry,
    HelpLine,
    HelpLineChange,
    Network,
    Pause,
    Place,
    PlaceKey,
    Room,
    Suggestion,
)
from kithway.consent.models import Receipt
from kithway.front.saying_forms import SALT
from kithway.gatherings.actions import add_gathering
from kithway.gatherings.date_code import date_code
from kithway.gatherings.models import (
    Attendance,
    Booking,
    Comment,
    DateLink,
    DateSeats,
    Gathering,
    Holder,
    HowWasIt,
    Letter,
    Occurrence,
    PrintSheet,
    Refresh,
    RoomFile,
    Seat,
    Shift,
    Source,
    SourceRow,
    Subscription,
    Term,
)
from kithway.gatherings.recurrence import weekly
from kithway.people.models import (
    Attempt,
    BackupCode,
    Challenge,
    CodeApp,
    Message,
    Passkey,
    Person,
    Recovery,
    Stewardship,
)
from kithway.people.sessions import open_session
from kithway.vault.kept import seal_kept
from kithway.vault.tokens import hash_token
from tests.cast import CAST, give_role, person

LAST, TONIGHT = "2026-11-19T18:00", "2026-11-26T18:00"
TOWN = {"timezone": "America/New_York", "country": "US", "town": "Springfield", "region": "MA"}


@dataclass
class World:
    """`mine`: by name, the rows of Emi's community, as they stand in addresses and bodies;
    `theirs`: those of Jo's."""

    people: dict[str, Person]
    mine: dict[str, Any] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)


def write_world() -> World:
    world = World({name: person(name) for name in CAST})
    network = Network.objects.create(slug="valley", name="Valley Network")
    people = world.people
    for rows, slug, coordinator, facilitator, member in (
        (world.mine, "three-rivers", "Emi", "Dara", "Ana"),
        (world.theirs, "bay-side", "Jo", "Ben", "Ivo"),
    ):
        community = Community.objects.create(network=network, slug=slug, name=slug, **TOWN)
        cast = {"coordinator": people[coordinator], "facilitator": people[facilitator]}
        _community(rows, community, **cast, member=people[member])
        _gathering(rows, community, **cast, member=people[member])
        _lists(rows, community, people[coordinator])
    _accounts(world)
    return world


def missing() -> list[str]:
    """Tables of ours without a row."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("kithway.")]
    return [model._meta.label for model in ours if not model._default_manager.exists()]


def _community(
    rows: dict[str, Any], community: Community, *, coordinator: Person, facilitator: Person,
    member: Person,
) -> None:  # fmt: skip
    for who, kind in (
        (coordinator, "coordinator"),
        (coordinator, "facilitator"),
        (facilitator, "facilitator"),
        (member, "member"),
    ):
        give_role(who, community, kind)
    offered = offer_role(community=community, person=member, kind="educator", by=coordinator)
    place = Place.objects.create(
        slug=f"hall-{community.slug}", name=f"Hall of {community.slug}", address_1="1 Elm Street",
        city="Springfield", latitude=42.1, longitude=-72.58,
    )  # fmt: skip
    place.communities.add(community)
    place.photo.save("photo.webp", ContentFile(b"RIFF0000WEBP"))
    room = Room.objects.create(place=place, name="Blue room")
    key = PlaceKey(community=community, place=place, label="Front door", person=facilitator)
    key.notes = seal_kept("Code 4471", at=key.at)
    key.save(force_insert=True)
    day = date(2027, 1, 4)
    closure = Closure.objects.create(community=community, first_day=day, last_day=day)
    line = HelpLine.objects.create(community=community, kind="peer_line", name="Line", number="1")
    change = HelpLineChange.objects.create(
        community=community, line=line, facts={}, proposed_by=facilitator
    )
    agreement = Agreement.objects.create(community=community, text="We listen.", agreed_on=day)
    for kind in CommunityPage.Kind.values:
        CommunityPage.objects.create(community=community, kind=kind)
    suggestion = Suggestion(community=community, kind="other")
    concern = Concern(community=community)
    for row in (suggestion, concern):
        row.content = seal_kept('{"words": "Something private", "reach": ""}', at=row.at)
        row.save(force_insert=True)
    pause = Pause(community=community, person=member, made_by=facilitator)
    pause.because = seal_kept("A reason", at=pause.at("because"))
    pause.save(force_insert=True)
    entry = Entry.objects.create(community=community, by="Emi", verb="place-changed")
    rows |= {
        "room": community.slug, "community": community.slug, "role": offered.pk,
        "member": member.pk, "facilitator": facilitator.pk, "holder_name": facilitator.name,
        "place": place.slug, "place_pk": place.pk, "room_pk": room.pk,
        "place_key": key.pk, "closure": closure.pk, "help_line": line.pk, "change": change.pk,
        "agreement": agreement.pk, "suggestion": suggestion.pk, "concern": concern.pk,
        "pause": pause.pk, "entry": entry.pk, "page": "first-time",
    }  # fmt: skip


def _gathering(
    rows: dict[str, Any], community: Community, *, coordinator: Person, facilitator: Person,
    member: Person,
) -> None:  # fmt: skip
    gathering = add_gathering(
        community=community, by=None, slug=f"voices-{community.slug}", name="Hearing Voices",
        place=community.places.get(), mode="in-person", kinds=["peer-group"], languages=["en"],
        first_day=date(2026, 1, 1), start_time=time(18), minutes=60, rule=weekly(3),
        met_where="By the door", met_by=facilitator.name,
    )  # fmt: skip
    now = timezone.now()
    series = gathering.series()
    assert series is not None
    past = Occurrence.expected(gathering, series.find(LAST))
    past.confirmed_at = now
    past.save()
    tonight = gathering.occurrences.get(recurrence_id=TONIGHT)
    Holder.objects.create(gathering=gathering, person=facilitator, since=now)
    at = {"gathering": gathering, "recurrence_id": TONIGHT}
    shift = Shift.objects.create(
        community=community, kind="greet", starts_at=tonight.starts_at, ends_at=tonight.ends_at,
        person=facilitator, taken_at=now, **at,
    )  # fmt: skip
    asked = Shift.objects.create(
        community=community, kind="hold", starts_at=tonight.starts_at, ends_at=tonight.ends_at,
        person=facilitator, **at,
    )  # fmt: skip
    attendance = Attendance(
        gathering=gathering, recurrence_id=LAST, day=date(2026, 11, 19), count=7
    )
    attendance.names = seal_kept("Bo, Tess", at=attendance.at)
    attendance.save(force_insert=True)
    HowWasIt.objects.create(gathering=gathering, month=date(2026, 9, 1), answer="good", count=6)
    comment = Comment(community=community, month=date(2026, 9, 1), may_show=True, chosen=True)
    comment.content = seal_kept("They had tea", at=comment.at)
    comment.save(force_insert=True)
    token = f"guest-{community.slug}"
    for who in (member, None):
        booking = Booking(
            person=who, name="Tess", last_at=tonight.ends_at, has_needs=True,
            token_hash=None if who else hash_token(token), **at,
        )  # fmt: skip
        booking.private = seal_kept('{"needs": "A chair"}', at=booking.at)
        booking.save(force_insert=True)
        seat = Seat.objects.create(booking=booking, state="kept", **at)
        if who:
            rows |= {"booking": booking.pk, "seat": seat.pk}
    came = Booking(person=member, name="Bo", last_at=past.ends_at, letter=True)
    came.gathering, came.recurrence_id = gathering, LAST
    came.save(force_insert=True)
    last = Seat.objects.create(
        booking=came, gathering=gathering, recurrence_id=LAST, state="kept", came_at=past.ends_at
    )
    free = Shift.objects.create(
        community=community, kind="open", starts_at=tonight.starts_at, ends_at=tonight.ends_at, **at
    )
    DateSeats.objects.create(taken=2, **at)
    Letter.objects.create(community=community, mark=f"mark {community.slug}", made_on=now.date())
    DateLink.objects.create(
        token_hash=hash_token(f"date-{community.slug}"), expires_at=now + timedelta(days=2), **at
    )
    sheets = [_sheet(community, kind) for kind in ("post", "numbers")]
    term = Term.objects.create(
        community=community, vocabulary="kind", code="tea", name="Tea", review_since=now
    )
    rows |= {
        "gathering": gathering.slug, "gathering_pk": gathering.pk, "occurrence": tonight.pk,
        "date": date_code(TONIGHT), "past": date_code(LAST), "shift": shift.pk,
        "asked": asked.pk, "open_shift": free.pk, "past_pk": past.pk, "last_seat": last.pk,
        "comment": comment.pk, "guest": token, "date_token": f"date-{community.slug}",
        "sheet": sheets[0], "private_sheet": sheets[1], "term": term.pk,
        "span": "2026-q3", "beside": "before", "month": "2026-11", "coordinator": coordinator.pk,
    }  # fmt: skip


def _sheet(community: Community, kind: str) -> str:
    key = f"{kind}.{community.slug}.2026-q3.2026-q2.en"
    PrintSheet.objects.create(
        community=community, kind=kind, language="en", first_day=date(2026, 11, 26), key=key
    )
    return key


def _lists(rows: dict[str, Any], community: Community, coordinator: Person) -> None:
    source = Source.objects.create(community=community, name="https://list.example/cal.ics")
    SourceRow.objects.create(
        source=source, key="1", gathering_id=rows["gathering_pk"], said={"name": "x"}
    )
    source.mapping = {
        "found": {"format": "ical", "count": 2, "locations": {"Hall": 2}, "titles": {}}
    }
    source.save()
    Gathering.objects.filter(pk=rows["gathering_pk"]).update(missing_since=timezone.now())
    subscription = Subscription.objects.create(source=source, url=source.name)
    Refresh.objects.create(subscription=subscription, outcome="unchanged")
    file = RoomFile.objects.create(community=community, person=coordinator, kind="places")
    rows |= {"subscription": subscription.pk, "file": file.pk}


def _accounts(world: World) -> None:
    """What belongs to accounts, and to the installation."""
    now, ana = timezone.now(), world.people["Ana"]
    Stewardship.objects.create(person=world.people["Femi"])
    request = CommunityRequest.objects.create(
        person=ana, name="New", town="Here", timezone="America/New_York"
    )
    for rows, name in ((world.mine, "Ana"), (world.theirs, "Jo")):
        passkey = Passkey.objects.create(
            person=world.people[name], credential_id=name, public_key=b"abc", name="Telephone"
        )
        session, _token = open_session(person=world.people[name])
        rows |= {"passkey": passkey.pk, "session": session.pk}
    app = CodeApp(person=ana)
    app.secret = seal_kept("secret", at=app.at)
    app.save(force_insert=True)
    BackupCode.objects.create(person=ana, mark="mark")
    Challenge.objects.create(mark="mark", expires_at=now)
    Attempt.objects.create(what="sign-in", mark="mark", began_at=now)
    Recovery.objects.create(
        person=ana, token_hash=hash_token("recovery"), opens_at=now,
        expires_at=now + timedelta(days=7),
    )  # fmt: skip
    message = Message(owner=ana.pk, person=ana, channel="mail")
    message.content = seal_kept("{}", at=message.at)
    message.save(force_insert=True)
    Receipt.objects.create(
        owner=ana.pk, scope="bookings", reader=world.people["Emi"], reader_name="Emi",
        because="coordinates", day=now.date(),
    )  # fmt: skip
    shared = {
        "request": request.pk, "recovery": "recovery", "mail": "unknown",
        "told": signing.dumps("a form of ours", salt=SALT),
    }  # fmt: skip
    world.mine |= shared
    world.theirs |= shared


UNKNOWN: dict[type, Any] = {
    int: 987_654_321,
    str: "nowhere-at-all",
    UUID: UUID("00000000-0000-4000-8000-000000000000"),
}
