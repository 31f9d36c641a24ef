"""The community room's lists: a link pasted, said once what is what, ended; for one's own only."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community, Place
from kithway.gatherings.models import Source, Subscription
from kithway.gatherings.subscribing import subscribe
from tests.gatherings.views.reading import STOCK, words

pytestmark = pytest.mark.usefixtures("thursday")
LINK = "https://lists.example/private-s3cret/basic.ics"
ELSEWHERE = (
    "Only your own computer can open this link. Look for the public or secret address, as said "
    "under “Where to find the link”."
)
FOUND = {
    "format": "ical",
    "name": "River",
    "count": 3,
    "titles": {"Paint": 1, "Staff": 2},
    "locations": {"Central Library": 2, "Upstairs": 1},
    "unmapped": [],
    "refused": [{"name": "RRULE", "reason": "It comes again within a day."}],
}


@pytest.fixture
def lists(emis: str) -> str:
    return f"{emis}lists/"


@pytest.fixture
def read(community: Community) -> Subscription:
    """Read once, and waiting."""
    subscription = subscribe(community=community, url=LINK, by=None)
    Source.objects.update(mapping={"found": FOUND})
    Subscription.objects.update(read_at=subscription.made_at)
    subscription.refresh_from_db()
    return subscription


def test_a_link_is_pasted(client: Client, lists: str, community: Community) -> None:
    response = client.post(f"{lists}new/", {"url": f"webcal{LINK[5:]}", "every": "24"})
    one = Subscription.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{lists}{one.pk}/")
    assert (one.url, one.every_minutes, one.made_by) == (LINK, 1440, "Emi")
    assert (one.source.community, one.source.name) == (community, "lists.example")
    text = words(client.get(f"{lists}{one.pk}/"))
    assert "Being read for the first time. Come back in a minute." in text
    assert "s3cret" not in text + words(client.get(lists))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "Paste the link."),
        ("our calendar", "Paste the address of the calendar’s feed"),
        ("http://127.0.0.1/x", "is not a public address"),
        ("http://127.0.0.1/x", ELSEWHERE),
        ("http://nas.local/calendar.ics", ELSEWHERE),
        ("http://calendar/", ELSEWHERE),
        ("https://lists.example/" + "x" * 2000, "Make this shorter: at most 2000 characters."),
        ("https://calendar.google.com/calendar/u/0/r", "Integrate calendar"),
    ],
)
def test_a_link_that_will_not_do(client: Client, lists: str, url: str, why: str) -> None:
    response = client.post(f"{lists}new/", {"url": url, "every": "6"})
    assert (response.status_code, Subscription.objects.count()) == (200, 0)
    assert why in words(response)
    assert STOCK.search(words(response)) is None
    assert not url or url in response.content.decode()


def test_what_is_what(client: Client, lists: str, library: Place, read: Subscription) -> None:
    page = client.get(f"{lists}{read.pk}/mapping/").content.decode()
    # The place of that name is offered first.
    assert f'<option value="{library.pk}" selected>Central Library</option>' in page
    response = client.post(
        f"{lists}{read.pk}/mapping/",
        {
            "place_0": str(library.pk), "place_1": "online", "title_0": "creative", "title_1": "-",
            "kinds": ["peer-group"], "pathway": "any", "language": "en", "mode": "in-person",
            "otherwise": "none", "master": "there",
        },
    )  # fmt: skip
    assert response["Location"] == f"{lists}{read.pk}/"
    source = Source.objects.get()
    assert source.master == "there"
    assert source.mapping == {
        "version": 1,
        "ready": True,
        "found": FOUND,
        "kinds": ["peer-group"],
        "pathways": ["any"],
        "languages": ["en"],
        "mode": "in-person",
        "otherwise": "none",
        "locations": {
            "Central Library": {
                "how": "place",
                "where": {
                    "name": "Central Library",
                    "address_1": "220 State Street",
                    "city": "Springfield",
                    "postal_code": "01103",
                },
            },
            "Upstairs": {"how": "online"},
        },
        "events": {"Paint": {"kinds": ["creative"]}, "Staff": {"left_out": True}},
    }
    again = client.get(f"{lists}{read.pk}/mapping/").content.decode()
    assert '<option value="online" selected>' in again
    assert '<option value="-" selected>' in again


def test_what_was_answered_is_asked_no_more(client: Client, lists: str, read: Subscription) -> None:
    unmapped = {"found": {**FOUND, "unmapped": ["Upstairs", "Barn"]}}
    Source.objects.update(mapping=unmapped)
    client.post(
        f"{lists}{read.pk}/mapping/",
        {"place_0": "none", "place_1": "none", "mode": "online", "otherwise": "none",
         "master": "here"},
    )  # fmt: skip
    assert Source.objects.get().mapping["found"]["unmapped"] == ["Barn"]
    text = words(client.get(f"{lists}{read.pk}/"))
    assert "Please say which places these are: Barn" in text
    assert "Upstairs" not in text


def test_what_needs_an_answer_says_so(client: Client, lists: str, read: Subscription) -> None:
    sent = {"kinds": ["x"], "pathway": "x", "language": "x", "mode": "x", "place_0": "x"}
    for given in ({"place_0": "none"}, {**sent, "otherwise": "x", "master": "x", "title_0": "x"}):
        text = words(client.post(f"{lists}{read.pk}/mapping/", given))
        assert "Choose one of these." in text
        assert STOCK.search(text) is None
    text = words(client.post(f"{lists}new/", {"url": LINK, "every": "x"}))
    assert "Choose one of these." in text


def test_another_communitys_place_is_no_answer(
    client: Client, lists: str, other_community: Community, read: Subscription
) -> None:
    place = Place.objects.create(slug="theirs", name="Theirs")
    place.communities.add(other_community)
    data = {"place_0": str(place.pk), "mode": "in-person", "otherwise": "none", "master": "here"}
    response = client.post(f"{lists}{read.pk}/mapping/", data)
    assert (response.status_code, "ready" in Source.objects.get().mapping) == (200, False)


@pytest.mark.parametrize("page", ["", "mapping/", "reading/", "end/"])
def test_another_communitys_list_is_not_there(
    client: Client, jos: str, read: Subscription, page: str
) -> None:
    path = f"{jos}lists/{read.pk}/{page}"
    answers = [client.get(path).status_code, client.post(path, {"master": "here"}).status_code]
    assert answers == [404, 404]
    read.refresh_from_db()
    assert read.ended_at is None


@pytest.mark.parametrize("page", ["", "mapping/", "end/"])
def test_looking_changes_nothing(client: Client, lists: str, read: Subscription, page: str) -> None:
    Subscription.objects.update(due_at=None)
    assert client.get(f"{lists}{read.pk}/{page}").status_code == 200
    read.refresh_from_db()
    assert (read.due_at, read.ended_at) == (None, None)


def test_looking_where_reading_is_asked_for_leads_to_the_list(
    client: Client, lists: str, read: Subscription
) -> None:
    Subscription.objects.update(due_at=None)
    assert client.get(f"{lists}{read.pk}/reading/")["Location"] == f"{lists}{read.pk}/"
    assert Subscription.objects.filter(due_at=None).count() == 1


def test_read_now_and_ended(client: Client, lists: str, read: Subscription) -> None:
    Subscription.objects.update(due_at=None, digest="d")
    page = client.get(f"{lists}{read.pk}/").content.decode()
    form = page.split(f'<form method="post" action="{lists}{read.pk}/reading/">')[1]
    assert '<button class="button quiet">Read it now</button>' in form.split("</form>")[0]
    answer = client.post(f"{lists}{read.pk}/reading/")
    assert Subscription.objects.filter(due_at__isnull=False).count() == 1
    text = words(client.get(answer["Location"]))
    assert "We look at the list within a minute." in text
    assert "Read it now" not in text
    client.post(f"{lists}{read.pk}/end/")
    assert "Ended. What it brought in is still here." in words(client.get(f"{lists}{read.pk}/"))


def test_queries_do_not_grow(
    client: Client,
    lists: str,
    community: Community,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # What every page keeps for a minute is kept by now.
    client.get(lists)
    for number in range(3):
        subscribe(community=community, url=f"https://lists.example/{number}.ics", by=None)
        with django_assert_num_queries(3):
            client.get(lists)
