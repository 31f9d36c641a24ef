"""A quarter on one page: what stands there, for whom, on paper and as a table."""

import csv
import io
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kithway.community.models import Community
from kithway.consent.models import Receipt
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.paper.making import make_due_sheets
from kithway.people.models import Person
from tests.cast import CAST, give_role, sign_in
from tests.gatherings.numbers.world import (
    HIDDEN,
    SAID,
    WAITING,
    write_comments,
    write_quarter,
    write_spring,
)
from tests.gatherings.paper.making import content, files, text_of
from tests.gatherings.views.rooms import more

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday", "quarter")]
OF = "numbers/2026-q3/before/"


@pytest.fixture
def quarter(hearing_voices: Gathering, dara: Person) -> None:
    write_quarter(hearing_voices, dara)
    write_spring(hearing_voices)
    write_comments(hearing_voices.community)


def test_the_last_whole_quarter(client: Client, emis: str) -> None:
    page = client.get(f"{emis}numbers/").content.decode()
    assert "July to September 2026" in page
    assert SAID in page
    assert HIDDEN not in page
    assert WAITING not in page
    assert Receipt.objects.values_list("reader_name", "because").get() == ("Emi", "coordinates")


@pytest.mark.parametrize(
    "path",
    ["2026-q5/before/", "2026-q3/after/", "2026-q3/before/numbers.pdf", "comments/2026-q9/"],
)
def test_what_is_not_there(client: Client, emis: str, path: str) -> None:
    assert client.get(f"{emis}numbers/{path}").status_code == 404


def test_queries_do_not_grow(client: Client, emis: str, community: Community) -> None:
    client.get(f"{emis}numbers/")

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{emis}{path}").status_code == 200
        return len(asked)

    few = [queries(path) for path in (OF, "numbers/comments/2026-q3/")]
    more(community, 8)
    for comment in (*write_comments(community), *write_comments(community)):
        comment.chosen = comment.may_show
        comment.save()
    assert [queries(path) for path in (OF, "numbers/comments/2026-q3/")] == few
    assert max(few) <= 15


def test_on_paper_for_the_room_alone(
    client: Client, emis: str, everyone: dict[str, Person], tmp_path: Path
) -> None:
    client.post(f"{emis}{OF}paper/")
    make_due_sheets()
    row = PrintSheet.objects.get()
    pdf = client.get(f"{emis}{OF}numbers.pdf")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in pdf["Cache-Control"]
    assert pdf.content == content(row)
    text = text_of(pdf.content, tmp_path)
    assert "July to September 2026" in text
    assert SAID in text
    assert [name for name in (*CAST, HIDDEN, WAITING) if name in text] == []
    for path in ("", "page/", "sheet.pdf", "picture.png"):
        assert Client().get(f"/paper/{row.key}/{path}").status_code == 404
        assert client.get(f"/paper/{row.key}/{path}").status_code == 404
    for person in everyone.values():
        if person.name != "Emi":
            stranger = sign_in(Client(), person)
            assert stranger.get(f"{emis}{OF}numbers.pdf").status_code == 404
    assert files() == [row.file.name]


def test_nobody_asks_for_one_elsewhere(client: Client, community: Community) -> None:
    asked = {"community": community.slug, "kind": "numbers", "when": "now", "language": "en"}
    client.post("/paper/", {**asked, "size": "usual"})
    assert PrintSheet.objects.count() == 0


def test_a_table(client: Client, emis: str, hearing_voices: Gathering) -> None:
    """Each figure in a cell of its own, as a spreadsheet counts with it."""
    hearing_voices.attendances.filter(count=7).update(count=1234)
    hearing_voices.community.shifts.filter(minutes=45).update(minutes=95)
    table = client.get(f"{emis}{OF}numbers.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == [hearing_voices.community.name]
    now, before = "July to September 2026", "April to June 2026"
    assert ["In numbers", now, before, "Difference"] in rows
    assert ["Dates held", "4", "0", "4"] in rows
    assert ["Attendances at those dates", "1243", "not known", "not known"] in rows
    assert ["Hours given on the rota", "3.5", "0", "3.5"] in rows
    told = ("Dates held", "Attendances at those dates")
    title = "By kind: dates held · attendances"
    assert [title, *(f"{each}: {one}" for each in (now, before) for one in told)] in rows
    assert ["4", "1243", "0", "0"] in [row[1:] for row in rows]
    assert SAID not in table


def test_a_table_of_what_is_not_whole_says_so(client: Client, emis: str) -> None:
    table = client.get(f"{emis}numbers/2026-q4/before/numbers.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert ["The difference is left out: one of the two is not whole."] in rows[:4]
    assert ["Dates held", "0", "4", "not known"] in rows


def test_choosing_a_comment(
    client: Client, emis: str, community: Community, everyone: dict[str, Person]
) -> None:
    page = f"{emis}numbers/comments/2026-q3/"
    said, hidden, waiting = write_comments(community)
    shown = client.get(page).content.decode()
    assert all(text in shown for text in (SAID, HIDDEN, WAITING))
    client.post(f"{emis}{OF}paper/")
    make_due_sheets()
    assert client.post(page, {"comment": waiting.pk, "yes": "1"}).status_code == 302
    assert client.post(page, {"comment": said.pk, "no": "1"}).status_code == 302
    for row, chosen in ((waiting, True), (said, False)):
        row.refresh_from_db()
        assert row.chosen is chosen
    # What was made before is not shown any more.
    assert client.get(f"{emis}{OF}numbers.pdf").status_code == 404
    # Its writer did not say that others may read it.
    refused = client.post(page, {"comment": hidden.pk, "yes": "1"})
    unknown = client.post(page, {"comment": "0" * 32, "yes": "1"})
    assert (refused.status_code, unknown.status_code) == (404, 404)
    assert client.post(page, {"comment": "nothing", "yes": "1"}).status_code == 404


def test_anothers_comment_is_not_there(
    client: Client, jos: str, community: Community, other_community: Community
) -> None:
    (said, *_others) = write_comments(community)
    page = f"{jos}numbers/comments/2026-q3/"
    assert client.post(page, {"comment": said.pk, "no": "1"}).status_code == 404
    assert SAID not in client.get(page).content.decode()
    said.refresh_from_db()
    assert said.chosen is True


def test_a_role_alone_reads_no_comment(hearing_voices: Gathering, dara: Person, emis: str) -> None:
    give_role(dara, hearing_voices.community, "facilitator")
    assert sign_in(Client(), dara).get(f"{emis}numbers/").status_code == 404
    assert Receipt.objects.count() == 0
