"""Somebody makes an account, comes back to it, and gets in again when something is lost."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kithway.people.sessions import COOKIE
from tests.cast import PASSWORD
from tests.clock import NOON
from tests.journeys.checks import accessible, html_errors
from tests.journeys.passkeys import with_passkeys
from tests.people.views.pages import code_at
from tests.serving import Site

NEW = "another seven boats"
numbers = count(1)


@pytest.fixture
def name() -> str:
    """Nobody's yet."""
    return f"Nyx {next(numbers)}"


@pytest.fixture
def now(environment: dict[str, str]) -> Callable[[], datetime]:
    """What the server's clock says."""
    began = float(environment["BEGAN"])
    return lambda: NOON + timedelta(seconds=time.monotonic() - began)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("link", name=words, exact=True).first.click()


def sign_up(page: Page, name: str, *, shared: bool = False) -> str:
    """The recovery code that is shown."""
    page.goto("/")
    follow(page, "Mine")
    accessible(page)
    follow(page, "Make an account")
    accessible(page)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    if shared:
        page.get_by_label("Others use this device too").check()
    press(page, "Make an account")
    expect(page.get_by_role("heading", name="Your recovery code")).to_be_visible()
    accessible(page)
    code = page.locator(".code").inner_text()
    follow(page, "I have kept it")
    expect(page.get_by_role("heading", name="Mine")).to_be_visible()
    accessible(page)
    return code


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    press(page, "Sign out")
    page.wait_for_url("**/")
    assert [cookie["name"] for cookie in page.context.cookies()] == []


def test_sign_up_out_and_in(any_page: Page, name: str) -> None:
    sign_up(any_page, name)
    sign_out(any_page)
    any_page.goto("/mine/settings/")
    sign_in(any_page, name, "not the password")
    expect(any_page.get_by_text("do not go together")).to_be_visible()
    expect(any_page.get_by_label("Name")).to_have_value(name)
    accessible(any_page)
    any_page.get_by_label("Password").fill(PASSWORD)
    press(any_page, "Sign in")
    expect(any_page.get_by_role("heading", name="Mine")).to_be_visible()
    for words in ("Signing in, devices, and getting back in", "Where you are signed in"):
        follow(any_page, words)
        accessible(any_page)
    expect(any_page.get_by_text("This device")).to_be_visible()


def test_a_password_is_forgotten(any_page: Page, name: str) -> None:
    code = sign_up(any_page, name)
    sign_out(any_page)
    any_page.goto("/sign-in/")
    follow(any_page, "I can’t get in")
    accessible(any_page)
    any_page.get_by_label("Name").fill(name)
    any_page.get_by_label("Recovery code").fill(code.lower().replace("-", " "))
    any_page.get_by_label("New password").fill(NEW)
    press(any_page, "Go on")
    expect(any_page.get_by_role("heading", name="Your recovery code")).to_be_visible()
    assert any_page.locator(".code").inner_text() != code
    accessible(any_page)
    follow(any_page, "I have kept it")
    sign_out(any_page)
    sign_in(any_page, name, NEW)
    expect(any_page.get_by_role("heading", name="Mine")).to_be_visible()
    accessible(any_page)


def test_the_code_as_a_text_file(page_no_js: Page, name: str) -> None:
    page_no_js.goto("/sign-up/")
    page_no_js.get_by_label("Name").fill(name)
    page_no_js.get_by_label("Password").fill(PASSWORD)
    press(page_no_js, "Make an account")
    with page_no_js.expect_download() as saved:
        press(page_no_js, "Save it as a text file")
    code = page_no_js.locator(".code").inner_text()
    assert Path(saved.value.path()).read_text() == f"{name}\n{code}\n"
    accessible(page_no_js)


@pytest.mark.parametrize("kind", ["page_no_js", "page_320"])
def test_a_code_app(
    kind: str, request: pytest.FixtureRequest, name: str, now: Callable[[], datetime]
) -> None:
    page = request.getfixturevalue(kind)
    sign_up(page, name)
    page.goto("/mine/settings/")
    follow(page, "Code app")
    accessible(page)
    letters = page.locator(".code").inner_text()
    page.get_by_label("Code").fill(code_at(letters, now()))
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Backup codes")).to_be_visible()
    accessible(page)
    backup = page.locator(".code li").first.inner_text()
    follow(page, "I have kept them")
    sign_out(page)
    sign_in(page, name)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    accessible(page)
    # The next one: the last was used to set it up.
    page.get_by_label("Code").fill(code_at(letters, now() + timedelta(seconds=30)))
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Mine")).to_be_visible()
    sign_out(page)
    sign_in(page, name)
    page.get_by_label("Code").fill(backup)
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Mine")).to_be_visible()
    page.goto("/mine/settings/code-app/")
    accessible(page)


def test_a_passkey(page: Page, name: str, site: Site) -> None:
    host = with_passkeys(page, site)
    page.goto(f"{host}/sign-up/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Make an account")
    page.goto(f"{host}/mine/settings/passkeys/")
    accessible(page)
    page.get_by_label("What you call it").fill("my phone")
    press(page, "Add a passkey")
    page.wait_for_url(f"{host}/mine/")
    page.goto(f"{host}/mine/settings/passkeys/")
    expect(page.get_by_text("my phone", exact=True)).to_be_visible()
    accessible(page)
    sign_out(page)
    page.goto(f"{host}/sign-in/")
    follow(page, "Sign in with a passkey")
    accessible(page)
    press(page, "Use a passkey")
    page.wait_for_url(f"{host}/mine/")
    # Two factors in one: what opens the account may be changed at once.
    page.goto(f"{host}/mine/settings/password/")
    accessible(page)
    page.get_by_label("New password").fill(NEW)
    press(page, "Save")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    accessible(page)


def test_without_javascript_a_passkey_is_not_offered(page_no_js: Page) -> None:
    page_no_js.goto("/sign-in/passkey/")
    expect(page_no_js.get_by_text("This browser cannot use passkeys here")).to_be_visible()
    expect(page_no_js.get_by_role("button", name="Use a passkey")).to_be_hidden()
    accessible(page_no_js)


@pytest.mark.parametrize("kind", ["page", "page_no_js"])
def test_a_shared_computer(
    kind: str, request: pytest.FixtureRequest, name: str, neutral: str
) -> None:
    page = request.getfixturevalue(kind)
    sign_up(page, name, shared=True)
    (cookie,) = [one for one in page.context.cookies() if one["name"] == COOKIE]
    assert cookie["expires"] == -1
    # Leaving signs out, in the browser and at the server.
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(neutral)
    page.goto("/mine/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.context.clear_cookies()
    page.context.add_cookies([{"name": COOKIE, "value": cookie["value"], "url": page.url}])
    page.goto("/mine/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    accessible(page)


def test_the_html_is_right(page: Page, name: str, tmp_path: Path) -> None:
    sign_up(page, name)
    paths = ("mine", "mine/settings")
    under = ("code-app", "devices", "mail", "passkeys", "password", "recovery-code")
    for path in (*paths, *(f"mine/settings/{one}" for one in under)):
        page.goto(f"/{path}/")
        accessible(page)
        source = page.context.request.get(page.url).text()
        (tmp_path / f"{re.sub('/', '-', path)}.html").write_text(source)
    sign_out(page)
    for path in ("sign-up", "sign-in", "sign-in/passkey", "recover", "recover/mail"):
        page.goto(f"/{path}/")
        accessible(page)
        (tmp_path / f"{re.sub('/', '-', path)}.html").write_text(
            page.context.request.get(page.url).text()
        )
    assert html_errors(tmp_path) == []
