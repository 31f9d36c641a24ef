"""Each error page has the look, Help now and a way on."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from kithway.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from kithway.front.views import bad_request, broken

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def breaking(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [
    *urlpatterns,
    path("forbidden", forbidden),
    path("suspicious", suspicious),
    path("breaking", breaking),
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/suspicious", 400, "We could not read that"),
        ("/forbidden", 403, "This page did not open for you"),
        ("/nowhere/", 404, "There is nothing at this address"),
        ("/breaking", 500, "Something broke on our side"),
    ],
)
def test_an_error_says_what_to_do(address: str, status: int, heading: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    html = response.content.decode()
    assert (response.status_code, html.count(f"<h1>{heading}</h1>")) == (status, 1)
    assert html.count('<li><a href="/help-now/">') == 1
    assert html.count('<link rel="stylesheet"') == 1


# These two have no database to ask: pytest refuses any query here.
def test_the_broken_page_needs_no_database(rf: RequestFactory) -> None:
    assert broken(rf.get("/")).status_code == 500


def test_a_bad_host_gets_an_answer_without_the_database(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"host": "nowhere.example"})
    assert bad_request(request, SuspiciousOperation()).status_code == 400


@pytest.mark.django_db
def test_a_form_that_is_too_old_gets_our_page() -> None:
    client = Client(enforce_csrf_checks=True)
    with override_settings(ROOT_URLCONF=__name__):
        response = client.post("/forbidden")
    assert response.status_code == 403
    assert response.content.decode().count("<h1>This page did not open for you</h1>") == 1
