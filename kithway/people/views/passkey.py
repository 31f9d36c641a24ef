from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.people.entering import let_in, onward
from kithway.people.forms import SharedForm
from kithway.people.passkeys import Refused, Site, options_to_sign_in, owner_of
from kithway.people.tickets import Stale
from kithway.ui.access import anyone_asks


@anyone_asks
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """In by a passkey alone, which counts as two factors: one has it, and it checks who holds it.

    Also for who is signed in, and is asked for a second factor or who they are once more.
    """
    refused, site = False, Site.of(request)
    if request.method == "POST":
        try:
            person = owner_of(site, request.POST.get("credential", ""))
            shared = bool(request.POST.get("shared"))
            return let_in(request, person, shared=shared, to=onward(request), strong=True)
        except (Refused, Stale):
            refused = True
    fields = SharedForm()
    context = {
        "fields": fields,
        "options": options_to_sign_in(site),
        "next": onward(request),
        "refused": refused,
    }
    return render(request, "people/passkey.html", context)
