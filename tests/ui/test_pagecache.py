"""The page cache on an app that counts how often it is asked, by a clock that we turn."""

import gzip
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from kithway.ui import pagecache
from kithway.ui.pagecache import PageCache
from tests.ui.behind_a_cache import HTML, LONG, PUBLIC, App, Body, Site


@pytest.fixture
def site() -> Site:
    return Site(App())


def test_a_page_is_made_once_a_minute_and_says_its_age(site: Site) -> None:
    first = site.ask()
    site.now += 59.9
    again = site.ask()
    assert len(site.app.asked) == 1
    assert (first[0], first[2]) == (again[0], again[2]) == ("200 OK", LONG)
    assert (first[1]["Age"], again[1]["Age"]) == ("0", "59")
    assert first[1]["Content-Length"] == str(len(LONG))
    site.now += 0.1
    assert site.ask()[1]["Age"] == "0"
    assert len(site.app.asked) == site.app.closed == 2


def test_who_has_it_already_is_told_so(site: Site) -> None:
    etag = site.ask()[1]["ETag"]
    status, headers, body = site.ask(HTTP_IF_NONE_MATCH=etag)
    assert (status, body, headers["ETag"]) == ("304 Not Modified", b"", etag)
    assert {"Content-Length", "Content-Type", "Content-Encoding"} & headers.keys() == set()
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("*", "304 Not Modified"),
        ("{weak}", "304 Not Modified"),
        ("{strong}", "304 Not Modified"),
        ('"other", {weak}', "304 Not Modified"),
        ('W/"other" , {strong}', "304 Not Modified"),
        ('"other"', "200 OK"),
        ("{bare}", "200 OK"),
        ("", "200 OK"),
        ('"', "200 OK"),
        ("**", "200 OK"),
    ],
)
def test_marks_are_compared_weakly_and_whole(site: Site, given: str, status: str) -> None:
    weak = site.ask()[1]["ETag"]
    strong = weak.removeprefix("W/")
    assert weak.startswith('W/"')
    given = given.format(weak=weak, strong=strong, bare=strong.strip('"'))
    assert site.ask(HTTP_IF_NONE_MATCH=given)[0] == status


def test_a_page_first_asked_for_conditionally_is_made_whole(site: Site) -> None:
    site.ask(HTTP_IF_NONE_MATCH='"old"', HTTP_IF_MODIFIED_SINCE="x", HTTP_RANGE="bytes=0-1")
    assert site.app.asked[0].keys() & pagecache.CONDITIONS == set()
    assert site.ask()[2] == LONG
    assert len(site.app.asked) == 1


def test_head_has_the_headers_and_no_body_and_its_page_serves_get(site: Site) -> None:
    status, headers, body = site.ask(method="HEAD")
    assert (status, headers["Content-Length"], body) == ("200 OK", str(len(LONG)), b"")
    assert site.ask()[2] == LONG
    assert [each["REQUEST_METHOD"] for each in site.app.asked] == ["GET"]


def test_head_of_what_is_not_kept_has_no_body_either() -> None:
    site = Site(App(HTML, ("Cache-Control", "no-store")))
    assert site.ask(method="HEAD")[2] == b""
    assert site.app.closed == 1


@pytest.mark.parametrize(
    ("accepts", "zipped"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br,GZIP;q=0.5", True),
        ("deflate, gzip; q=1.0", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0, br", False),
        ("x-gzipped", False),
        ("identity", False),
        ("", False),
    ],
)
def test_gzip_goes_only_to_whom_takes_it(site: Site, accepts: str, zipped: bool) -> None:
    _, headers, body = site.ask(HTTP_ACCEPT_ENCODING=accepts)
    assert (headers.get("Content-Encoding") == "gzip") == zipped
    assert (gzip.decompress(body) if zipped else body) == LONG
    assert headers["Content-Length"] == str(len(body))
    assert headers["ETag"] == site.ask()[1]["ETag"]


def test_short_pages_and_pictures_are_not_compressed() -> None:
    for app in (App(body=b"short"), App(("Content-Type", "image/webp"), PUBLIC)):
        _, headers, body = Site(app).ask(HTTP_ACCEPT_ENCODING="gzip")
        assert (headers.get("Content-Encoding"), body) == (None, app.body)


@pytest.mark.parametrize(
    "headers",
    [
        [("Cache-Control", "private, max-age=60")],
        [("Cache-Control", "no-store")],
        [("Cache-Control", "public, no-store, max-age=60")],
        [("Cache-Control", "public, no-cache, max-age=60")],
        [("Cache-Control", "private"), ("cache-control", "public, max-age=60")],
        [("Cache-Control", "public, max-age=60"), ("cache-control", "private")],
        [("Cache-Control", "public")],
        [("Cache-Control", "public, max-age=0")],
        [("Cache-Control", "public, s-maxage=60")],
        [("Cache-Control", "public, max-age=31536000, immutable")],
        [PUBLIC, ("Set-Cookie", "a=b")],
        [PUBLIC, ("set-cookie", "a=b")],
        [PUBLIC, ("Content-Encoding", "br")],
        [],
    ],
)
def test_what_is_not_for_everybody_is_never_kept(headers: list[tuple[str, str]]) -> None:
    app = App(HTML, *headers)
    cache = PageCache(app, clock=lambda: 0.0)
    for _ in range(2):
        said: list[Any] = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
        assert b"".join(cache(environ, lambda *words, said=said: said.append(words))) == LONG
        assert said == [("200 OK", [HTML, *headers])]
    assert len(app.asked) == 2


@pytest.mark.parametrize("status", ["404 Not Found", "302 Found", "500 Oh", "206 Partial Content"])
def test_only_whole_good_pages_are_kept(status: str) -> None:
    site = Site(App(status=status))
    assert site.ask()[0] == site.ask()[0] == status
    assert len(site.app.asked) == 2


def test_a_page_made_for_a_cookie_is_not_kept_but_a_kept_one_serves_it(site: Site) -> None:
    site.ask(HTTP_COOKIE="csrftoken=1")
    site.ask(HTTP_COOKIE="csrftoken=1")
    assert len(site.app.asked) == 2
    assert site.app.asked[0]["HTTP_COOKIE"] == "csrftoken=1"
    site.ask()
    site.ask(HTTP_COOKIE="csrftoken=1")
    assert len(site.app.asked) == 3


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "get"])
def test_other_methods_pass(site: Site, method: str) -> None:
    site.ask()
    assert site.ask(method=method)[2] == LONG
    assert [each["REQUEST_METHOD"] for each in site.app.asked] == ["GET", method]


