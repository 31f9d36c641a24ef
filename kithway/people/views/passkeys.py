from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kithway.people import actions
from kithway.people.access import signed_in_just_now, the_session
from kithway.people.entering import onward
from kithway.people.forms import PasskeyForm
from kithway.people.models import Person
from kithway.people.passkeys import Refused, Site, add_passkey, options_to_add
from kithway.people.sessions import give_cookie, renew_session
from kithway.people.tickets import Stale


@signed_in_just_now
def passkeys(request: HttpRequest, by: Person) -> HttpResponse:
    """The person's passkeys; one can be added, or taken off."""
    site, refused = Site.of(request), False
    if request.POST.get("remove"):
        return _remove(request, by)
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent, name = request.POST.get("credential", ""), form.cleaned_data["name"]
        try:
            add_passkey(site=site, person=by, sent=sent, name=name, by=by)
            return _added(request, by)
        except (Refused, Stale):
            refused = True
    context = {
        "passkeys": by.passkeys.order_by("made_at", "pk"),
        "fields": form,
        "options": options_to_add(site, by),
        "next": onward(request),
        "refused": refused,
    }
    return render(request, "people/passkeys.html", context)


def _added(request: HttpRequest, by: Person) -> HttpResponse:
    response, session = HttpResponseRedirect(onward(request)), the_session(request)
    give_cookie(response, session, renew_session(session, strong=True))
    actions.changed(person=by, here=session, by=by)
    return response


def _remove(request: HttpRequest, by: Person) -> HttpResponse:
    for passkey in by.passkeys.all():
        if str(passkey.pk) == request.POST["remove"]:
            actions.remove_passkey(passkey=passkey, by=by)
            actions.changed(person=by, here=the_session(request), by=by)
    return HttpResponseRedirect(request.path)
