"""One gathering in the community room: what is known of it, and what a coordinator says."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from kithway.community.models import Community
from kithway.gatherings.actions import (
    add_gathering,
    cancel_date,
)
from kithway.gatherings.models import DateLink, Gathering
from tests.clock import NOON
from tests.gatherings.views.reading import STOCK, words
from tests.gatherings.views.rooms import NEXT, TONIGHT, aged, row

pytestmark = pytest.mark.usefixtures("thursday")


def test_what_is_known_of_it(client: Client, page: str, hearing_voices: Gathering) -> None:
    Gathering.objects.update(missing_since=NOON, last_held_at=NOON - timedelta(days=6))
    aged(Gathering.objects.get(), 6)
    text = words(client.get(page))
    for said in (
        "Hearing Voices group Every Thursday, 6:00–7:30 pm Central Library Dara and Sam",
        "Last sign of life: 6 days ago. Last held: 6 days ago.",
        "It is no longer on the list it came from.",
        "Next dates Tonight, 6:00–7:30 pm",
        "Thursday 14 January, 6:00–7:30 pm",
    ):
        assert said in text
    assert "Thursday 21 January, 6:00" not in text


def test_a_link_may_be_for_nobody_named(client: Client, page: str) -> None:
    assert "You can leave this empty: then no name is shown." in words(client.get(page))
    sent = {"say": "link", "date": NEXT, "name": "x" * 61}
    for given, said in (
        (sent, "Make this shorter: at most 60 characters."),
        ({"say": "link"}, "Choose one of these."),
        ({"say": "link", "date": "x"}, "Choose one of these."),
    ):
        text = words(client.post(page, given))
        assert said in text
        assert STOCK.search(text) is None
    assert DateLink.objects.count() == 0


def test_i_called_it_lives(client: Client, page: str, hearing_voices: Gathering) -> None:
    aged(hearing_voices, 130)
    Gathering.objects.update(missing_since=NOON, shut_since=NOON)
    cancel_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=None)
    for _ in range(2):
        assert client.post(page, {"say": "lives"}).status_code == 302
        found = Gathering.objects.get()
        assert (found.seen_at, found.missing_since, found.shut_since) == (NOON, None, None)
        assert (row(NEXT).status, row(NEXT).confirmed_by) == ("confirmed", "Emi")
        assert row().status == "cancelled"


def test_of_what_has_no_dates_too(client: Client, emis: str, community: Community) -> None:
    asked = add_gathering(community=community, by=None, slug="a", name="Ask", mode="appointment")
    aged(asked, 200)
    client.post(f"{emis}gatherings/a/", {"say": "lives"})
    assert Gathering.objects.get().seen_at == NOON
    assert client.get(f"{emis}gatherings/a/").status_code == 200


def test_confirm_one_of_the_next_dates(client: Client, page: str) -> None:
    assert client.post(page, {"say": "on", "date": NEXT}).status_code == 302
    assert (row(NEXT).status, row(NEXT).confirmed_by) == ("confirmed", "Emi")
    for given in ("", "2026-11-25T18:00", "x"):
        assert client.post(page, {"say": "on", "date": given}).status_code == 404


def test_no_longer_held_and_held_again(client: Client, page: str) -> None:
    for _ in range(2):
        client.post(page, {"say": "ended", "because": "The group moved on"})
        found = Gathering.objects.get()
        assert (found.ended_at, found.ended_because) == (NOON, "The group moved on")
        assert found.occurrences.filter(starts_at__gt=NOON).count() == 0
    text = words(client.get(page))
    assert "This gathering is no longer held. The group moved on It is held again" in text
    assert "The group moved on" in words(client.get("/gatherings/hearing-voices/"))
    client.post(page, {"say": "lives"})
    assert Gathering.objects.get().ended_at == NOON
    client.post(page, {"say": "held-again"})
    assert Gathering.objects.get().ended_at is None
    assert row().confirmed_by == "Emi"


def test_unknown_buttons_do_nothing(client: Client, page: str) -> None:
    for say in ("", "delete", "held-again"):
        assert client.post(page, {"say": say}).status_code == 302
    assert (row().is_written_on, Gathering.objects.get().ended_at) == (False, None)


def test_make_a_link_and_end_it(client: Client, page: str, settings: Settings) -> None:
    settings.SITE_URL = "https://gatherings.example"
    answer = client.post(page, {"say": "link", "date": NEXT, "name": "Dara"})
    html = answer.content.decode()
    token = html.split("https://gatherings.example/dates/")[1].split("/")[0]
    text = (
        "Hello. Is it on, Thursday 3 December, 6:00–7:30 pm? Please tell us here: "
        f"https://gatherings.example/dates/{token}/"
    )
    assert text in words(answer)
    # The words that go by mail or text say nothing of what is held there.
    assert "sms:?&amp;body=Hello.%20Is%20it%20on%2C%20Thursday" in html
    assert "mailto:?body=Hello." in html
    made = DateLink.objects.get()
    assert (made.name, made.made_by, made.recurrence_id) == ("Dara", "Emi", NEXT)
    assert "What people see now" in words(client.get(f"/dates/{token}/"))
    text = words(client.get(page))
    assert "Links that open now Thursday 3 December, Dara made today by Emi" in text
    assert token not in client.get(page).content.decode()
    for _ in range(2):
        client.post(page, {"say": "end-links"})
        assert client.get(f"/dates/{token}/").status_code == 404
    assert "Links that open now" not in words(client.get(page))


@pytest.mark.parametrize(
    "sent", [{"date": "2026-11-25T18:00"}, {"date": NEXT, "name": "x" * 61}, {}]
)
def test_a_link_that_cannot_be_made(client: Client, page: str, sent: dict[str, str]) -> None:
    answer = client.post(page, {"say": "link", **sent})
    assert "Something needs changing" in words(answer)
    assert DateLink.objects.count() == 0


def test_one_date_is_said_as_by_a_facilitators_link(client: Client, page: str) -> None:
    date_page = f"{page}2026-12-03T1800/"
    assert "What people see now: weekly, not yet confirmed" in words(client.get(date_page))
    for _ in range(2):
        assert client.post(date_page, {"say": "off", "words": "Snow"}).status_code == 302
        date = row(NEXT)
        assert (date.cancelled_because, date.cancelled_by) == ("Snow", "Emi")
    client.post(date_page, {"say": "undo"})
    assert row(NEXT).status == "expected"
    for code in ("2026-12-04", "x", "2026-13-01T1800"):
        assert client.get(f"{page}{code}/").status_code == 404
