from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from kithway.people import proving
from kithway.people.access import signed_in, the_session
from kithway.people.entering import onward, show, too_often
from kithway.people.forms import PasswordForm
from kithway.people.limits import TooOften
from kithway.people.models import Person
from kithway.people.sessions import give_cookie, renew_session
from kithway.people.slot import Busy


@signed_in
def sign_in_again(request: HttpRequest, by: Person) -> HttpResponse:
    """Who changes what opens the account shows again that it is theirs."""
    form, busy = PasswordForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            proving.by_password(name=by.name, password=form.cleaned_data["password"])
            response = HttpResponseRedirect(onward(request))
            session = the_session(request)
            give_cookie(response, session, renew_session(session))
            return response
        except proving.Wrong:
            form.add_error("password", _("This is not your password. Try again."))
        except TooOften:
            too_often(form)
        except Busy as now:
            busy = now
    return show(request, "people/again.html", {"form": form, "next": onward(request)}, busy)