def test_files_are_left_alone_with_their_conditions() -> None:
    site = Site(App(), leave_alone=("/static/",))
    for _ in range(2):
        site.ask("/static/kithway.css", HTTP_IF_NONE_MATCH='"x"')
    assert [each["HTTP_IF_NONE_MATCH"] for each in site.app.asked] == ['"x"', '"x"']


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"HTTP_HOST": "a.example"}, {"HTTP_HOST": "b.example"}),
        ({"wsgi.url_scheme": "http"}, {"wsgi.url_scheme": "https"}),
        ({"HTTP_X_FORWARDED_PROTO": "http"}, {"HTTP_X_FORWARDED_PROTO": "https"}),
        ({"path": "/a"}, {"path": "/a/"}),
        # The server has decoded the path: `%2e` is a dot, `%252e` is `%2e`.
        ({"path": "/a."}, {"path": "/a%2e"}),
        ({"QUERY_STRING": "near=01103"}, {"QUERY_STRING": "near=01104"}),
        ({"QUERY_STRING": "q=%41"}, {"QUERY_STRING": "q=A"}),
    ],
)
def test_what_may_differ_is_kept_apart(site: Site, one: dict, other: dict) -> None:
    for given in (one, other, one, other):
        site.ask(**given)
    assert len(site.app.asked) == 2


def test_a_question_too_long_to_keep_still_has_its_answer(site: Site) -> None:
    long = "q=" + "a" * pagecache.LONGEST_QUERY
    assert site.ask(QUERY_STRING=long)[2] == site.ask(QUERY_STRING=long)[2] == LONG
    assert len(site.app.asked) == 2


def test_the_least_recently_asked_goes_first(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagecache, "MOST_BYTES", 3 * (len(LONG) + pagecache.OVERHEAD + 100))
    for path in ("/a", "/b", "/c", "/a", "/d"):
        site.ask(path)
    assert len(site.app.asked) == 4
    for path in ("/a", "/c", "/d"):
        site.ask(path)
    assert len(site.app.asked) == 4
    site.ask("/b")
    assert len(site.app.asked) == 5


@pytest.mark.parametrize("body", [b"", LONG])
def test_what_is_kept_stays_within_bounds(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names weigh as well: otherwise many addresses of an empty page would fill the memory."""
    monkeypatch.setattr(pagecache, "MOST_BYTES", 50_000)
    site = Site(App(body=body))
    for number in range(200):
        site.ask(QUERY_STRING=f"n={number}&{'x' * 400}")
        site.now += 1
    pages = site.cache._pages
    assert site.cache._bytes == sum(pagecache._weight(*each) for each in pages.items()) <= 50_000
    assert 0 < len(pages) < 50


def test_a_page_larger_than_all_is_given_and_drives_no_other_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pagecache, "MOST_BYTES", 4000)
    site = Site(App())
    site.ask("/small")
    site.app.body = LONG * 10
    assert site.ask("/large")[2] == LONG * 10
    site.ask("/small")
    assert len(site.app.asked) == 2


def test_what_goes_wrong_is_not_kept(site: Site) -> None:
    def broken(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise RuntimeError("no")

    site.cache._app = broken
    for _ in range(2):
        with pytest.raises(RuntimeError):
            site.ask()
    site.cache._app = site.app
    assert site.ask()[2] == LONG


def test_a_body_that_breaks_off_is_closed_and_not_kept(site: Site) -> None:
    class Broken(Body):
        def __iter__(self) -> Any:
            yield b"half"
            raise RuntimeError("no")

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [HTML, PUBLIC])
        return Broken([], site.app)

    site.cache._app = app
    with pytest.raises(RuntimeError):
        site.ask()
    assert site.app.closed == 1
    site.cache._app = site.app
    assert site.ask()[2] == LONG


def test_an_app_may_mend_its_answer() -> None:
    """As WSGI allows: headers again when something went wrong."""

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [HTML, PUBLIC])
        start_response("500 Oh", [HTML], (None, None, None))
        return [b"sorry"]

    assert Site(app).ask() == ("500 Oh", dict([HTML]), b"sorry")


def test_many_at_once_each_get_their_own_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagecache, "MOST_BYTES", 12_000)

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [HTML, PUBLIC])
        return [environ["PATH_INFO"].encode() * 100]

    site, wrong = Site(app), []

    def read(start: int) -> None:
        for number in range(300):
            path = f"/{(start + number) % 17}"
            if site.ask(path)[2] != path.encode() * 100:
                wrong.append(path)

    threads = [threading.Thread(target=read, args=(number * 5,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    weights = sum(pagecache._weight(*each) for each in site.cache._pages.items())
    assert (wrong, site.cache._bytes) == ([], weights)
