"""No page shows a word that no translator would see: every page, read in brackets."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings
from django.urls import resolve
from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst

from kithway.community.models import Community, HelpLine, Place, Role
from kithway.front.countries import COUNTRIES
from kithway.front.views import bad_request, broken, not_allowed
from kithway.gatherings import vocabulary
from kithway.gatherings.actions import add_gathering, close, make_date_link
from kithway.gatherings.models import Gathering, Occurrence, PrintSheet, Refresh
from kithway.gatherings.paper.asking import FOR_ANYONE, ask_for_sheet, first_days
from kithway.gatherings.recurrence import weekly
from kithway.gatherings.subscribing import subscribe
from kithway.people.models import Person
from tests.cast import give_role, person, sign_in
from tests.clock import NOON
from tests.languages.bracketed import CODE, WORD, put_into_greek, unasked, write_catalogue

# Of one kind of page this many are read.
ENOUGH = 8
LINK = re.compile(r'<a\b[^>]*\shref="([^"]+)"')
FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>', re.IGNORECASE)
ACTION = re.compile(r'action="([^"]*)"')
# Names are the same in every language; so are what a country is written as in an address.
NAMES = {"Kithway", "Emi", "English", "Esperanto", "MA", "US", "CA", "CSV", "Excel", "XLSX"}
TEXT_TO = "HELLO to 555123"
LINES = [line for one in COUNTRIES for line in (*one.crisis, one.emergency, one.violence)]
NAMES |= {
    word
    for line in LINES
    if isinstance(line.name, str)
    for word in re.findall(r"\w+", f"{line.name} {line.text_word}")
}


def names() -> set[str]:
    """Those, and Django's own names of days, which stand alone where one is chosen."""
    with translation.override(CODE):
        return NAMES.union(*(WORD.findall(capfirst(str(day))) for day in WEEKDAYS.values()))


@pytest.fixture
def brackets(tmp_path: Path) -> Iterator[None]:
    write_catalogue(tmp_path)
    names = [("en", "English"), (CODE, "Esperanto")]
    with override_settings(LANGUAGES=names, LOCALE_PATHS=[tmp_path]):
        yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def world(
    brackets: None,
    thursday: None,
    community: Community,
    library: Place,
    hearing_voices: Gathering,
    drumming: Gathering,
    online_talk: Gathering,
) -> list[str]:
    """A little of everything, in Greek letters; gives the paths that no page links to."""
    help_lines(community)
    gatherings(community, library)
    dates = states(hearing_voices)
    days = {"first_day": date(2026, 12, 10), "last_day": date(2026, 12, 12)}
    close(where=library, reason="Painting", by=None, **days)
    subscribed(community)
    paths = [f"/paper/{sheet.key}/" for sheet in sheets(community, hearing_voices)]
    paths += [f"{path}page/" for path in paths]
    for one in dates[:3]:
        _, token = make_date_link(
            gathering=hearing_voices, recurrence_id=one.recurrence_id, name="Δ", by=None
        )
        paths.append(f"/dates/{token}/")
    give_role(person("Emi"), community, Role.Kind.COORDINATOR)
    put_into_greek()
    return [
        *paths,
        f"/community-room/{community.slug}/",
        "/offline/",
        "/embed/gatherings/",
        "/dates/none/",
    ]


def help_lines(community: Community) -> None:
    for kind in HelpLine.Kind:
        for police in HelpLine.Police:
            HelpLine.objects.create(
                community=community, kind=kind, name="Line", number="413-555-0100",
                text_to=TEXT_TO, hours="At night", about="Talk", sends_police=police,
                checked_on=date(2026, 11, 1) if police == "yes" else None,
            )  # fmt: skip


def gatherings(community: Community, library: Place) -> None:
    add_gathering(
        community=community, by=None, slug="everything", name="Everything", place=library,
        mode="hybrid", kinds=list(vocabulary.KINDS), pathways=list(vocabulary.PATHWAYS),
        languages=list(vocabulary.LANGUAGES), audiences=list(vocabulary.AUDIENCES),
        welcomes=list(vocabulary.WELCOMES), first_day=date(2026, 1, 5), start_time=time(9, 5),
        minutes=45, rule=weekly(0, 2, 4), online_url="https://meet.example/x", dial_in="555 0123",
    )  # fmt: skip
    add_gathering(
        community=community, by=None, slug="asked-for", name="When asked for", mode="appointment",
        kinds=["peer-line"], languages=["en"],
    )  # fmt: skip


def states(hearing_voices: Gathering) -> list[Occurrence]:
    """Confirmed, confirmed by nobody named, cancelled; and one long unseen."""
    dates = list(Occurrence.objects.filter(gathering=hearing_voices).order_by("starts_at")[:4])
    states = [
        {"confirmed_at": NOON - timedelta(days=3), "confirmed_by": "Dara"},
        {"confirmed_at": NOON - timedelta(hours=1)},
        {"cancelled_at": NOON, "cancelled_because": "Snow"},
    ]
    for one, state in zip(dates, states, strict=False):
        Occurrence.objects.filter(pk=one.pk).update(**state)
    Gathering.objects.filter(slug="everything").update(last_held_at=NOON - timedelta(days=40))
    return dates


