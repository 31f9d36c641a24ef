import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from kithway.community.models import Community, Place, ShownTo
from kithway.gatherings.actions import change_date
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.models.print_sheet import sheets
from kithway.gatherings.paper import making
from kithway.gatherings.paper.hiding import hiding_mark
from kithway.gatherings.paper.making import (
    FAILED,
    LEASE,
    drop_old_sheets,
    make_due_sheets,
    problem_words,
)
from tests.clock import NOON
from tests.gatherings.paper.making import Kind, ask, content, files, made
from tests.gatherings.views.rooms import TONIGHT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [Kind.WEEK, Kind.MONTH])
def test_a_pdf(community: Community, hearing_voices: Gathering, kind: str) -> None:
    row = made(community, kind)
    assert (row.due_at, row.leased_until, row.attempts) == (None, None, 0)
    assert (row.made_at, row.problem) == (NOON, "")
    assert content(row)[:5] == b"%PDF-"
    assert files() == [row.file.name]


def test_a_flyer(community: Community, hearing_voices: Gathering) -> None:
    row = made(community, Kind.FLYER, gathering=hearing_voices)
    assert content(row)[:5] == b"%PDF-"


def test_a_post_is_a_picture_and_words(community: Community, hearing_voices: Gathering) -> None:
    row = made(community, Kind.POST)
    assert content(row)[:4] == b"\x89PNG"
    assert "Hearing Voices group" in row.text


def test_nothing_is_due_twice(community: Community) -> None:
    ask(community, Kind.WEEK)
    assert (make_due_sheets(), make_due_sheets()) == (1, 0)


def test_what_looks_the_same_is_not_set_again(
    community: Community, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(community, Kind.WEEK)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=1))
    monkeypatch.setattr(making, "apart", None)
    again = made(community, Kind.WEEK)
    assert (again.file.name, again.made_at) == (first.file.name, NOON + timedelta(hours=1))


def test_what_changed_is_set_again_and_the_old_file_goes(
    community: Community, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(community, Kind.WEEK)
    Gathering.objects.update(name="Listening group")
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=1))
    again = made(community, Kind.WEEK)
    assert again.file.name != first.file.name
    assert files() == [again.file.name]


def test_letters_without_a_font(community: Community, hearing_voices: Gathering) -> None:
    Gathering.objects.update(name="𞤀 group")
    row = made(community, Kind.WEEK)
    assert row.problem == "no letters: 𞤀"
    assert problem_words(row.problem) == "Our printer here has no letters for “𞤀”."
    assert (row.due_at, row.file.name, files()) == (None, "", [])


def test_what_breaks_is_tried_again_and_then_given_up(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object, **more: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(making, "apart", broken)
    row = ask(community, Kind.WEEK)
    now = NOON
    for attempt in (1, 2, 3):
        assert make_due_sheets() == 1
        row.refresh_from_db()
        assert row.leased_until is None
        if attempt < 3:
            assert (row.attempts, row.due_at) == (attempt, now + making.AGAIN_AFTER)
        now += timedelta(minutes=1)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
    assert (row.due_at, row.problem) == (None, FAILED)


def test_a_worker_that_dies_leaves_it_to_the_next(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask(community, Kind.WEEK)
    PrintSheet.objects.claim(NOON, LEASE)
    assert make_due_sheets() == 0
    monkeypatch.setattr(timezone, "now", lambda: NOON + LEASE + timedelta(seconds=1))
    assert make_due_sheets() == 1
    row.refresh_from_db()
    assert row.made_at == timezone.now()


def test_one_that_kills_workers_is_given_up(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask(community, Kind.WEEK)
    PrintSheet.objects.update(attempts=making.MOST_ATTEMPTS)
    monkeypatch.setattr(making, "make", None)
    assert make_due_sheets() == 1
    row.refresh_from_db()
    assert (row.due_at, row.problem) == (None, FAILED)


def test_a_worker_that_was_overtaken_leaves_no_file(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask(community, Kind.WEEK)
    real = making.make

    def slow(sheet: PrintSheet) -> making.Made:
        PrintSheet.objects.update(leased_until=NOON + timedelta(hours=1))
        return real(sheet)

    monkeypatch.setattr(making, "make", slow)
    make_due_sheets()
    row.refresh_from_db()
    assert (row.file.name, files()) == ("", [])


def test_old_ones_are_dropped(
    community: Community, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(community, Kind.WEEK)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=1))
    kept = made(community, Kind.FLYER, gathering=hearing_voices)
    assert drop_old_sheets() == 0
    monkeypatch.setattr(timezone, "now", lambda: NOON + making.KEPT_FOR + timedelta(hours=1))
    assert drop_old_sheets() == 1
    assert files() == [kept.file.name]


def test_no_more_than_so_many_are_kept(
    community: Community, hearing_voices: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_KEPT", 1)
    made(community, Kind.WEEK)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(seconds=1))
    newest = made(community, Kind.MONTH)
    assert drop_old_sheets() == 1
    assert files() == [newest.file.name]


def test_files_left_behind_are_dropped_unless_they_are_new(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("old.pdf", "new.pdf"):
        sheets().save(name, ContentFile(b"left"))
    now = timezone.now().timestamp()
    os.utime(sheets().path("new.pdf"), (now, now))
    os.utime(sheets().path("old.pdf"), (now - 7200, now - 7200))
    assert drop_old_sheets() == 0
    assert files() == ["new.pdf"]


def hide_the_gathering(library: Place) -> None:
    Gathering.objects.update(address_shown_to=ShownTo.COMING)


def hide_the_place(library: Place) -> None:
    Place.objects.filter(pk=library.pk).update(address_shown_to=ShownTo.REQUEST)


@pytest.mark.parametrize("hide", [hide_the_gathering, hide_the_place])
@pytest.mark.parametrize("kind", [Kind.WEEK, Kind.FLYER, Kind.POST])
def test_made_before_an_address_was_hidden_it_is_not_shown_after(
    client: Client,
    community: Community,
    library: Place,
    hearing_voices: Gathering,
    hide: Callable[[Place], None],
    kind: str,
) -> None:
    flyer = hearing_voices if kind == Kind.FLYER else None
    row = made(community, kind, gathering=flyer)
    file = f"/paper/{row.key}/{'picture.png' if kind == Kind.POST else 'sheet.pdf'}"
    assert client.get(file).status_code == 200
    hide(library)
    assert client.get(file).status_code == 404
    page = client.get(f"/paper/{row.key}/").content.decode()
    assert "This sheet is not here any more. You can make it again." in page
    assert ("220 State Street" in page, "picture.png" in page) == (False, False)
    again = made(community, kind, gathering=flyer)
    assert (again.pk, again.file.name != row.file.name) == (row.pk, True)
    assert client.get(file).status_code == 200
    assert ("220 State Street" in again.text, files()) == (False, [again.file.name])


def test_a_place_of_one_date_hides_too(
    community: Community, quiet_house: Place, hearing_voices: Gathering
) -> None:
    Place.objects.filter(pk=quiet_house.pk).update(address_shown_to=ShownTo.PUBLIC)
    quiet_house.communities.clear()
    before = hiding_mark(community)
    change_date(gathering=hearing_voices, recurrence_id=TONIGHT, place=quiet_house, by=None)
    assert hiding_mark(community) == before
    Place.objects.filter(pk=quiet_house.pk).update(address_shown_to=ShownTo.REQUEST)
    assert hiding_mark(community) != before
