"""Pictures of each page of the demo region, phone and desktop, light and dark: docs/pictures."""

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench.site import demo_region, main_pages
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
    with demo_region(**HELD) as folder, serving(folder, **HELD) as site, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=program, args=["--no-sandbox"])
        pages = main_pages(site.address)
        pages |= {
            "gatherings": f"/gatherings/?near={ZIP}",
            "way-in": f"{pages['occurrence']}way-in/",
            "appointments": "/appointments/",
            "nothing-found": f"/gatherings/?near={ZIP}&from=tonight&q=zither",
            "not-found": "/nowhere/",
        }
        for screen, size in SCREENS.items():
            for scheme in SCHEMES:
                draw(browser, site.address, pages, screen, size, scheme)
        token = sign_in(folder, "Emi", COMMUNITY, **HELD)
        draw(browser, site.address, others(pages), "phone", SCREENS["phone"], "light", token)
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


def draw(
    browser: Browser,
    address: str,
    pages: dict[str, str],
    screen: str,
    size: tuple[int, int],
    scheme: str,
    token: str = "",
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme
    )
    if token:
        context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    page = context.new_page()
    for name, path in pages.items():
        page.goto(address + path)
        tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        # As tall as the page, so that what stays on screen is where a person would see it last.
        page.set_viewport_size({"width": size[0], "height": max(tall, size[1])})
        save(page.screenshot(), FOLDER / f"{name}-{screen}-{scheme}.png")
        page.set_viewport_size({"width": size[0], "height": size[1]})
    context.close()


def save(picture: bytes, path: Path) -> None:
    """Few colours, as our pages have, keep letters sharp at a third of the size."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
