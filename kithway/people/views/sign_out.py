from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kithway.people.sessions import session_of, take_cookie
from kithway.ui.access import anyone_asks


@anyone_asks
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser; its row is gone. `leave`: and away from this site."""
    response: HttpResponse = HttpResponseRedirect(reverse("home"))
    if request.method != "POST":
        return response
    session = session_of(request)
    if session is not None:
        session.delete()
    if request.POST.get("leave"):
        # A browser lets no form lead to another site by a redirect.
        response = HttpResponse(headers={"Refresh": f"0;url={settings.LEAVE_TO}"})
        response["Referrer-Policy"] = "no-referrer"
    response["Clear-Site-Data"] = '"cache", "storage"' if "leave" in request.POST else '"cache"'
    take_cookie(response)
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    return response
