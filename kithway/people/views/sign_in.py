from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kithway.people import proving
from kithway.people.entering import enter, onward, show, too_often
from kithway.people.forms import SignInForm
from kithway.people.limits import TooOften
from kithway.people.slot import Busy
from kithway.ui.access import anyone_asks

PAGE = "people/sign_in.html"


@anyone_asks
def sign_in(request: HttpRequest) -> HttpResponse:
    """By name and password. What is wrong of the two is not said."""
    form, busy = SignInForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = proving.by_password(name=given["name"], password=given["password"])
            return enter(request, person, shared=given["shared"], to=onward(request))
        except proving.Wrong:
            form.add_error(None, _("The name and the password do not go together. Try again."))
        except TooOften:
            too_often(form)
        except Busy as now:
            busy = now
    return show(request, PAGE, {"form": form, "next": onward(request)}, busy)
