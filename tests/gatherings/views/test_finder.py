"""The finder's page and its JSON: whatever is asked is answered, and nothing hidden is told."""

import re
import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from urllib.parse import parse_qsl, quote_plus, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithway.community import geography
from kithway.community.models import Community, Place, ShownTo
from kithway.gatherings.actions import change_gathering, close, extend_horizon, index_gatherings
from kithway.gatherings.finding import choices
from kithway.gatherings.finding.asked import FACETS, SPANS
from kithway.gatherings.models import Gathering
from kithway.ui import site
from tests.clock import NOON

PAGE, JSON = "/gatherings/", "/gatherings.json"
BOTH = pytest.mark.parametrize("path", [PAGE, JSON])


pytestmark = pytest.mark.usefixtures("thursday")


Many = Callable[[int], list[Gathering]]


@pytest.fixture
def many(community: Community, library: Place) -> Many:
    """So many gatherings, each once in the coming days."""

    def make(count: int) -> list[Gathering]:
        already = Gathering.objects.count()
        made = Gathering.objects.bulk_create(
            Gathering(
                community=community, slug=f"talk-{n}", name=f"Talk {n}", place=library,
                mode="in-person", kinds=["peer-group"], start_time=time(18, n % 60),
                first_day=date(2026, 11, 26) + timedelta(days=n % 6),
            )
            for n in range(already, already + count)
        )  # fmt: skip
        index_gatherings(made)
        extend_horizon(Gathering.objects.filter(horizon=None))
        return made

    return make


def test_json_is_shaped_as_documented(
    client: Client, hearing_voices: Gathering, online_talk: Gathering, library: Place
) -> None:
    row = hearing_voices.occurrences.get(recurrence_id="2026-11-26T18:00")
    row.confirmed_at = NOON
    row.save()
    response = client.get(JSON, {"near": "01103", "days": "1"})
    assert response.json() == {
        "count": 1,
        "results": [
            {
                "slug": "hearing-voices",
                "name": "Hearing Voices group",
                "starts_at": "2026-11-26T18:00:00-05:00",
                "ends_at": "2026-11-26T19:30:00-05:00",
                "timezone": "America/New_York",
                "mode": "in-person",
                "status": "confirmed",
                "faded": False,
                "confirmed_at": "2026-11-26T17:00:00Z",
                "distance_km": response.json()["results"][0]["distance_km"],
                "place": {
                    "name": "Central Library",
                    "town": "Springfield",
                    "latitude": 42.1037,
                    "longitude": -72.5858,
                },
                "kinds": ["hearing-voices", "peer-group"],
                "languages": ["en"],
                "url": "http://testserver/gatherings/hearing-voices/2026-11-26T1800/",
            }
        ],
        "next": None,
    }
    assert 0 <= response.json()["results"][0]["distance_km"] < 3
    online = client.get(JSON, {"mode": "online", "days": "1"}).json()["results"][0]
    assert (online["place"], online["distance_km"], online["confirmed_at"]) == (None, None, None)
    assert online["starts_at"] == "2026-11-26T17:00:00-08:00"
    assert client.get(online["url"]).status_code == 200


def test_headers_let_others_read_and_caches_keep(client: Client, hearing_voices: Gathering) -> None:
    for asked, status in ({}, 200), ({"days": "x"}, 400):
        response = client.get(JSON, asked)
        assert response.status_code == status
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Content-Type"] == "application/json"
    assert client.get(JSON)["Cache-Control"] == "public, max-age=60"
    assert client.get(PAGE)["Cache-Control"] == "public, max-age=60"
    assert not client.get(JSON, {"days": "x"}).has_header("Cache-Control")


@pytest.mark.parametrize(
    ("field", "value"),
    [("near", "Nowhereville"), ("within", "far"), ("unit", "leagues"), ("from", "2026-02-30"),
     ("days", "0"), ("kind", "!"), ("sort", "best"), ("page", "x")],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_what_to_do(
    client: Client, db: None, field: str, value: str
) -> None:
    response = client.get(JSON, {field: value})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["field"] == field
    assert value in error["message"]
    page = client.get(PAGE, {field: value})
    assert page.status_code == 200
    assert f"“{value}”" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "field", "box"),
    [("q=%F0%9F%98%80", "q", "Words"), ("q=a", "q", "Words"), ("q=%00", "q", "Words"),
     ("near=%00", "near", "Near")],
)  # fmt: skip
def test_what_nothing_is_looked_up_by(
    client: Client, hearing_voices: Gathering, query: str, field: str, box: str
) -> None:
    """A program gets no list for it; a page says that it was left out."""
    said = "We could not read what was given for “{}”. Try two letters or numbers at least."
    response = client.get(f"{JSON}?{query}")
    errors = {"errors": [{"field": field, "message": said.format(field)}]}
    assert (response.status_code, response.json()) == (400, errors)
    for path in ("/gatherings.ics", "/gatherings.csv"):
        assert client.get(f"{path}?{query}").status_code == 400
    for path in (PAGE, "/calendar/", "/feeds/"):
        page = client.get(f"{path}?{query}")
        assert (page.status_code, said.format(box) in page.content.decode()) == (200, True)
    assert "1 gathering is on this list now." in client.get(f"/calendar/?{query}").content.decode()


