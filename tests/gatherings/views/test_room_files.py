"""Files of the room: a list looked at before it comes in, tables taken away, nobody else's."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kithway.community.models import Community, Place
from kithway.gatherings.models import Attendance, Gathering, RoomFile, Term
from kithway.gatherings.models.room_file import room_files
from kithway.gatherings.room_files import drop_room_files, handle_due_files
from kithway.people.models import Person
from tests.cast import give_role, person, sign_in
from tests.gatherings.views.reading import words
from tests.gatherings.views.rooms import everything

LIST = (
    "name,day,time,end time,location,address,city,state\n"
    "Kite making,Monday,18:00,19:00,Central Library,220 State Street,Springfield,MA\n"
    "No day at all,Someday,18:00,19:00,Central Library,220 State Street,Springfield,MA\n"
)
pytestmark = pytest.mark.usefixtures("thursday")


def send(client: Client, room: str, data: bytes, name: str = "ours.csv") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(f"{room}files/", {"say": "list", "file": file, "pasted": ""})


def names() -> list[str]:
    return sorted(Gathering.objects.values_list("name", flat=True))


def test_looked_at_and_brought_in(
    client: Client, emis: str, community: Community, hearing_voices: Gathering
) -> None:
    response = send(client, emis, LIST.encode())
    one = RoomFile.objects.get()
    page = response["Location"]
    assert page == f"{emis}files/{one.pk}/"
    assert "ours" not in one.file.name
    assert "It is being read." in words(client.get(page))
    before = everything()
    assert handle_due_files() == 1
    after = everything()
    # To look at it changes nothing but the file's own row.
    assert {name for name in before if before[name] != after[name]} == {"gatherings.RoomFile"}
    text = words(client.get(page))
    assert "Nothing is changed yet. On the list 2 New 1 Changed 0" in text
    assert "Left out 1" in text
    assert "Row 3 · No day at all · day “Someday” is not a day" in text
    assert names() == ["Hearing Voices group"]
    client.post(page, {"say": "bring-in"})
    client.post(page, {"say": "bring-in"})
    assert names() == ["Hearing Voices group"]
    assert (handle_due_files(), handle_due_files()) == (1, 0)
    assert names() == ["Hearing Voices group", "Kite making"]
    assert "It is in." in words(client.get(page))
    # The history says so once, with what the list is called and nothing of what stands in it.
    (entry,) = community.entries.filter(name="ours.csv")
    assert (entry.verb, entry.by, entry.before, entry.after) == ("added", "Emi", {}, {})
    assert "Added: ours.csv" in words(client.get(f"{emis}history/"))
    # The file is not kept; brought in again, nothing is new.
    assert not room_files().exists(one.file.name)
    client.post(page, {"say": "bring-in"})
    assert handle_due_files() == 0
    send(client, emis, LIST.encode())
    handle_due_files()
    assert RoomFile.objects.exclude(pk=one.pk).get().report["unchanged"] == 1


MONTHLY = (
    "Group,Day,Time,End time,Location,Address,City,State\n"
    "Quilters,2nd and 4th Tuesday,18:00,19:30,Central Library,220 State Street,Springfield,MA\n"
    "Walkers,every Wed,10:00,11:00,Mill House,9 Mill Road,Springfield,MA\n"
    "Callers,Every Thursday,,,,,,\n"
)


def test_the_preview_says_when_and_where(client: Client, emis: str) -> None:
    page = send(client, emis, MONTHLY.encode())["Location"]
    handle_due_files()
    assert (
        "The first on the list "
        "Quilters 2nd and 4th Tuesday, 6:00–7:30 pm · Central Library "
        "Walkers Every Wednesday, 10:00–11:00 am · Mill House "
        "Callers By appointment Bring it in" in words(client.get(page))
    )


def test_what_was_brought_in_is_not_confirmed_by_that(client: Client, emis: str) -> None:
    """That somebody brought a list in says that they have it, not that anyone called."""
    page = send(client, emis, MONTHLY.encode())["Location"]
    handle_due_files()
    client.post(page, {"say": "bring-in"})
    handle_due_files()
    found = Gathering.objects.get(name="Quilters")
    assert (found.rule, found.first_day) == ("FREQ=MONTHLY;BYDAY=2TU,4TU", date(2026, 12, 8))
    assert found.last_held_at is None
    dates = found.occurrences.order_by("starts_at")
    assert {row.confirmed_at for row in dates} == {None}
    assert [row.recurrence_id for row in dates][:2] == ["2026-12-08T18:00", "2026-12-22T18:00"]
    text = words(client.get(f"{emis}gatherings/quilters/"))
    assert "Last sign of life: today." in text
    assert "Tuesday 8 December, 6:00–7:30 pm not yet confirmed" in text
    # Once more, it is the same.
    again = send(client, emis, MONTHLY.encode())["Location"]
    handle_due_files()
    report = RoomFile.objects.get(pk=again.strip("/").rpartition("/")[2]).report
    assert (report["added"], report["changed"], report["unchanged"]) == (0, 0, 3)


def test_pasted(client: Client, emis: str) -> None:
    client.post(f"{emis}files/", {"say": "list", "pasted": LIST})
    handle_due_files()
    assert RoomFile.objects.get().report["added"] == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 not a workbook", "The workbook is damaged"),
        (b"<html>", "This is a web page or XML, not a list."),
        (b"\x00\x01\x02\xff", "This is not a list that can be read."),
        (b"name,day\n", "The list is empty."),
    ],
)
def test_what_cannot_be_read(client: Client, emis: str, data: bytes, why: str) -> None:
    page = send(client, emis, data)["Location"]
    handle_due_files()
    text = words(client.get(page))
    assert why in text
    assert "Nothing was changed." in text
    client.post(page, {"say": "bring-in"})
    assert (handle_due_files(), Gathering.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"say": "list"}, "Choose a file, or paste a list: one of the two."),
        ({"say": "list", "pasted": "x" * 500_001}, "Make this shorter"),
        ({"say": "table", "kind": "secrets", "format": "csv"}, "Choose one of these."),
        ({"say": "table", "kind": "list", "format": "csv"}, "Choose one of these."),
        ({"say": "table", "kind": "dates", "format": "csv"}, "Give a first and a last day"),
        (
            {"say": "table", "kind": "dates", "format": "csv", "first_day": "2026-01-01",
             "last_day": "2028-01-01"},
            "Give a first and a last day",
        ),
    ],
)  # fmt: skip
def test_bad_input(client: Client, emis: str, said: dict[str, str], why: str) -> None:
    page = client.post(f"{emis}files/", said)
    assert (page.status_code, RoomFile.objects.count()) == (200, 0)
    assert why in words(page)


def test_too_large(client: Client, emis: str) -> None:
    page = send(client, emis, b"x" * (5 * 2**20 + 1))
    assert "This file is larger than 5 MB." in words(page)
    assert RoomFile.objects.count() == 0


def test_so_many_at_once(client: Client, emis: str) -> None:
    for _ in range(5):
        send(client, emis, LIST.encode())
    assert "Some files of yours are not ready yet." in words(send(client, emis, LIST.encode()))


def test_a_list_cut_short(client: Client, emis: str) -> None:
    rows = [f"Number {n},Monday,{n % 12 + 8}:00,,,,Springfield,MA" for n in range(12)]
    whole = "\n".join([LIST.splitlines()[0], *rows])
    client.post(send(client, emis, whole.encode())["Location"], {"say": "none"})
    handle_due_files()
    page = f"{emis}files/{RoomFile.objects.get().pk}/"
    client.post(page, {"say": "bring-in"})
    handle_due_files()
    assert Gathering.objects.count() == 12
    page = send(client, emis, "\n".join(whole.splitlines()[:4]).encode())["Location"]
    handle_due_files()
    assert "are not on it any more" in words(client.get(page))
    client.post(page, {"say": "shorter"})
    handle_due_files()
    assert "No longer on the list 9" in words(client.get(page))
    assert Gathering.objects.exclude(missing_since=None).count() == 0
    client.post(page, {"say": "bring-in"})
    handle_due_files()
    assert Gathering.objects.exclude(missing_since=None).count() == 9


def table(client: Client, emis: str, kind: str, form: str = "csv", **more: str) -> bytes:
    page = client.post(f"{emis}files/", {"say": "table", "kind": kind, "format": form, **more})[
        "Location"
    ]
    handle_due_files()
    assert "It is ready." in words(client.get(page))
    response = client.get(f"{page}table/")
    assert response["Content-Disposition"] == f'attachment; filename="{kind}.{form}"'
    return response.content


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_dates(client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering) -> None:
    Attendance.objects.create(
        gathering=hearing_voices, recurrence_id="2026-11-26T18:00", day="2026-11-26", count=7
    )
    found = lines(table(client, emis, "dates", first_day="2026-11-26", last_day="2026-11-27"))
    assert found[1:] == [
        ["Hearing Voices group", "hearing-voices", "2026-11-26", "18:00", "19:30",
         "America/New_York", "expected", "Central Library", "7"],
        ["Drumming circle", "drumming-circle", "2026-11-27", "19:00", "20:00",
         "America/New_York", "expected", "The Quiet House", ""],
    ]  # fmt: skip


def test_places_keep_what_is_hidden(
    client: Client, emis: str, library: Place, quiet_house: Place
) -> None:
    data = table(client, emis, "places")
    assert [line[:3] for line in lines(data)[1:]] == [
        ["Central Library", "220 State Street", "Springfield"],
        ["The Quiet House", "", "Holyoke"],
    ]
    assert b"01040" not in data


def test_dates_keep_what_is_hidden(client: Client, emis: str, hearing_voices: Gathering) -> None:
    Gathering.objects.update(address_shown_to="coming")
    data = table(client, emis, "dates", first_day="2026-11-26", last_day="2026-11-26")
    assert lines(data)[1][7] == "a place in Springfield"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝"])
def test_no_formula(client: Client, emis: str, hearing_voices: Gathering, sign: str) -> None:
    name = f"{sign}cmd|' /C calc'!A0"
    Gathering.objects.update(name=name)
    assert lines(table(client, emis, "gatherings"))[1][1] == f"'{name}"
    data = table(client, emis, "gatherings", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == (f"'{name}", "s")


def test_roles(client: Client, emis: str, community: Community, dara: Person) -> None:
    give_role(dara, community, "facilitator")
    assert lines(table(client, emis, "roles"))[1:] == [
        ["Dara", "facilitator", "2026-11-26"],
        ["Emi", "coordinator", "2026-11-26"],
    ]


def test_nobody_elses(client: Client, emis: str, jos: str, community: Community) -> None:
    send(client, emis, LIST.encode())
    client.post(f"{emis}files/", {"say": "table", "kind": "roles", "format": "csv"})
    handle_due_files()
    give_role(person("Gus"), community, "coordinator")
    colleague = sign_in(Client(), person("Gus"))
    for one in RoomFile.objects.all():
        for path in (f"files/{one.pk}/", f"files/{one.pk}/table/"):
            assert client.get(f"{jos}{path}").status_code == 404
            assert colleague.get(f"{emis}{path}").status_code == 404
            assert client.post(f"{jos}{path}", {"say": "bring-in"}).status_code == 404
    assert handle_due_files() == 0
    # A list that was sent is not handed out again.
    sent = RoomFile.objects.get(kind="list")
    assert client.get(f"{emis}files/{sent.pk}/table/").status_code == 404


def test_gone_in_an_hour(
    client: Client, emis: str, monkeypatch: pytest.MonkeyPatch, thursday: Any
) -> None:
    page = send(client, emis, LIST.encode())["Location"]
    handle_due_files()
    one = RoomFile.objects.get()
    drop_room_files()
    assert room_files().exists(one.file.name)
    RoomFile.objects.update(asked_at=thursday - timedelta(minutes=61))
    assert (drop_room_files(), room_files().exists(one.file.name)) == (1, False)
    assert "This file is not here any more." in words(client.get(page))
    client.post(page, {"say": "bring-in"})
    assert handle_due_files() == 0
    RoomFile.objects.update(asked_at=thursday - timedelta(hours=25))
    drop_room_files()
    assert RoomFile.objects.count() == 0


def test_review(
    client: Client, emis: str, jos: str, hearing_voices: Gathering, library: Place
) -> None:
    Gathering.objects.update(missing_since=timezone.now())
    Place.objects.update(latitude=None, longitude=None)
    term = Term.objects.create(
        community=hearing_voices.community, vocabulary="kind", code="tc", name="TC",
        review_since=timezone.now(),
    )  # fmt: skip
    page = f"{emis}files/review/"
    text = words(client.get(page))
    for said in ("Keep Hearing Voices group", "Kinds that a list brought TC", "Central Library"):
        assert said in text
    theirs = f"{jos}files/review/"
    assert client.post(theirs, {"keep": "hearing-voices"}).status_code == 404
    assert client.get(f"{theirs}{term.pk}/").status_code == 404
    assert "Nothing is left to look at." in words(client.get(theirs))
    assert client.post(page, {"keep": "no-such\0"}).status_code == 404
    client.post(page, {"keep": "hearing-voices"})
    client.post(f"{page}{term.pk}/", {"name": "Tai chi"})
    hearing_voices.refresh_from_db()
    term.refresh_from_db()
    assert (hearing_voices.missing_since, term.name, term.review_since) == (None, "Tai chi", None)
