"""The way in: what a person goes through from a proof of who they are to a page of theirs."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kithway.people.busy import busy_page
from kithway.people.devices import device_of
from kithway.people.forms import CodeForm
from kithway.people.models import CodeApp, Person, Session
from kithway.people.sessions import give_cookie, open_session, session_of
from kithway.people.slot import Busy
from kithway.people.tickets import new_ticket

SECOND = "second-factor"


def onward(request: HttpRequest) -> str:
    """Where somebody was going: a path of this site, and of no other."""
    path = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours and path.startswith("/") else reverse("mine")


def enter(request: HttpRequest, person: Person, *, shared: bool, to: str) -> HttpResponse:
    """With a password proved: in, or first the code of the person's app."""
    if CodeApp.objects.filter(person=person).exists():
        ticket = new_ticket(SECOND, person=str(person.pk), shared=shared, to=to)
        # In the page and not in its address, which stays in the history.
        context = {"form": CodeForm(), "has_app": True, "ticket": ticket}
        return render(request, "people/second_factor.html", context)
    return let_in(request, person, shared=shared, to=to)


def let_in(
    request: HttpRequest, person: Person, *, shared: bool, to: str, strong: bool = False
) -> HttpResponse:
    """A new session, whatever cookie there was; an old one of this browser ends."""
    session, token = begin(request, person, shared=shared, strong=strong)
    response = HttpResponseRedirect(to)
    give_cookie(response, session, token)
    return response


def let_in_with_code(
    request: HttpRequest, person: Person, code: str, *, shared: bool, to: str
) -> HttpResponse:
    """The same, to the one page that shows a new recovery code."""
    session, token = begin(request, person, shared=shared)
    # After the form's token was changed, which the page has in it.
    context = {"recovery_code": code, "person": person, "next": to, "saves": not session.shared}
    response = render(request, "people/recovery_code.html", context)
    give_cookie(response, session, token)
    return response


def begin(
    request: HttpRequest, person: Person, *, shared: bool, strong: bool = False
) -> tuple[Session, str]:
    old = session_of(request)
    if old is not None:
        old.delete()
        shared = shared or old.shared
    device = device_of(request.headers.get("User-Agent", ""))
    # A form that somebody else left open in this browser sends nothing in this person's name.
    rotate_token(request)
    return open_session(person=person, device=device, shared=shared, strong=strong)


def too_often(form: Form) -> None:
    form.add_error(None, _("There were many tries. Wait ten minutes, then try again."))


def show(
    request: HttpRequest, template: str, context: dict[str, Any], busy: Busy | None = None
) -> HttpResponse:
    """A page with a form; where the machine is busy, the same page says so, and when to come."""
    if busy is None:
        return render(request, template, context)
    return busy_page(request, template, context, busy)
