import html

import pytest
from django.http import Http404
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community
from kithway.gatherings.models import Gathering, PrintSheet
from kithway.gatherings.models.print_sheet import sheets
from kithway.gatherings.paper import asking
from kithway.gatherings.paper.alt import picture_alt
from kithway.gatherings.paper.making import make_due_sheets
from kithway.gatherings.views.paper import _find
from tests.gatherings.paper.making import Kind, made
from tests.gatherings.views.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
WEEK = {
    "community": "three-rivers",
    "kind": "week",
    "when": "now",
    "size": "usual",
    "language": "en",
}
KEY = "week.three-rivers.2026-11-26.en"


@pytest.fixture
def strict_client() -> Client:
    """As a browser is: no cookie was set, and no token is sent along."""
    return Client(enforce_csrf_checks=True)


def test_asking_changes_nothing(strict_client: Client, community: Community) -> None:
    response = strict_client.get("/paper/?community=three-rivers")
    assert response.status_code == 200
    assert response.cookies == {}
    assert '<option value="three-rivers" selected>' in response.content.decode()
    assert PrintSheet.objects.count() == 0


def test_from_the_question_to_the_pdf(strict_client: Client, hearing_voices: Gathering) -> None:
    response = strict_client.post("/paper/", WEEK)
    assert (response.status_code, response.url) == (302, f"/paper/{KEY}/")
    waiting = strict_client.get(response.url)
    assert "It is being made. That takes a few seconds." in words(waiting)
    assert waiting.headers["Cache-Control"] == "no-store"
    assert strict_client.get(f"/paper/{KEY}/sheet.pdf").status_code == 404
    make_due_sheets()
    ready = strict_client.get(response.url)
    assert f'href="/paper/{KEY}/sheet.pdf">Open the PDF</a>' in ready.content.decode()
    pdf = strict_client.get(f"/paper/{KEY}/sheet.pdf")
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    assert pdf.headers["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    assert pdf.headers["Cache-Control"] == "no-store"
    assert pdf.content[:5] == b"%PDF-"
    assert strict_client.get(f"/paper/{KEY}/picture.png").status_code == 404


def test_next_week_in_large_print(strict_client: Client, community: Community) -> None:
    response = strict_client.post("/paper/", {**WEEK, "when": "next", "size": "large"})
    assert response.url == "/paper/week.three-rivers.2026-11-30.en.large/"


def test_what_is_no_choice_is_said(strict_client: Client, community: Community) -> None:
    response = strict_client.post("/paper/", {**WEEK, "kind": "poster", "community": "nowhere"})
    assert response.status_code == 200
    text = words(response)
    assert "Select a valid choice. poster is not one of the available choices." in text
    assert PrintSheet.objects.count() == 0


def test_when_many_wait(
    strict_client: Client, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_WAITING", 0)
    response = strict_client.post("/paper/", WEEK)
    assert "Many sheets are being made. Please try again in a minute." in words(response)
    assert PrintSheet.objects.count() == 0


def test_a_post_gives_words_and_a_picture(
    strict_client: Client, community: Community, hearing_voices: Gathering
) -> None:
    row = made(community, Kind.POST)
    page = strict_client.get(f"/paper/{row.key}/").content.decode()
    assert html.escape(row.text) in page
    assert '<textarea id="words" rows="16" readonly>' in page
    assert html.escape(f'alt="{picture_alt(row.text)}"', quote=False) in page
    picture = strict_client.get(f"/paper/{row.key}/picture.png")
    assert (picture.headers["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")


def test_a_flyer_from_its_gathering(strict_client: Client, hearing_voices: Gathering) -> None:
    page = strict_client.get("/gatherings/hearing-voices/").content.decode()
    assert '<a href="/gatherings/hearing-voices/flyer/">Make a flyer</a>' in page
    response = strict_client.post(
        "/gatherings/hearing-voices/flyer/", {"size": "usual", "language": "en"}
    )
    assert response.url == "/paper/flyer.hearing-voices.en/"
    make_due_sheets()
    assert "Open the PDF" in words(strict_client.get(response.url))


def test_an_ended_gathering_says_why_there_is_no_flyer(
    strict_client: Client, hearing_voices: Gathering
) -> None:
    Gathering.objects.update(ended_at="2026-11-01T00:00:00Z")
    response = strict_client.post(
        "/gatherings/hearing-voices/flyer/", {"size": "usual", "language": "en"}
    )
    assert "This gathering is no longer held, so there is no flyer of it." in words(response)


def test_where_letters_are_missing_the_browser_prints(
    strict_client: Client, community: Community, hearing_voices: Gathering
) -> None:
    Gathering.objects.update(name="𞤀 group")
    row = made(community, Kind.WEEK)
    page = strict_client.get(f"/paper/{row.key}/")
    assert "Our printer here has no letters for “𞤀”." in words(page)
    assert f'<a class="button" href="/paper/{KEY}/page/">' in page.content.decode()
    plain = strict_client.get(f"/paper/{KEY}/page/")
    assert "𞤀 group" in words(plain)
    assert plain.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("kind", asking.FOR_ANYONE)
def test_a_plain_page_of_each(
    strict_client: Client, community: Community, hearing_voices: Gathering, kind: str
) -> None:
    flyer = hearing_voices if kind == Kind.FLYER else None
    row = made(community, kind, gathering=flyer)
    text = words(strict_client.get(f"/paper/{row.key}/page/"))
    assert "Hearing Voices group" in text
    assert "220 State Street" in text


def test_a_file_that_is_gone_says_so(
    strict_client: Client, community: Community, hearing_voices: Gathering
) -> None:
    row = made(community, Kind.WEEK)
    sheets().delete(row.file.name)
    assert strict_client.get(f"/paper/{row.key}/sheet.pdf").status_code == 404


@pytest.mark.parametrize("end", ["", "page/", "sheet.pdf", "picture.png"])
def test_a_sheet_that_nobody_asked_for(strict_client: Client, end: str) -> None:
    assert strict_client.get(f"/paper/week.nowhere.2026-11-26.en/{end}").status_code == 404


def test_other_methods_are_refused(strict_client: Client, community: Community) -> None:
    assert strict_client.put("/paper/").status_code == 405
    assert strict_client.post(f"/paper/{KEY}/").status_code == 405


def test_a_key_that_no_database_reads(
    strict_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """PostgreSQL refuses to be asked for a NUL, which would be a fault and not a 404."""
    assert strict_client.get("/paper/week%00/").status_code == 404
    with django_assert_num_queries(0), pytest.raises(Http404):
        _find("week\x00")
