"""The community room: what needs a hand, and only of one's own community."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kithway.community.actions import end_coordinator_links, make_coordinator_link
from kithway.community.models import Community
from kithway.gatherings.actions import (
    add_gathering,
    cancel_date,
    close,
    confirm_date,
    fade_anew,
    forget_links,
)
from kithway.gatherings.models import DateLink, Gathering, Occurrence, Source, Subscription
from kithway.gatherings.recurrence import weekly
from tests.clock import NOON
from tests.gatherings.views.reading import words

pytestmark = pytest.mark.usefixtures("thursday")
TONIGHT, NEXT = "2026-11-26T18:00", "2026-12-03T18:00"


def room_of(community: Community, name: str) -> str:
    _, token = make_coordinator_link(community=community, name=name, days=30, by=None)
    return f"/community-room/{token}/"


@pytest.fixture
def emis(community: Community) -> str:
    """The address of Emi's room."""
    return room_of(community, "Emi")


@pytest.fixture
def jos(other_community: Community) -> str:
    return room_of(other_community, "Jo")


@pytest.fixture
def page(emis: str, hearing_voices: Gathering) -> str:
    """Of a gathering, in Emi's room."""
    return f"{emis}gatherings/hearing-voices/"


def row(recurrence_id: str = TONIGHT) -> Occurrence:
    return Occurrence.objects.get(gathering__slug="hearing-voices", recurrence_id=recurrence_id)


def aged(gathering: Gathering, days: int) -> None:
    gathering.seen_at = NOON - timedelta(days=days)
    gathering.save()
    fade_anew([gathering])


def more(community: Community, count: int) -> None:
    for number in range(count):
        gathering = add_gathering(
            community=community,
            by=None,
            slug=f"more-{number}",
            name=f"More {number}",
            mode="online",
            first_day=date(2026, 11, 1),
            start_time=time(10),
            rule=weekly(number % 7),
        )
        aged(gathering, 200 - number)


# The first page


def test_what_to_call_about_and_why(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering, library: object
) -> None:
    assert "Nothing to call about today." in words(client.get(emis))
    aged(hearing_voices, 130)
    aged(drumming, 80)
    text = words(client.get(emis))
    assert (
        "Hearing Voices group, Springfield no sign of life for 4 months "
        "Drumming circle, Holyoke fades in 11 days" in text
    )
    aged(drumming, 75)
    assert "Drumming circle" not in words(client.get(emis))
    Gathering.objects.filter(pk=drumming.pk).update(missing_since=NOON)
    Gathering.objects.filter(pk=hearing_voices.pk).update(shut_since=NOON)
    text = words(client.get(emis))
    assert "Hearing Voices group, Springfield the place is closed for now" in text
    assert "Drumming circle, Holyoke no longer on the list it came from" in text
    Gathering.objects.update(ended_at=NOON)
    assert "Nothing to call about today." in words(client.get(emis))


def test_what_was_held_once_is_not_called_about(client: Client, emis: str, community: Community):
    once = add_gathering(
        community=community,
        by=None,
        slug="once",
        name="Once",
        mode="online",
        first_day=date(2026, 3, 1),
        start_time=time(10),
    )
    aged(once, 200)
    asked = add_gathering(community=community, by=None, slug="a", name="Ask", mode="appointment")
    aged(asked, 200)
    text = words(client.get(emis))
    assert ["Once" in text, "Ask no sign of life for 6 months" in text] == [False, True]


def test_where_nothing_fades_nothing_is_to_be_called_about(
    client: Client, emis: str, hearing_voices: Gathering
) -> None:
    aged(hearing_voices, 400)
    client.post(f"{emis}settings/", {"days": "0"})
    text = words(client.get(emis))
    assert "Nothing to call about today." in text
    assert "Gatherings never fade." in text


def test_dates_of_the_week_are_counted(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering
) -> None:
    assert "2 dates in the next 7 days that nobody has confirmed yet." in words(client.get(emis))
    confirm_date(gathering=hearing_voices, recurrence_id=TONIGHT, by=None)
    assert "One date in the next 7 days that nobody has confirmed yet." in words(client.get(emis))
    cancel_date(gathering=drumming, recurrence_id="2026-11-27T19:00", by=None)
    assert "All dates of the next 7 days are confirmed." in words(client.get(emis))


