"""Pictures of each page of the demo region, phone and desktop, light and dark: docs/pictures."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.site import demo_region, main_pages
from kithway.demo.words.people import PASSWORD
from kithway.people.sessions import COOKIE
from tests.parts import CHROMIUM, ROOT
from tests.serving import serving, sign_in
from tests.sitemap import ZIP

FOLDER = ROOT / "docs" / "pictures"
# The demo's first, whose room is drawn.
COMMUNITY = "blackstone-lantern"
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
# A page longer than this is cut: a picture is for looking at, not for reading.
TALLEST = 1500
COLOURS = 64
# The clock of the journeys, so that the same pages are drawn whenever they are.
HELD = {"DJANGO_SETTINGS_MODULE": "tests.journeys.settings", "NEUTRAL_PAGE": "/"}


def main() -> None:
    program = CHROMIUM.find()
    if program is None:
        raise SystemExit(f"Chromium is not here: {CHROMIUM.get}")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with (
        demo_region(**HELD) as folder,
        serving(folder, **HELD) as site,
        # Asked before there is a browser: beside its loop the database answers nothing.
        nullcontext(coming_form()) as form,
        sync_playwright() as p,
    ):
        browser = p.chromium.launch(executable_path=program, args=["--no-sandbox"])
        pages = main_pages(site.address)
        pages |= {
            "gatherings": f"/gatherings/?near={ZIP}",
            "way-in": f"{pages['occurrence']}way-in/",
            "appointments": "/appointments/",
            "nothing-found": f"/gatherings/?near={ZIP}&from=tonight&q=zither",
            "not-found": "/nowhere/",
        }
        for screen in SCREENS:
            for scheme in SCHEMES:
                draw(browser, site.address, pages, screen, scheme)
        token = sign_in(folder, "Emi", COMMUNITY, **HELD)
        draw(browser, site.address, others(pages), token=token)
        for name, theirs in by_name().items():
            draw(browser, site.address, theirs, name=name)
        draw_a_place_kept(browser, site.address + form)
        draw_an_account_made(browser, site.address)
        draw_a_gathering_looked_at(browser, site.address, token)
        browser.close()
    drawn = list(FOLDER.iterdir())
    print(f"{len(drawn)} pictures, {sum(path.stat().st_size for path in drawn) // 1024} KB")


def others(pages: dict[str, str]) -> dict[str, str]:
    """Pages drawn once: a coordinator's, what goes out, and the other languages."""
    room = f"/community-room/{COMMUNITY}/"
    return {
        "room": room,
        "room-dates": f"{room}dates/",
        "room-gatherings": f"{room}gatherings/",
        "room-lists": f"{room}lists/",
        "room-list-add": f"{room}lists/new/",
        "room-coming": f"{room}coming/",
        "room-rota": f"{room}rota/",
        "room-attendance": f"{room}attendance/",
        "room-numbers": f"{room}numbers/",
        "start": "/start/",
        "first-time": f"/communities/{COMMUNITY}/first-time/",
        "calendar": f"{pages['gathering']}calendar/",
        "feeds": "/feeds/",
        "embed": "/embed/gatherings/",
        "paper": "/paper/",
        "offline": "/offline/",
        **{f"home-{code}": f"/{code}/" for code in ("es", "fr", "zh-hans")},
        **{
            f"gatherings-{code}": f"/{code}/gatherings/?near={ZIP}"
            for code in ("es", "fr", "zh-hans")
        },
    }


def by_name() -> dict[str, dict[str, str]]:
    """What the demo's people see of their own, drawn once."""
    return {
        "": {"sign-in": "/sign-in/", "sign-up": "/sign-up/"},
        "Ana": {"mine": "/mine/"},
        "Dara": {"holding": "/holding/", "rota": "/rota/"},
        "Femi": {"steward": "/steward/"},
    }


def coming_form() -> str:
    """The path of the form of a gathering of the demo that has so many chairs."""
    # Only now are there models.
    from kithway.gatherings.models import Occurrence

    rows = Occurrence.objects.filter(
        gathering__community__slug=COMMUNITY, gathering__capacity__gt=0, closure=None,
        starts_at__gt=timezone.now() + timedelta(days=8), cancelled_at=None,
    )  # fmt: skip
    row = rows.select_related("gathering").order_by("starts_at", "pk")[0]
    return f"/gatherings/{row.gathering.slug}/{row.recurrence_id.replace(':', '')}/coming/"


def draw_a_place_kept(browser: Browser, form: str) -> None:
    """The form, and the page that whoever sends it gets."""
    with seen(browser, form) as page:
        page.goto(form)
        take(page, "coming")
        page.get_by_label("What shall we call you?").fill("Robin")
        page.locator("main form button").last.click()
        page.wait_for_url("**/coming/*/")
        take(page, "kept-place")


def draw_an_account_made(browser: Browser, address: str) -> None:
    with seen(browser, address) as page:
        page.goto(f"{address}/sign-up/")
        page.fill("[name=name]", "Robin")
        page.fill("[name=password]", "a blue mug on the sill")
        page.locator("main form button").last.click()
        page.wait_for_load_state()
        take(page, "recovery-code")


def draw_a_gathering_looked_at(browser: Browser, address: str, token: str) -> None:
    """A new gathering, and what would stand there, said back before it is saved."""
    with seen(browser, address, token=token) as page:
        page.goto(f"{address}/community-room/{COMMUNITY}/new-gathering/")
        take(page, "room-gathering")
        page.fill("[name=name]", "Tea and talk")
        page.locator("[name=where]").select_option(index=1)
        page.get_by_label("Every week", exact=True).check()
        page.fill("[name=first_day]", f"{timezone.now() + timedelta(days=7):%Y-%m-%d}")
        page.fill("[name=start_time]", "18:00")
        page.locator("main form button").last.click()
        page.wait_for_load_state()
        take(page, "room-gathering-look")


@contextmanager
def seen(
    browser: Browser, address: str, screen: str = "phone", scheme: str = "light",
    token: str = "", name: str = "",
) -> Iterator[Page]:  # fmt: skip
    """A page on such a screen; of whoever has this token or, in a demo, this name."""
    wide, tall = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": wide, "height": tall},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    if token:
        context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    page = context.new_page()
    if name:
        page.goto(f"{address}/sign-in/")
        page.fill("[name=name]", name)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button").last.click()
        page.wait_for_url("**/mine/")
    yield page
    context.close()


def draw(
    browser: Browser, address: str, pages: dict[str, str], screen: str = "phone",
    scheme: str = "light", token: str = "", name: str = "",
) -> None:  # fmt: skip
    with seen(browser, address, screen, scheme, token, name) as page:
        for picture, path in pages.items():
            page.goto(address + path)
            take(page, picture, screen, scheme)


def take(page: Page, name: str, screen: str = "phone", scheme: str = "light") -> None:
    wide, least = SCREENS[screen]
    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    # As tall as the page, so that what stays on screen is where a person would see it last.
    page.set_viewport_size({"width": wide, "height": max(tall, least)})
    save(page.screenshot(), FOLDER / f"{name}-{screen}-{scheme}.png")
    page.set_viewport_size({"width": wide, "height": least})


def save(picture: bytes, path: Path) -> None:
    """Few colours, as our pages have, keep letters sharp at a third of the size."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
