from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kithway.front.help_lines import read_help
from kithway.ui.access import anyone


@anyone
def help_now(request: HttpRequest) -> HttpResponse:
    return render(request, "front/help_now.html", {"help": read_help()})
