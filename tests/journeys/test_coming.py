"""Coming: a newcomer is met, a guest keeps a place and gives it up, a waiting list fills itself."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import accessible
from tests.serving import Site

Made = Callable[..., str]


@pytest.fixture
def made(site: Site) -> Made:
    """Let a gathering of the demo ask who comes; gives the address of its next date's form."""

    def made(number: int, **facts: object) -> str:
        with closing(sqlite3.connect(site.log.parent / "kithway.sqlite3")) as base:
            slug, start, key = base.execute(
                "SELECT g.slug, o.recurrence_id, g.id FROM gatherings_occurrence o "
                "JOIN gatherings_gathering g ON g.id = o.gathering_id "
                "LEFT JOIN community_place p ON p.id = o.place_id "
                "WHERE o.starts_at > datetime('now', '+4 days') AND o.cancelled_at IS NULL "
                "AND o.closure_id IS NULL AND g.mode = 'in-person' AND g.capacity IS NULL "
                "AND g.met_where = '' AND g.address_shown_to = 'public' AND o.own_place_id IS NULL "
                "AND p.address_shown_to = 'public' ORDER BY g.id LIMIT 1 OFFSET ?",
                [number],
            ).fetchone()
            names = ", ".join(f"{name} = ?" for name in facts)
            base.execute(
                f"UPDATE gatherings_gathering SET {names} WHERE id = ?",
                [*facts.values(), key],
            )
            base.commit()
        return f"/gatherings/{slug}/{start.replace(':', '')}/"

    return made


def keep(page: Page, date: str, name: str, way: str = "Keep a place") -> str:
    """Keeps a place there, or joins who waits for one; returns the private link."""
    page.goto(f"{date}coming/")
    page.get_by_label("What shall we call you?").fill(name)
    accessible(page)
    page.get_by_role("button", name=way).click()
    page.wait_for_url(re.compile("/coming/[^/]{43}/$"))
    return page.url


def test_a_newcomer_is_met(any_page: Page, made: Made) -> None:
    date = made(0, met_where="By the blue bench", met_by="Dara")
    any_page.goto(date)
    any_page.get_by_role("link", name="Meet me at the door").click()
    expect(any_page.get_by_text("blue bench")).to_have_count(0)
    any_page.get_by_label("What shall we call you?").fill("Robin")
    accessible(any_page)
    any_page.get_by_role("button", name="I’m coming").click()
    expect(any_page.get_by_text("You are coming.")).to_be_visible()
    expect(any_page.get_by_text("Dara looks out for you.")).to_be_visible()
    expect(any_page.get_by_text("By the blue bench")).to_be_visible()
    accessible(any_page)


def test_a_guest_keeps_a_place_and_gives_it_up(any_page: Page, made: Made) -> None:
    date = made(1, capacity=12, may_bring=2)
    any_page.goto(date)
    any_page.get_by_role("link", name="Keep a place").click()
    any_page.get_by_label("What shall we call you?").fill("Robin")
    any_page.get_by_label("How many are you?").fill("9")
    any_page.get_by_role("button", name="Keep a place").click()
    expect(any_page.get_by_role("heading", name="Something needs changing")).to_be_visible()
    accessible(any_page)
    any_page.get_by_label("How many are you?").fill("2")
    any_page.get_by_role("button", name="Keep a place").click()
    expect(any_page.get_by_text("You are coming.")).to_be_visible()
    accessible(any_page)
    any_page.get_by_text("I can’t come").click()
    any_page.get_by_role("button", name="Say that I’m not coming").click()
    expect(
        any_page.get_by_text(
            "We have taken your name off. If you change your mind, you can say so here."
        )
    ).to_be_visible()
    accessible(any_page)


def test_a_waiting_list_fills_itself(any_page: Page, made: Made) -> None:
    date = made(2, capacity=1)
    first = keep(any_page, date, "Robin")
    # The date's own page is kept for a minute, and may have been read before.
    any_page.goto(f"{date}coming/")
    expect(any_page.get_by_text("Full. You can join the waiting list.")).to_be_visible()
    second = keep(any_page, date, "Sam", "Join the waiting list")
    expect(any_page.get_by_text("You are on the waiting list.")).to_be_visible()
    accessible(any_page)
    any_page.goto(first)
    any_page.get_by_text("I can’t come").click()
    any_page.get_by_role("button", name="Say that I’m not coming").click()
    expect(
        any_page.get_by_text(
            "We have taken your name off. If you change your mind, you can say so here."
        )
    ).to_be_visible()
    any_page.goto(second)
    expect(any_page.get_by_text("A place is held for you until")).to_be_visible()
    accessible(any_page)
    any_page.get_by_role("button", name="Take the place").click()
    expect(any_page.get_by_text("You are coming.")).to_be_visible()
