from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kithway.people import proving
from kithway.people.entering import SECOND, let_in, onward, too_often
from kithway.people.forms import CodeForm
from kithway.people.limits import TooOften
from kithway.people.models import CodeApp, Person
from kithway.people.sessions import session_of
from kithway.people.tickets import Stale, read_ticket, take_once
from kithway.ui.access import anyone_asks

PAGE, WITH_CODE = "people/second_factor.html", "people/recovery_code.html"


@dataclass(frozen=True)
class Asked:
    """Who is asked for the second factor: on the way in with a ticket, or signed in without one."""

    person: Person
    shared: bool
    to: str
    ticket: str = ""
    # A recovery code that was made on the way, and is not written down yet.
    recovery: str = ""


@anyone_asks
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for it, or leads to set one up."""
    asked = _asked(request)
    if asked is None:
        return HttpResponseRedirect(reverse("sign-in"))
    has_app = CodeApp.objects.filter(person=asked.person).exists()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proving.by_code(person=asked.person, typed=form.cleaned_data["code"])
            if asked.ticket:
                take_once(SECOND, asked.ticket)
            return let_in(request, asked.person, shared=asked.shared, to=asked.to, strong=True)
        except (proving.Wrong, Stale):
            form.add_error("code", _("This code does not fit, or was used. Try the next one."))
        except TooOften:
            too_often(form)
    context = {
        "form": form,
        "has_app": has_app,
        "has_passkey": asked.person.passkeys.exists(),
        "ticket": asked.ticket,
        "next": asked.to,
        "recovery_code": asked.recovery,
        "person": asked.person,
    }
    return render(request, WITH_CODE if asked.recovery else PAGE, context)


def _asked(request: HttpRequest) -> Asked | None:
    ticket = request.POST.get("ticket", "")
    if not ticket:
        session = session_of(request)
        return Asked(session.person, session.shared, onward(request)) if session else None
    try:
        said = read_ticket(SECOND, ticket)
    except Stale:
        return None
    person = Person.objects.filter(pk=said["person"]).first()
    if person is None:
        return None
    return Asked(person, said["shared"], said["to"], ticket, said.get("recovery", ""))
