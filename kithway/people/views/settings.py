from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from kithway.people.access import signed_in, the_session
from kithway.people.actions import refuse_recovery
from kithway.people.models import CodeApp, Person
from kithway.people.sessions import end_sessions


@signed_in
def settings(request: HttpRequest, by: Person) -> HttpResponse:
    """What opens the account, and where it is open."""
    context = {
        "person": by,
        "passkeys": by.passkeys.count(),
        "has_app": CodeApp.objects.filter(person=by).exists(),
        "devices": by.sessions.count(),
    }
    return render(request, "people/settings.html", context)


@signed_in
def devices(request: HttpRequest, by: Person) -> HttpResponse:
    """Where one is signed in; any of them is ended by a tap."""
    here = the_session(request)
    if request.method == "POST":
        ended = request.POST.get("end", "")
        if ended == "others":
            end_sessions(by, but=here)
        else:
            others = by.sessions.exclude(pk=here.pk)
            for session in [one for one in others if str(one.pk) == ended]:
                session.delete()
        return HttpResponseRedirect(request.path)
    context = {"here": here, "devices": by.sessions.order_by("-seen_at", "pk")}
    return render(request, "people/devices.html", context)


@signed_in
def refuse(request: HttpRequest, by: Person) -> HttpResponse:
    """Somebody asked to get in by the person's mail: 'This was not me', by one tap."""
    if request.method == "POST":
        refuse_recovery(person=by, by=by)
        return HttpResponseRedirect(request.path)
    return render(request, "people/refuse.html", {"waiting": by.recoveries.waiting(timezone.now())})
