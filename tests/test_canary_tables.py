"""What people wrote, and who came, stands in no table that the room gives out."""

import io
import zipfile
from datetime import datetime

import pytest
from django.test import Client

from kithway.community.models import Place
from kithway.gatherings.models import Booking, Gathering, RoomFile, Seat
from kithway.gatherings.room_files import handle_due_files
from kithway.people.models import Person
from tests.canaries import Canaries, seen_in
from tests.canary_flows import FLOWS, ROOM, coordinating
from tests.cast import person, sign_in
from tests.region import set_up_for_flows

# In clear where they stand, for whoever needs them; a table is soon passed on.
GUEST, MEMBER, STREET, LINK = "zebedeeguest", "ottolinemember", "quizzicallane", "wobblyroom"
# Of each kind what is no secret: a table without it would be an empty one, which hides nothing.
TABLES = {"gatherings": "pottery", "dates": "pottery", "places": "kiln", "roles": "emi"}
NUMBERS = ("2026-11", "2026-q4", "2026")


@pytest.fixture
def emi_signed_in(canaries: Canaries, thursday: datetime) -> Client:
    """She may ask for every table, after everything was written that one could tell."""
    set_up_for_flows()
    for flow in FLOWS:
        flow(canaries)
        canaries.client.cookies.clear()
    gathering = Gathering.objects.get(slug="pottery")
    kiln = Place.objects.create(
        slug="kiln", name="Kiln", city="Here", address_1=STREET, address_shown_to="coming"
    )
    kiln.communities.add(gathering.community)
    Gathering.objects.update(place=kiln, online_url=f"https://{LINK}.example/")
    gathering.occurrences.update(place=kiln)
    _keep_places(gathering)
    # Whoever has a role has an address too.
    emi = coordinating()
    sign_in(canaries.client, emi).post("/mine/settings/mail/", {"mail": canaries.mail()})
    assert Person.objects.get(name="Emi").mail is not None
    return sign_in(Client(), emi)


def _keep_places(gathering: Gathering) -> None:
    """A guest has, in the flows; and a member."""
    guest = Booking.objects.get()
    Booking.objects.update(name=GUEST)
    Person.objects.filter(pk=person("Ana").pk).update(name=MEMBER, name_key=MEMBER)
    member = Booking.objects.create(
        gathering=gathering, recurrence_id=guest.recurrence_id, last_at=guest.last_at,
        name=MEMBER, person=Person.objects.get(name=MEMBER),
    )  # fmt: skip
    Seat.objects.create(
        booking=member, gathering=gathering, recurrence_id=guest.recurrence_id, state="kept"
    )


def found_in(canaries: Canaries, data: bytes) -> list[str]:
    return seen_in([*canaries.phrases, GUEST, MEMBER, STREET, LINK], {"it": data})


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", TABLES)
def test_tables(canaries: Canaries, emi_signed_in: Client, kind: str, form: str) -> None:
    asked = {"say": "table", "kind": kind, "format": form}
    days = {"first_day": "2026-11-01", "last_day": "2026-11-30"}
    page = emi_signed_in.post(f"{ROOM}files/", {**asked, **days})["Location"]
    assert handle_due_files() == 1
    table = emi_signed_in.get(f"{page}table/")
    data = table.content if form == "csv" else unzipped(table.content)
    assert TABLES[kind].encode() in data.lower()
    assert found_in(canaries, data + str(table.headers).encode()) == []


@pytest.mark.parametrize("span", NUMBERS)
def test_numbers(canaries: Canaries, emi_signed_in: Client, span: str) -> None:
    table = emi_signed_in.get(f"{ROOM}numbers/{span}/before/numbers.csv")
    # The two whose names were written down are counted.
    assert "English,1,2,0,0" in table.content.decode()
    assert found_in(canaries, table.content + str(table.headers).encode()) == []


def test_what_anyone_may_take_away(canaries: Canaries, emi_signed_in: Client) -> None:
    table = Client().get("/gatherings.csv")
    assert b"pottery" in table.content
    assert found_in(canaries, table.content) == []


def test_all_kinds_are_asked_for(emi_signed_in: Client) -> None:
    assert {*TABLES, "list"} == set(RoomFile.Kind.values)


def unzipped(book: bytes) -> bytes:
    """A workbook is packed: nothing would be found in it as it is."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())
