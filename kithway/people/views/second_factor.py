from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.people.access import signed_in
from kithway.people.models import Person


@signed_in
def second_factor(request: HttpRequest, by: Person) -> HttpResponse:
    """Thin; it grows."""
    return render(request, "people/second_factor.html")
