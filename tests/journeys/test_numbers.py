"""A quarter looked at, taken away as a table, and printed by way of the worker."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.checks import accessible, html_errors


def test_a_quarter_printed(
    any_page: Page,
    coordinator: Callable[[Page, str], str],
    work: Callable[[], None],
    tmp_path: Path,
) -> None:
    page = any_page
    page.goto(coordinator(page, "quaboag-common"))
    page.get_by_role("link", name="A quarter on one page").click()
    # Of the whole quarter before the 26th of November.
    expect(page.get_by_role("heading", level=1)).to_have_text("July to September 2026")
    expect(page.locator("main table").first).to_be_visible()
    accessible(page)
    seen = [page.content()]
    page.get_by_role("link", name="Month", exact=True).click()
    expect(page.get_by_role("link", name="Month", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    accessible(page)
    page.get_by_role("link", name="Quarter", exact=True).click()
    table = page.get_by_role("link", name="Download as a table (CSV)")
    answer = page.request.get(table.get_attribute("href") or "")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")

    page.get_by_role("button", name="Make a sheet to print (PDF)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("On paper")
    accessible(page)
    seen.append(page.content())
    work()
    page.reload()
    pdf = page.get_by_role("link", name="Open the PDF")
    expect(pdf).to_be_visible()
    accessible(page)
    seen.append(page.content())
    answer = page.request.get(pdf.get_attribute("href") or "")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store, private"
    assert answer.body()[:5] == b"%PDF-"
    assert 10_000 < len(answer.body()) < 1_000_000
    for number, html in enumerate(seen):
        (tmp_path / f"{number}.html").write_text(html)
    assert html_errors(tmp_path) == []