names = st.one_of(
    st.sampled_from(["near", "within", "unit", "from", "days", "q", "sort", "page", *FACETS]),
    st.text(max_size=8),
)
raw = st.one_of(
    st.sampled_from(
        ["", "%00", "%ED%A0%80", "%FF%FE", "%", "%zz", "-1", "NaN", "inf", "-inf", "1e308",
         "9" * 400, "9999-12-31", "0001-01-01", "01103", "99634", "Springfield", "90,180",
         "-90 -180", "42.1,-72.6", "online", "appointment", "a" * 3000, "%22%3E%3Cscript%3E",
         "%F0%9F%99%82", "km", "nearest", "step-free,lift", "B1 1AA", "%25", "_", "drum", *SPANS]
    ),
    st.text(max_size=15).map(lambda text: quote_plus(text, errors="replace")),
    st.binary(max_size=8).map(lambda data: "".join(f"%{byte:02x}" for byte in data)),
)  # fmt: skip
queries = st.lists(st.tuples(names.map(quote_plus), raw), max_size=6).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=queries, path=st.sampled_from([PAGE, JSON]))
def test_anything_asked_is_answered(
    client: Client, hearing_voices: Gathering, drumming: Gathering, query: str, path: str
) -> None:
    response = client.get(path, QUERY_STRING=query)
    assert response.status_code in ({200, 302} if path == PAGE else {200, 400})
    assert response.cookies == {}
    assert not response.has_header("Set-Cookie")
    assert "<script>'" not in response.content.decode()


@BOTH
@pytest.mark.parametrize(
    "query",
    ["&".join(f"a{n}=1" for n in range(1001)), "kind=" + ",".join(f"k{n}" for n in range(5000)),
     "&".join(f"access=a{n}" for n in range(900)), "q=" + "+".join("ab" * 30 for _ in range(99))],
    ids=["many names", "many kinds", "many needs", "many words"],
)  # fmt: skip
def test_very_much_asked_is_answered(client: Client, db: None, path: str, query: str) -> None:
    assert client.get(path, QUERY_STRING=query).status_code in {200, 400}


def test_each_link_to_the_next_page_leads_through_all_once(client: Client, many: Many) -> None:
    gatherings = many(123)
    url, slugs, sizes = f"{JSON}?near=Springfield,+MA&unit=km&within=9&sort=nearest", [], []
    while url:
        body = client.get(url).json()
        assert body["count"] == 123
        assert "count_is_at_least" not in body
        slugs += [each["slug"] for each in body["results"]]
        sizes.append(len(body["results"]))
        url = body["next"]
    assert sizes == [50, 50, 23]
    assert sorted(slugs) == sorted(each.slug for each in gatherings)


def test_a_link_keeps_the_unit_that_was_asked(client: Client, many: Many, library: Place) -> None:
    """Near a place in Ireland miles are not what a page would take by itself."""
    many(51)
    library.latitude, library.longitude = 53.2707, -9.0568
    library.save()
    first = client.get(JSON, {"near": "Galway, Ireland", "unit": "mi", "within": "8"}).json()
    query = dict(pair.split("=") for pair in urlsplit(first["next"]).query.split("&"))
    assert (query["unit"], query["within"], query["page"]) == ("mi", "8", "2")


