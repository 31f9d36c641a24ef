from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.community.models import Community
from kithway.ui.access import anyone


@anyone
def communities(request: HttpRequest) -> HttpResponse:
    """All the communities of this installation."""
    found = Community.objects.select_related("network").order_by("name")
    return render(request, "gatherings/communities.html", {"communities": found})
