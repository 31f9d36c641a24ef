"""CSV and XLSX, as people save them and as nobody should."""

import io
import zipfile
from datetime import time

import openpyxl
import pytest

from kithway.gatherings.importing.options import Options
from kithway.gatherings.importing.ours import VOCABULARY
from kithway.gatherings.importing.problems import ListRefused
from kithway.gatherings.importing.reading import Listing, read_list
from kithway.gatherings.importing.reading import workbook as workbook_module


def read(data: bytes, **options: object) -> Listing:
    return read_list(data, Options(vocabulary=VOCABULARY, **options))  # type: ignore[arg-type]


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_columns_by_what_people_call_them() -> None:
    listing = read(
        b"Title,Weekday,Starts,Ends,Venue,Street Address,Town,State,Zip,Tags,Shoe size\n"
        b'River Walk,"Mon, Wed",10:00,11:30,Mill House,12 Weir St,Worcester,MA,01608,"Outdoors, '
        b'Creative",44\n'
    )
    (row,) = listing.rows
    assert (row.name, row.days, row.start, row.minutes) == ("River Walk", (0, 2), 600, 90)
    assert (row.where.name, row.where.city, row.where.postal_code) == (
        "Mill House",
        "Worcester",
        "01608",
    )
    assert (row.kinds, row.welcomes, row.pathways) == (("creative",), ("outdoors",), ())
    assert (listing.format, listing.unmatched_columns) == ("csv", ["Shoe size"])


def test_a_group_is_the_name_where_there_is_no_other() -> None:
    data = b"%s,Day,Time,Place\nQuilters,1st Saturday,10:00,Casa\n"
    for headings, name in ((b"Group", "Quilters"), (b"Group Name", "Quilters")):
        (row,) = read(data % headings).rows
        assert (row.name, row.days, row.rule) == (name, (), "FREQ=MONTHLY;BYDAY=1SA")
    (row,) = read(b"Name,Group,Day,Time\nSewing,Quilters,every Wed,10:00\n").rows
    assert (row.name, row.days, row.rule) == ("Sewing", (2,), "")


def test_a_day_of_the_month_begins_before_midnight() -> None:
    (refused,) = read(b"name,day,time\nQuilters,1st Saturday,24:00\n").refused
    assert (refused.field, refused.reason) == (
        "time",
        "Give the day on which it begins, and 12:00 AM.",
    )


@pytest.mark.parametrize(
    "data",
    [
        "Nombre;Día;Hora;Lugar\nCírculo;miércoles;19:30;Casa\n".encode("cp1252"),
        "Nom\tJour\tHeure\tLieu\nCírculo\tmercredi\t19h30\tCasa\n".encode("utf-16"),
        b"\xef\xbb\xbfname|day|time|place\r\nC\xc3\xadrculo|Wed|7:30 PM|Casa\r\n",
        "Our meetings\n\nname,day,time,place\n,,,\nCírculo,3,19:30:00,Casa\n".encode(),
        '[["Name","Day","Time","Place"],["Círculo","Wed","19:30","Casa"]]'.encode(),
    ],
)
def test_delimiters_encodings_and_languages(data: bytes) -> None:
    (row,) = read(data).rows
    assert (row.name, row.days, row.start, row.where.name) == ("Círculo", (2,), 1170, "Casa")


def test_refusals_name_the_line() -> None:
    listing = read(b"name,day,time\nOne,Mon,10:00\nTwo,Funday,10:00\n,Tue,10:00\n")
    assert [(r.row, r.field) for r in listing.refused] == [(3, "day"), (4, "name")]
    assert listing.read == 3


@pytest.mark.parametrize(
    "data",
    [b"a,b\n1,2\n", b"<html>", b"\xd0\xcf\x11\xe0rest", b"PK\x03\x04broken", b"{}", b"3", b""],
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(ListRefused):
        read(data)


def test_a_workbook_with_times_of_its_own() -> None:
    listing = read(
        workbook(["Name", "Day", "Start", "End"], ["Circle", "Tue", time(18, 30), time(20, 0)])
    )
    (row,) = listing.rows
    assert (listing.format, row.days, row.start, row.minutes) == ("xlsx", (1,), 1110, 90)


def part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info.filename))
        new.writestr(name, content)
    return out.getvalue()


SMALL = workbook(["Name", "Day", "Start"], ["Circle", "Tue", "18:30"])
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
)


@pytest.mark.parametrize(
    ("bomb", "why"),
    [
        (part(SMALL, "xl/big.bin", b"\0" * 30_000_000), "too large"),
        (part(SMALL, "xl/worksheets/sheet1.xml", ENTITIES), "entities"),
        (part(SMALL, "xl/worksheets/sheet1.xml", ENTITIES.decode().encode("utf-16")), "entities"),
        (part(SMALL, "xl/worksheets/sheet1.xml", b"<worksheet"), "cannot be read"),
        (SMALL[:-40], "damaged"),
    ],
)
def test_workbooks_that_are_bombs(bomb: bytes, why: str) -> None:
    with pytest.raises(ListRefused, match=why):
        read(bomb)


def test_a_workbook_of_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MOST_ENTRIES", 3)
    with pytest.raises(ListRefused, match="too many parts"):
        read(SMALL)


def test_more_rows_than_a_list_has(monkeypatch: pytest.MonkeyPatch) -> None:
    from kithway.gatherings.importing.reading import table

    monkeypatch.setattr(table, "MOST_ROWS", 2)
    with pytest.raises(ListRefused, match="more than 2 rows"):
        read(b"name,day,time\n" + b"A,Mon,10:00\n" * 3)
