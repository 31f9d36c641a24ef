from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kithway.people import actions
from kithway.people.access import signed_in_just_now, the_session
from kithway.people.entering import show
from kithway.people.forms import MailForm, MailRecoveryForm, NewPasswordForm
from kithway.people.models import Person
from kithway.people.proving import Wrong
from kithway.people.sessions import end_sessions
from kithway.people.slot import Busy
from kithway.people.telling import can_mail
from kithway.ui.access import anyone_asks, private_link


@signed_in_just_now
def mail(request: HttpRequest, by: Person) -> HttpResponse:
    """An address to get back in by: added, changed, or taken out."""
    form = MailForm(request.POST or None)
    if request.POST.get("remove"):
        actions.remove_mail(person=by, by=by)
        return HttpResponseRedirect(request.path)
    if request.method == "POST" and form.is_valid() and can_mail():
        actions.set_mail(person=by, mail=form.cleaned_data["mail"], by=by)
        end_sessions(by, but=the_session(request))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "mail": actions.mail_of(by), "person": by, "can_mail": can_mail()}
    return render(request, "people/mail.html", context)


@private_link
def confirm_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link that went to a new address. It is confirmed by a button: scanners open links."""
    confirmed = False
    if request.method == "POST":
        try:
            actions.confirm_mail(token=token, by=None)
            confirmed = True
        except Wrong:
            raise Http404 from None
    return render(request, "people/confirm_mail.html", {"confirmed": confirmed})


@anyone_asks
def recover_by_mail(request: HttpRequest) -> HttpResponse:
    """Asks for the slow way. The answer is the same, whatever is known of who asks."""
    form, busy = MailRecoveryForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_by_mail(by=None, **form.cleaned_data)
            return render(request, "people/recover_asked.html", {})
        except Busy as now:
            busy = now
    context = {"form": form, "can_mail": can_mail()}
    return show(request, "people/recover_mail.html", context, busy)


@private_link
def recover_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the mail leads to: for seven days it says when; then it asks for a new password."""
    recovery = actions.waiting_recovery(token)
    if recovery is None:
        raise Http404
    if request.POST.get("refuse"):
        actions.refuse_recovery(person=recovery.person, by=None)
        return render(request, "people/refuse.html", {})
    ripe = recovery.opens_at <= timezone.now()
    form, busy = NewPasswordForm(request.POST or None), None
    if request.method == "POST" and ripe and form.is_valid():
        try:
            given = form.cleaned_data["password"]
            person, code = actions.recover_by_mail(recovery=recovery, password=given, by=None)
            return _recovered(request, person, code)
        except Wrong:
            raise Http404 from None
        except Busy as now:
            busy = now
    context = {"form": form, "ripe": ripe, "opens_at": recovery.opens_at}
    return show(request, "people/recover_link.html", context, busy)


def _recovered(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """The new code, where there is one. A link signs nobody in: with one of its own, another site
    could have somebody's browser write into an account that is not theirs."""
    page = "people/recovery_code.html" if code else "people/recovered.html"
    context = {"recovery_code": code, "person": person, "next": reverse("sign-in")}
    return render(request, page, context)
