import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kithway.people import actions
from kithway.people.access import signed_in, signed_in_just_now, the_session
from kithway.people.entering import show
from kithway.people.forms import NewPasswordForm
from kithway.people.models import Person
from kithway.people.sessions import give_cookie, renew_session
from kithway.people.slot import Busy

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){1,8}")


@signed_in_just_now
def password(request: HttpRequest, by: Person) -> HttpResponse:
    """Another password; one is then signed in here alone."""
    form, busy = NewPasswordForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        session = the_session(request)
        try:
            actions.set_password(
                person=by, password=form.cleaned_data["password"], but=session, by=by
            )
            response = HttpResponseRedirect(reverse("settings"))
            give_cookie(response, session, renew_session(session))
            return response
        except Busy as now:
            busy = now
    return show(request, "people/password.html", {"form": form}, busy)


@signed_in_just_now
def recovery_code(request: HttpRequest, by: Person) -> HttpResponse:
    """Another recovery code; the one on the old paper opens nothing more."""
    if request.method != "POST":
        return render(request, "people/recovery_code_new.html", {})
    code = actions.renew_recovery_code(person=by, by=by)
    saves = not the_session(request).shared
    context = {"recovery_code": code, "person": by, "next": reverse("settings"), "saves": saves}
    return render(request, "people/recovery_code.html", context)


@signed_in
def code_file(request: HttpRequest, by: Person) -> HttpResponse:
    """The codes that a page shows, as a text file. The page sends them; they are kept nowhere, and
    so not on a device that others use too."""
    codes = CODE.findall(request.POST.get("codes", ""))
    if not codes or the_session(request).shared:
        raise Http404
    lines = [by.name, *codes, ""]
    headers = {"Content-Disposition": 'attachment; filename="kithway.txt"'}
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers=headers)
