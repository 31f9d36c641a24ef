from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.actions import choose_records, set_confirm_within
from kithway.gatherings.actions.fading import MOST_DAYS, days_wanted
from kithway.gatherings.holding_forms import RecordsForm
from kithway.people.models import Person
from kithway.ui.forms import in_place_of_all


class FadingForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days without a sign of life until a gathering fades"),
        help_text=_(
            "A sign of life: a gathering is put on the list, its list says something new of it, "
            "somebody confirms or changes a date, or a confirmed date has passed. 0 for never."
        ),
        min_value=0,
        max_value=MOST_DAYS,
        error_messages=in_place_of_all(lazy(days_wanted, str)()),
    )


@in_room
def room_settings(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """How long a gathering is shown as usual though nobody says that it lives; what is written
    down of who came."""
    records = request.POST.get("say") == "records"
    sent = request.POST or None
    form = FadingForm(None if records else sent, initial={"days": community.confirm_within_days})
    now = {"attendance": community.attendance, "letters": community.letters}
    record_form = RecordsForm(sent if records else None, initial=now)
    if record_form.is_bound and record_form.is_valid():
        choose_records(community=community, by=by, **record_form.cleaned_data)
        return HttpResponseRedirect(request.path)
    if form.is_bound and form.is_valid():
        set_confirm_within(community=community, days=form.cleaned_data["days"], by=by)
        return HttpResponseRedirect(request.path)
    context = {"community": community, "form": form, "record_form": record_form}
    return render(request, "gatherings/room_settings.html", context)
