"""The files that leave the site: what they are asked, and what a mistake is answered."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithway.community.models import Community, Place
from kithway.gatherings.finding import choices
from kithway.gatherings.models import Gathering
from tests.gatherings.feeds.region import made
from tests.gatherings.views.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
FILES = ("/gatherings.ics", "/gatherings.csv", "/feeds/meeting-guide.json")
PAGES = ("/calendar/", "/feeds/", "/embed/gatherings/")


@pytest.mark.parametrize("path", FILES)
def test_may_be_read_by_any_site_and_kept_a_while(
    client: Client, hearing_voices: Gathering, path: str
) -> None:
    response = client.get(path)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response.cookies == {}


@pytest.mark.parametrize("path", [*FILES, "/gatherings/hearing-voices/calendar.ics"])
def test_a_mistake_is_told_in_plain_words(
    client: Client, hearing_voices: Gathering, path: str
) -> None:
    response = client.get(f"{path}?kynd=creative")
    assert (response.status_code, response.content.decode()) == (
        400,
        "“kynd” is not a name that this address knows.\n",
    )
    assert "Cache-Control" not in response


def test_every_mistake_at_once(client: Client, hearing_voices: Gathering) -> None:
    response = client.get("/gatherings.ics?within=abc&near=xyzzyq")
    assert response.content.decode() == (
        "“abc” is not a number that “within” can take.\n"
        "We do not know “xyzzyq”. Try a ZIP code or the nearest town.\n"
    )
    assert client.get("/gatherings.ics?titles=loud").status_code == 400


def test_the_json_names_a_parameter_that_it_does_not_know(
    client: Client, hearing_voices: Gathering
) -> None:
    response = client.get("/gatherings.json?kynd=creative&within=abc")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["within", "kynd"]


def test_a_gathering_that_is_not_there(client: Client, community: Community) -> None:
    for page in ("calendar.ics", "calendar/"):
        assert client.get(f"/gatherings/nobody/{page}").status_code == 404


def test_what_has_a_date_in_the_span(
    client: Client, community: Community, library: Place, quiet_house: Place
) -> None:
    made(community, library, quiet_house)

    def slugs(query: str) -> set[str]:
        lines = client.get(f"/gatherings.csv?{query}").content.decode().splitlines()
        return {line.split(",")[0] for line in lines[1:] if line}

    assert slugs("from=2026-12-03&days=1&kind=creative") >= {"once", "weekly", "biweekly"}
    assert slugs("from=2026-12-04&days=1") == {"daily", "late-on-the-last-day"}
    assert slugs("near=01040&within=4&unit=mi&mode=in-person") == {"hidden"}
    assert slugs("q=second") == {"second-and-fourth"}


@pytest.mark.parametrize("path", [*FILES, *PAGES])
def test_as_many_queries_for_three_as_for_one(
    client: Client, community: Community, library: Place, quiet_house: Place, path: str
) -> None:
    made(community, library, quiet_house)
    all_rows = list(Gathering.objects.order_by("pk"))
    counts = []
    for keep in (1, 3, len(all_rows)):
        kept = [row.pk for row in all_rows[:keep]]
        Gathering.objects.exclude(pk__in=kept).update(ended_at="2026-01-01T00:00Z")
        Gathering.objects.filter(pk__in=kept).update(ended_at=None)
        choices._facet_names.cache_clear()
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


NEUTRAL = "/gatherings/hearing-voices/calendar.ics?titles=neutral"


def test_the_page_offers_both_ways(client: Client, hearing_voices: Gathering) -> None:
    response = client.get("/gatherings/hearing-voices/calendar/")
    html, text = response.content.decode(), words(response)
    ics = "testserver/gatherings/hearing-voices/calendar.ics"
    assert f'href="webcal://{ics}"' in html
    # The address of the neutral one is shown in a phone's settings: it does not name it.
    assert f'class="button" href="http://testserver/calendar/{hearing_voices.pk}.ics"' in html
    assert "It shows only “Appointment” and the time." in text
    assert (
        "/gatherings/hearing-voices/calendar/"
        in client.get("/gatherings/hearing-voices/").content.decode()
    )


def test_a_neutral_address(client: Client, hearing_voices: Gathering) -> None:
    response = client.get(f"/calendar/{hearing_voices.pk}.ics")
    assert response.content == client.get(NEUTRAL).content
    assert response["Content-Disposition"] == 'inline; filename="calendar.ics"'
    for wrong in ("/calendar/0.ics", f"/calendar/{10**30}.ics"):
        assert client.get(wrong).status_code == 404


def test_the_finder_leads_to_its_list(client: Client, hearing_voices: Gathering) -> None:
    html = client.get("/gatherings/?kind=peer-group&from=tonight").content.decode()
    assert 'href="/calendar/?kind=peer-group"' in html
    assert 'rel="alternate" type="text/calendar" href="/gatherings.ics?kind=peer-group"' in html
    text = words(client.get("/calendar/?kind=peer-group"))
    assert "1 gathering is on this list now." in text


def test_the_snippet_is_right_html(client: Client, hearing_voices: Gathering) -> None:
    import html

    page = client.get("/feeds/?near=01103&kind=peer-group").content.decode()
    snippet = html.unescape(page.split("<code>")[1].split("</code>")[0])
    assert snippet.startswith(
        '<iframe src="http://testserver/embed/gatherings/?near=01103&amp;within=10&amp;unit=mi'
    )


NAMES = ["near", "within", "unit", "from", "days", "q", "sort", "page", "kind", "mode", "access"]
NAMES += ["community", "titles", "appointments", "else"]
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["01103", "tonight", "2026-12-03", "5", "yes", "neutral", "online", "creative"]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from([*FILES, *PAGES, "/gatherings.json"]),
    query=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4),
)
def test_no_question_breaks_it(
    client: Client, hearing_voices: Gathering, path: str, query: list[tuple[str, str]]
) -> None:
    response = client.get(f"{path}?{urlencode(query, errors='replace')}")
    assert response.status_code in ({200} if path in PAGES else {200, 400})