def subscribed(community: Community) -> None:
    """A list that was read in each way there is."""
    found = {
        "format": "ical", "locations": {"Λ": 2}, "titles": {"Τ": 2}, "unmapped": ["Λ"], "count": 4,
    }  # fmt: skip
    subscription = subscribe(community=community, url="https://93.184.216.34/list.ics", by=None)
    source = subscription.source
    source.mapping = {"version": 1, "ready": True, "found": found}
    source.save()
    told = {"name": "Ν", "date": "2026-12-03T18:00"}
    news = [{"what": what, **told} for what in ("added", "gone", "cancelled", "moved", "back")]
    news += [{"what": "changed", "fields": fields, **told} for fields in (["rule"], ["place"], [])]
    counts = {"refused_count": 1, "local_edits_count": 2, "held_back": 1}
    outcomes = Refresh.Outcome
    for outcome, report in (
        (outcomes.CHANGED, {"news": news[:4]}),
        (outcomes.CHANGED, {"news": news[4:], **counts}),
        (outcomes.CHANGED, {"waiting": 3}),
        (outcomes.UNCHANGED, {}),
        (outcomes.FAILED, {"problem": "Π"}),
    ):
        Refresh.objects.create(
            subscription=subscription, at=NOON, outcome=outcome.value, report=report
        )


def sheets(community: Community, gathering: Gathering) -> list[PrintSheet]:
    flyer = PrintSheet.Kind.FLYER
    return [
        ask_for_sheet(
            community=community,
            kind=kind,
            language=CODE,
            large=False,
            first_day=first_days(kind, community, NOON)[0],
            gathering=gathering if kind == flyer else None,
            by=None,
        )
        for kind in FOR_ANYONE
    ]


def test_every_page(brackets: None, world: list[str], client: Client) -> None:
    emi, community = Person.objects.get(name_key="emi"), Community.objects.get(slug="three-rivers")
    starts = [
        *(f"/{CODE}{path}" for path in world),
        f"/{CODE}/",
        f"/{CODE}/gatherings/?near=01103&sort=nearest",
        f"/{CODE}/gatherings/?near=01103&within=2&from=2026-12-10&kind=creative&words=zzz",
        f"/{CODE}/gatherings/?near=nowhere+at+all&from=soon&within=far&sort=odd&page=x&kind=none",
        f"/{CODE}/gatherings/?near=Springfield",
        f"/{CODE}/gatherings/?mode=appointment",
        f"/{CODE}/nowhere/",
    ]
    wrong: dict[str, set[str]] = {}
    read = Counter[str]()
    # `leave` goes to somebody else's page.
    waiting, seen = list(starts), {*starts, f"/{CODE}/leave/"}
    while waiting:
        path = waiting.pop(0)
        if read[name_of(path)] >= ENOUGH:
            continue
        read[name_of(path)] += 1
        # The forms of other pages have signed her out, and ended her role.
        give_role(emi, community, Role.Kind.COORDINATOR)
        sign_in(client, emi)
        for page, html in ask(client, path):
            if words := unasked(html, known=names()):
                wrong[page] = words
            ours = [unescape(href).partition("#")[0] for href in LINK.findall(html)]
            new = [href for href in ours if href.startswith(f"/{CODE}/") and href not in seen]
            seen.update(new)
            waiting += new
    # Each word once, with the first page it stands on.
    first: dict[str, str] = {}
    for page, words in wrong.items():
        for word in words:
            first.setdefault(word, page)
    assert first == {}
    assert {"home", "gatherings", "gathering", "occurrence", "way-in", "place"} <= read.keys()
    assert {"community", "communities", "help-now", "appointments", "offline"} <= read.keys()
    assert {"room-list", "room-list-mapping", "room-date", "room-gathering"} <= read.keys()
    assert {"room-gatherings", "room-settings", "room-gathering-add"} <= read.keys()
    assert {"room-places", "room-place", "room-closures", "room-reopen"} <= read.keys()
    assert {"room-roles", "room-role", "room-history"} <= read.keys()
    assert {"date-link", "sheet", "sheet-page", "embed"} <= read.keys()


def ask(client: Client, path: str) -> Iterator[tuple[str, str]]:
    """The page, and what it answers to each of its forms when nothing is filled in."""
    html = html_of(client.get(path, follow=True))
    yield path, html
    for form in FORM.findall(html):
        action = ACTION.search(form)
        to = unescape(action[1]) if action and action[1] else path
        yield f"POST {to}", html_of(client.post(to, {}, follow=True))


def html_of(response) -> str:
    if "text/html" not in response.get("Content-Type", "") or response.streaming:
        return ""
    # A room shows what was typed, as it was typed.
    return response.content.decode().replace(TEXT_TO, "")


def name_of(path: str) -> str:
    with translation.override(CODE):
        try:
            return resolve(urlsplit(path).path).url_name or ""
        except Exception:
            return "not found"


@pytest.mark.django_db
def test_pages_of_errors(brackets: None, rf: RequestFactory) -> None:
    request: HttpRequest = rf.get(f"/{CODE}/")
    with translation.override(CODE):
        pages = [
            bad_request(request, ValueError()),
            not_allowed(request, ValueError()),
            broken(request),
        ]
    assert [unasked(page.content.decode(), known=names()) for page in pages] == [set()] * 3


def test_a_bare_word_is_found() -> None:
    html = '<p title="Bare">⟦Call ⟦now⟧⟧ Kithway <b>word</b></p><img alt="⟦Seen⟧ unseen">'
    assert unasked(html, known={"Kithway"}) == {"Bare", "word", "unseen"}
