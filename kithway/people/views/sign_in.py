from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kithway.people.models import Person
from kithway.people.sessions import give_cookie, open_session
from kithway.ui.access import anyone_asks


@anyone_asks
def sign_in(request: HttpRequest) -> HttpResponse:
    """Thin, from URL to row; it grows."""
    person = Person.objects.named(request.POST.get("name", ""))
    if person and check_password(request.POST.get("password", ""), person.password):
        session, token = open_session(person=person)
        response = HttpResponseRedirect("/")
        give_cookie(response, session, token)
        return response
    return render(request, "people/sign_in.html")
