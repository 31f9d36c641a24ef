import base64
import io
from textwrap import wrap

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from kithway.people import actions
from kithway.people.access import signed_in_just_now, the_session
from kithway.people.entering import onward
from kithway.people.forms import CodeForm
from kithway.people.models import CodeApp, Person
from kithway.people.pending import pending_secrets
from kithway.people.proving import Wrong, uri_of
from kithway.people.sessions import give_cookie, renew_session


@signed_in_just_now
def code_app(request: HttpRequest, by: Person) -> HttpResponse:
    """Set up an app that shows codes; or do without, or have other backup codes."""
    if CodeApp.objects.filter(person=by).exists():
        return _have_one(request, by)
    form = CodeForm(request.POST or None)
    secrets = pending_secrets(the_session(request))
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.set_up_app(
                person=by, secrets=secrets, typed=form.cleaned_data["code"], by=by
            )
            return _backup_codes(request, by, codes, strong=True)
        except Wrong:
            form.add_error("code", _("This code does not fit, or was used. Try the next one."))
    uri = uri_of(secrets[0], by.name)
    context = {
        "form": form,
        "picture": _picture(uri),
        "uri": uri,
        "letters": " ".join(wrap(base64.b32encode(secrets[0]).decode(), 4)),
        "next": onward(request),
    }
    return render(request, "people/code_app.html", context)


def _have_one(request: HttpRequest, by: Person) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/code_app_set.html", {})
    if request.POST.get("do") == "renew":
        return _backup_codes(request, by, actions.renew_backup_codes(person=by, by=by))
    if request.POST.get("do") == "remove":
        actions.remove_app(person=by, by=by)
        actions.changed(person=by, here=the_session(request), by=by)
    return HttpResponseRedirect(request.path)


def _backup_codes(
    request: HttpRequest, by: Person, codes: list[str], *, strong: bool = False
) -> HttpResponse:
    """The one page that shows them; with another token, since what the session may do is more."""
    session = the_session(request)
    context = {"codes": codes, "next": onward(request), "saves": not session.shared}
    response = render(request, "people/backup_codes.html", context)
    give_cookie(response, session, renew_session(session, strong=strong))
    actions.changed(person=by, here=session, by=by)
    return response


def _picture(uri: str) -> str:
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(drawn, kind="svg", scale=4, border=3, light="#fff")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()
