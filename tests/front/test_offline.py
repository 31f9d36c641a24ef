"""What a phone keeps for when there is no connection: listed public addresses, and no others."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from PIL import Image

pytestmark = pytest.mark.django_db


def kept(client: Client) -> dict:
    source = client.get("/sw.js").content.decode()
    return json.loads(re.findall(r"^self\.KITHWAY = (.*);$", source, re.MULTILINE)[0])


def test_the_worker_is_never_old(client: Client) -> None:
    response = client.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in response.headers
    assert response.content.decode().splitlines()[1:] == ['importScripts("/static/ui/worker.js");']


def test_it_keeps_the_shell_and_help_now_and_nothing_else(client: Client) -> None:
    assert kept(client)["shell"] == [
        *("/static/ui/kithway.css", "/static/ui/leave.js"),
        *("/static/ui/offline.js", "/static/ui/favicon.svg"),
    ]
    assert kept(client)["pages"] == {
        "en": {"help": "/help-now/", "offline": "/offline/"},
        "es": {"help": "/es/help-now/", "offline": "/es/offline/"},
        "fr": {"help": "/fr/help-now/", "offline": "/fr/offline/"},
        "zh-hans": {"help": "/zh-hans/help-now/", "offline": "/zh-hans/offline/"},
    }


def test_all_that_is_kept_is_for_anyone(client: Client) -> None:
    for pages in kept(client)["pages"].values():
        for path in pages.values():
            response = client.get(path)
            assert response.headers["Cache-Control"] == "public, max-age=60"
            assert "csrfmiddlewaretoken" not in response.content.decode()


def test_pages_need_only_the_shell(client: Client) -> None:
    """Help now and the page for no connection would come without their look otherwise."""
    shell = set(kept(client)["shell"])
    for path in ("/help-now/", "/offline/"):
        html = client.get(path).content.decode()
        wanted = set(re.findall(r'(?:rel="(?:stylesheet|icon)"[^>]*href|src)="([^"]+)"', html))
        assert wanted - shell == set()


def test_a_new_deploy_replaces_the_worker(client: Client) -> None:
    before = kept(client)["version"]
    with override_settings(LANGUAGES=[("en", "English")]):
        assert kept(client)["version"] != before
    assert kept(client)["version"] == before


def test_a_page_without_a_connection_has_the_lines(client: Client) -> None:
    html = client.get("/offline/").content.decode()
    assert [name in html for name in ('href="tel:988"', 'href="tel:911"')] == [True, True]
    assert client.get("/offline/").headers["X-Robots-Tag"] == "noindex"


def test_the_first_screen_of_a_phone_says_nothing_of_why(client: Client) -> None:
    response = client.get("/es/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    said = response.json()
    assert [said[key] for key in ("name", "short_name", "start_url", "scope", "display")] == [
        *("Kithway", "Kithway", "/es/", "/", "browser"),
    ]
    assert (said["lang"], said["dir"]) == ("es", "ltr")
    for icon in said["icons"]:
        with Image.open(Path(finders.find(icon["src"].removeprefix("/static/")))) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]