def test_long_lists_come_in_pieces(client: Client, emis: str, community: Community) -> None:
    more(community, 45)
    text = words(client.get(emis))
    assert text.count("no sign of life") == 20
    assert "Show more 20 of 45" in text
    assert "More 0 " in text
    assert words(client.get(f"{emis}?show=40")).count("no sign of life") == 40
    last = words(client.get(f"{emis}?show=60"))
    assert (last.count("no sign of life"), "Show more" in last) == (45, False)
    for absurd in ("-5", "x", "9" * 30, "²"):
        assert client.get(emis, {"show": absurd}).status_code == 200
        assert client.get(f"{emis}dates/", {"show": absurd, "said": absurd}).status_code == 200


def test_lists_that_could_not_be_read_are_counted(
    client: Client, emis: str, community: Community, other_community: Community
) -> None:
    for number, whose in enumerate((community, community, other_community)):
        source = Source.objects.create(community=whose, name=f"https://{number}.example/")
        Subscription.objects.create(source=source, url=source.name, problem="Not found.")
    from kithway.front.views.community_room import _lists_with_problems

    assert _lists_with_problems(community.coordinator_links.get()) == 2


@pytest.mark.parametrize("path", ["", "dates/", "gatherings/hearing-voices/", "settings/"])
def test_as_many_queries_at_one_as_at_many(
    client: Client,
    page: str,
    emis: str,
    path: str,
    community: Community,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    aged(community.gatherings.get(), 300)
    most = {"": 5, "dates/": 3, "gatherings/hearing-voices/": 4, "settings/": 1}[path]
    client.get(f"{emis}{path}")
    with django_assert_num_queries(most):
        client.get(f"{emis}{path}")
    more(community, 8)
    with django_assert_num_queries(most):
        client.get(f"{emis}{path}")


# Dates to confirm


def test_dates_by_day_and_confirmed_in_one_tap(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering
) -> None:
    dates = f"{emis}dates/"
    text = words(client.get(dates))
    assert "4 dates in the next two weeks that nobody has confirmed yet." in text
    assert (
        "Today, Thursday 26 November Hearing Voices group 6:00–7:30 pm · Central Library "
        "weekly, not yet confirmed It is on : Hearing Voices group Tomorrow, Friday 27 November "
        "Drumming circle" in text
    )
    for _ in range(2):
        answer = client.post(f"{dates}?show=40", {"date": row().pk})
        assert answer["Location"] == f"{dates}?show=40&said={row().pk}"
        assert (row().status, row().confirmed_by) == ("confirmed", "Emi")
    text = words(client.get(answer["Location"]))
    assert "Hearing Voices group, Tonight, 6:00–7:30 pm: confirmed today by Emi" in text
    assert "3 dates in the next two weeks" in text
    client.post(answer["Location"], {"date": row().pk, "say": "undo"})
    assert row().status == "expected"


def test_closed_days_and_ended_gatherings_need_no_word(
    client: Client, emis: str, hearing_voices: Gathering, drumming: Gathering, emi: object
) -> None:
    close(where=hearing_voices.place, first_day=NOON.date(), last_day=NOON.date(), by=None)
    Gathering.objects.filter(pk=drumming.pk).update(ended_at=NOON)
    text = words(client.get(f"{emis}dates/"))
    assert "One date in the next two weeks that nobody has confirmed yet." in text
    assert "Thursday 3 December" in text


@pytest.mark.parametrize("given", ["", "x", "0", "-1", "9" * 40, "²"])
def test_no_such_date(client: Client, emis: str, hearing_voices: Gathering, given: str) -> None:
    assert client.post(f"{emis}dates/", {"date": given}).status_code == 404


# One gathering


def test_what_is_known_of_it(client: Client, page: str, hearing_voices: Gathering) -> None:
    Gathering.objects.update(missing_since=NOON, last_held_at=NOON - timedelta(days=6))
    aged(Gathering.objects.get(), 6)
    text = words(client.get(page))
    for said in (
        "Hearing Voices group Every Thursday, 6:00 pm Central Library Dara and Sam",
        "Last sign of life: 6 days ago. Last held: 6 days ago.",
        "It is no longer on the list it came from.",
        "Next dates Tonight, 6:00–7:30 pm",
        "Thursday 14 January, 6:00–7:30 pm",
    ):
        assert said in text
    assert "Thursday 21 January, 6:00" not in text


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
    assert "The group moved on" not in words(client.get("/gatherings/hearing-voices/"))
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


# Settings


def test_days_until_a_gathering_fades(client: Client, emis: str, hearing_voices: Gathering):
    settings = f"{emis}settings/"
    aged(hearing_voices, 20)
    assert client.post(settings, {"days": "14"}).status_code == 302
    assert Community.objects.get().confirm_within_days == 14
    assert row().fades_at == NOON - timedelta(days=6)
    assert "Not confirmed for a while" in words(client.get("/gatherings/"))
    for given in ("", "-1", "731", "x"):
        assert "Something needs changing" in words(client.post(settings, {"days": given}))
    assert Community.objects.get().confirm_within_days == 14


# Whose room it is


PATHS = (
    "gatherings/hearing-voices/",
    "gatherings/hearing-voices/2026-11-26T1800/",
)


@pytest.mark.parametrize("path", PATHS)
def test_another_communitys_gathering_is_not_there(
    client: Client, jos: str, page: str, path: str
) -> None:
    before = list(Occurrence.objects.order_by("pk").values())
    nowhere = words(client.get(f"{jos}gatherings/nowhere/"))
    assert client.get(f"{jos}{path}").status_code == 404
    assert words(client.get(f"{jos}{path}")) == nowhere
    for say in ("on", "off", "lives", "ended", "link", "end-links", "undo"):
        sent = {"say": say, "date": TONIGHT}
        assert client.post(f"{jos}{path}", sent).status_code == 404
    assert client.post(f"{jos}dates/", {"date": row().pk}).status_code == 404
    assert list(Occurrence.objects.order_by("pk").values()) == before
    assert (DateLink.objects.count(), Gathering.objects.get().ended_at) == (0, None)


def test_lists_of_another_community_are_not_seen(
    client: Client, emis: str, jos: str, hearing_voices: Gathering, online_talk: Gathering
) -> None:
    for gathering in (hearing_voices, online_talk):
        aged(gathering, 130)
    for room, theirs, others in (
        (emis, "Hearing Voices group", "Talk it over"),
        (jos, "Talk it over", "Hearing Voices group"),
    ):
        for path in ("", "dates/"):
            text = words(client.get(f"{room}{path}"))
            assert [theirs in text, others in text] == [True, False]
        said = words(client.get(f"{room}dates/?said={row().pk}"))
        assert ("Hearing Voices group, Tonight, 6:00–7:30 pm:" in said) is (room == emis)


@pytest.mark.parametrize("path", ["", "dates/", "settings/", *PATHS])
def test_an_ended_link_opens_nothing(
    client: Client, emis: str, page: str, community: Community, path: str
) -> None:
    assert client.get(f"{emis}{path}").status_code == 200
    end_coordinator_links(community=community, name="Emi", by=None)
    assert client.get(f"{emis}{path}").status_code == 404
    assert client.post(f"{emis}{path}", {"say": "lives"}).status_code == 404
    assert forget_links(now=NOON + timedelta(weeks=4, hours=1)) == 1


@pytest.mark.parametrize("path", ["", "dates/", "settings/", *PATHS])
def test_reading_changes_nothing(client: Client, emis: str, page: str, path: str) -> None:
    def kept() -> list[list[dict[str, datetime]]]:
        models = (Gathering, Occurrence, DateLink, Community)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = kept()
    asked = {"say": "off", "date": row().pk, "days": 3}
    for method in (client.get, client.head):
        answer = method(f"{emis}{path}", asked)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer.cookies == {}
    assert kept() == before
