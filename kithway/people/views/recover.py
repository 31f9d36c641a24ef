from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kithway.people import actions
from kithway.people.entering import SECOND, let_in_with_code, show, too_often
from kithway.people.forms import CodeForm, RecoverForm
from kithway.people.limits import TooOften
from kithway.people.models import CodeApp, Person
from kithway.people.proving import Wrong
from kithway.people.slot import Busy
from kithway.people.tickets import new_ticket
from kithway.ui.access import anyone_asks


@anyone_asks
def recover(request: HttpRequest) -> HttpResponse:
    """Back in by the code on paper: it opens this once, and another takes its place."""
    form, busy = RecoverForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        shared = given.pop("shared")
        try:
            person, code = actions.recover_by_code(by=None, **given)
            return _recovered(request, person, code, shared=shared)
        except Wrong:
            form.add_error(None, _("The name and the code do not go together. Try again."))
        except TooOften:
            too_often(form)
        except Busy as now:
            busy = now
    return show(request, "people/recover.html", {"form": form}, busy)


def _recovered(request: HttpRequest, person: Person, code: str, *, shared: bool) -> HttpResponse:
    """The new code; signed in, or asked for the second factor that is kept."""
    to = reverse("mine")
    if not CodeApp.objects.filter(person=person).exists():
        return let_in_with_code(request, person, code, shared=shared, to=to)
    # The code goes along in the page: after a mistyped one of the app it is shown again.
    ticket = new_ticket(SECOND, person=str(person.pk), shared=shared, to=to, recovery=code)
    context = {"recovery_code": code, "person": person, "form": CodeForm(), "ticket": ticket}
    return render(request, "people/recovery_code.html", context)
