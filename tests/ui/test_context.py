"""What the shell tells every page."""

import re

import pytest
from django.test import Client, RequestFactory, override_settings
from pytest_django import DjangoAssertNumQueries

from kithway.community.models import Community
from kithway.ui import site
from kithway.ui.context import Shell

TWO = override_settings(LANGUAGES=[("en", "English"), ("es", "Español")])


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    site.forget()


def community(**given: object) -> Community:
    slug = str(given.get("slug", "three-rivers"))
    return Community.objects.create(
        **{"slug": slug, "name": "Three Rivers", "timezone": "UTC"} | given
    )


@pytest.mark.django_db
def test_an_ordinary_page_asks_the_database_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get("/privacy/")
    with django_assert_num_queries(0):
        client.get("/privacy/")
        client.get("/leaving/")


@pytest.mark.django_db
def test_a_demo_says_so_on_every_page(client: Client) -> None:
    community(demo_since="2026-11-01T00:00Z")
    for path in ("/", "/help-now/", "/leaving/", "/privacy/", "/nowhere/"):
        assert client.get(path).content.decode().count("This is a demo: an invented region.") == 1


@pytest.mark.django_db
def test_a_real_community_is_no_demo(client: Client) -> None:
    community()
    assert "demo" not in client.get("/").content.decode()


def test_the_canonical_address_leaves_the_query_out(rf: RequestFactory) -> None:
    shell = Shell(rf.get("/gatherings/?near=01040"))
    assert shell.canonical == "http://testserver/gatherings/"


def test_one_language_needs_no_switch(rf: RequestFactory) -> None:
    with override_settings(LANGUAGES=[("en", "English")]):
        assert Shell(rf.get("/privacy/")).languages == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/community-room/none/"])
def test_what_is_not_for_everyone_names_no_address(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert re.findall(r'rel="(?:canonical|alternate)"', html) == []


@TWO
def test_a_page_stands_at_a_path_in_each_language(rf: RequestFactory) -> None:
    languages = Shell(rf.get("/gatherings/?near=01040&kind=creative")).languages
    assert [tuple(language) for language in languages] == [
        (
            *("en", "English", "/gatherings/?near=01040&kind=creative"),
            *("http://testserver/gatherings/", True),
        ),
        (
            *("es", "Español", "/es/gatherings/?near=01040&kind=creative"),
            *("http://testserver/es/gatherings/", False),
        ),
    ]


@TWO
@pytest.mark.django_db
def test_the_language_is_in_the_path(client: Client) -> None:
    bare, spanish = (client.get(path).content.decode() for path in ("/privacy/", "/es/privacy/"))
    assert re.findall(r'<html lang="(\w+)" dir="(\w+)"', bare + spanish) == [
        ("en", "ltr"),
        ("es", "ltr"),
    ]
    assert re.findall(r'<a href="([^"]*)" lang="(\w+)"', spanish) == [
        ("/privacy/", "en"),
        ("/es/privacy/", "es"),
    ]
    assert re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]*)"', spanish) == [
        ("en", "http://testserver/privacy/"),
        ("es", "http://testserver/es/privacy/"),
    ]


@pytest.mark.django_db
def test_nothing_but_the_path_decides_on_the_language(client: Client) -> None:
    """Any cache may keep a page for everybody, so no browser's or person's wish may change it."""
    client.cookies["django_language"] = "fr"
    for path, language in (("/help-now/", "en"), ("/zh-hans/help-now/", "zh-hans")):
        response = client.get(path, headers={"accept-language": "fr"})
        assert response.headers["Content-Language"] == language
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert f'<html lang="{language}"' in response.content.decode()
        assert "Set-Cookie" not in response.headers


@override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")])
@pytest.mark.django_db
def test_a_right_to_left_language_turns_the_page(client: Client) -> None:
    html = client.get("/ar/privacy/").content.decode()
    assert re.findall(r'<html lang="(\w+)" dir="(\w+)"', html) == [("ar", "rtl")]
