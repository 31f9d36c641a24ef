import pytest
from django.test import Client, override_settings


@pytest.mark.django_db
@override_settings(LEAVE_TO="https://example.org/weather")
def test_leaving_without_javascript_clears_and_goes(client: Client) -> None:
    response = client.get("/leave/")
    assert (response.status_code, response["Location"]) == (302, "https://example.org/weather")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert dict(response.cookies) == {}


@pytest.mark.django_db
@override_settings(LEAVE_TO="https://example.org/weather")
@pytest.mark.parametrize("path", ["/", "/help-now/", "/leaving/", "/privacy/", "/nowhere/"])
def test_every_page_has_the_button(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert html.count('class="leave" id="leave" href="/leave/"') == 1
    assert html.count('data-to="https://example.org/weather"') == 1


@pytest.mark.django_db
def test_the_page_says_that_history_remains(client: Client) -> None:
    html = client.get("/leaving/").content.decode()
    assert html.count("The browser’s history remains.") == 1
