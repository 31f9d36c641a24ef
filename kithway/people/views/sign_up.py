from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from kithway.people import actions
from kithway.people.entering import onward, show
from kithway.people.forms import SignUpForm
from kithway.people.slot import Busy
from kithway.ui.access import anyone_asks


@anyone_asks
def sign_up(request: HttpRequest) -> HttpResponse:
    """A name and a password; then the recovery code, shown this once."""
    form, busy = SignUpForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person, code = actions.sign_up(
                name=given["name"],
                password=given["password"],
                language=get_language() or "",
                by=None,
            )
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except Busy as now:
            busy = now
        else:
            shared, to = given["shared"], onward(request)
            return let_in_with_code(request, person, code, shared=shared, to=to)
    return show(request, "people/sign_up.html", {"form": form, "next": onward(request)}, busy)