def test_more_than_can_be_counted_is_flagged(
    client: Client, many: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(30)
    monkeypatch.setattr(sys.modules["kithway.gatherings.finding.search"], "MOST", 25)
    monkeypatch.setattr("kithway.gatherings.finding.answer.MOST", 25)
    body = client.get(JSON).json()
    assert (body["count"], body["count_is_at_least"], len(body["results"])) == (25, True, 25)
    assert "more than 25" in client.get(PAGE).content.decode()


@BOTH
def test_a_page_past_the_end_shows_the_last(client: Client, many: Many, path: str) -> None:
    many(25)
    last = client.get(path, {"page": 1000})
    assert last.status_code == 200
    shown = client.get(path, {"page": 2 if path == PAGE else 1}).content
    # The links to other languages ask what was asked.
    assert last.content.replace(b"page=1000", b"page=2") == shown


@BOTH
def test_queries_are_few_and_as_many_for_sixty_as_for_one(
    client: Client, many: Many, path: str
) -> None:
    counts = []
    for count in (1, 19, 40):
        many(count)
        choices._facet_names.cache_clear()
        geography._communities.cache_clear()
        site.forget()
        with CaptureQueriesContext(connection) as asked:
            client.get(path, {"near": "01103", "kind": "peer-group", "q": "talk"})
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 12


# Each of these would give the door away.
CANARIES = ("17 Hidden Lane", "42.2043", "-72.6162", "brass fox", "secret-room", "4471", "555 0100")


@BOTH
def test_nothing_hidden_is_told(
    client: Client, drumming: Gathering, online_talk: Gathering, path: str
) -> None:
    for asked in ({}, {"near": "01040"}, {"near": "42.204,-72.616", "within": "1"}):
        text = client.get(path, asked).content.decode()
        assert [canary for canary in CANARIES if canary in text] == []
    assert "Drumming circle" in client.get(path, {"near": "01040"}).content.decode()
    assert 'class="pin"' not in client.get(PAGE, {"near": "01040"}).content.decode()


def test_a_hidden_address_is_whole_kilometres_away_and_nowhere_on_a_map(
    client: Client, drumming: Gathering
) -> None:
    for near in ("01040", "42.30,-72.70", "42.2,-72.62"):
        (found,) = client.get(JSON, {"near": near}).json()["results"]
        assert found["distance_km"] == int(found["distance_km"])
        assert found["place"] == {
            "name": "The Quiet House", "town": "Holyoke", "latitude": None, "longitude": None,
        }  # fmt: skip


@BOTH
def test_where_a_gathering_hides_more_than_its_place_the_place_is_not_named(
    client: Client, hearing_voices: Gathering, library: Place, path: str
) -> None:
    change_gathering(gathering=hearing_voices, by=None, address_shown_to=ShownTo.REQUEST)
    text = client.get(path, {"near": "01103"}).content.decode()
    assert "Hearing Voices group" in text
    for canary in ("Central Library", "central-library", "220 State", "42.1037", "72.5858"):
        assert canary not in text


def test_no_circle_is_small_enough_to_find_a_hidden_door(
    client: Client, drumming: Gathering
) -> None:
    """Every question a kilometre around has one answer: as far as from the coarse point."""
    seen = {
        (lat, lon): client.get(
            JSON, {"near": f"42.2{lat},-72.6{lon}", "within": "0.6", "unit": "km"}
        ).json()["count"]
        for lat in (0, 1) for lon in (0, 1, 2)
    }  # fmt: skip
    # The coarse point is 42.20, -72.60, not the door's 42.2043, -72.6162.
    assert [where for where, count in seen.items() if count] == [(0, 0)]


def test_a_closed_day_is_cancelled(
    client: Client, hearing_voices: Gathering, library: Place
) -> None:
    close(where=library, first_day=NOON.date(), last_day=NOON.date(), reason="Holiday", by=None)
    (found,) = client.get(JSON, {"days": "1"}).json()["results"]
    assert found["status"] == "cancelled"
    assert "<s>Hearing Voices group</s>" in client.get(PAGE, {"days": "1"}).content.decode()


def test_by_appointment_leads_to_its_own_page(client: Client, db: None) -> None:
    response = client.get(PAGE, {"mode": "appointment"})
    assert (response.status_code, response["Location"]) == (302, "/appointments/")


@BOTH
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_is_only_read(client: Client, db: None, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


def test_where_nothing_is_found_one_thing_is_let_go_at_a_time(client: Client, db: None) -> None:
    asked = {"near": "01103", "from": "tonight", "access": "lift"}
    for kept in (
        {"near": "01103", "within": "50", "unit": "mi", "from": "tonight", "access": "lift"},
        {"near": "01103", "within": "50", "unit": "mi", "from": "four-weeks", "access": "lift"},
        {"from": "four-weeks", "access": "lift"},
    ):
        html = client.get(PAGE, asked).content.decode()
        (query,) = re.findall(r'<a class="button" href="/gatherings/\?([^"]*)"', html)
        asked = dict(parse_qsl(query.replace("&amp;", "&")))
        assert asked == kept


def test_a_slip_of_the_pen_is_met_with_an_offer(client: Client, library: Place) -> None:
    html = client.get(PAGE, {"near": "Springfeild", "access": "lift"}).content.decode()
    assert 'href="/gatherings/?near=Springfield%2C+MA' in html
    assert "The list below is from everywhere." in html
