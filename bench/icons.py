"""The pictures for a phone’s first screen, from our own favicon: run by hand when that changes."""

import io

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.parts import CHROMIUM, ROOT

STATIC = ROOT / "kithway" / "ui" / "static" / "ui"
GROUND = "#0e3a2d"
# A phone may cut a round out of it: what matters stays within the middle eight tenths.
PAGE = f"""<style>* {{ margin: 0 }} body {{ background: {GROUND}; display: grid; height: 100vh;
place-items: center }} svg {{ width: 80vw; height: 80vw }}</style>"""


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM.find(), args=["--no-sandbox"])
        for size in (192, 512):
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE + (STATIC / "favicon.svg").read_text())
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(16)
            picture.save(STATIC / f"icon-{size}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
