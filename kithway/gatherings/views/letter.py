"""A letter that somebody makes for themselves, and the page that says whether one is true."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import sanitize_separators
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kithway.community.models import Community
from kithway.gatherings.actions.letters import (
    Came,
    ask_for_letter,
    came_of_guest,
    came_of_person,
    hours,
    is_true,
    make_letter,
)
from kithway.gatherings.models import Booking
from kithway.gatherings.models.booking import BookingQuerySet
from kithway.gatherings.wording import dated
from kithway.people.access import signed_in
from kithway.people.limits import TooOften
from kithway.people.models import Person
from kithway.ui.access import anyone_asks, private_link
from kithway.ui.forms import CHOOSE, SHORTER, in_place_of_all


class LetterForm(forms.Form):
    use_required_attribute = False
    community = forms.ChoiceField(label=_("A letter from which community?"), error_messages=CHOOSE)
    name = forms.CharField(
        label=_("The name it should bear"),
        help_text=_("You can leave this empty and write it by hand. We keep it nowhere."),
        max_length=120,
        required=False,
        error_messages=SHORTER,
    )

    def __init__(self, communities: list[Community], data: Any = None) -> None:
        super().__init__(data)
        names = [(one.slug, one.name) for one in communities]
        self.fields["community"].choices = names  # type: ignore[attr-defined]
        if len(names) == 1:
            self.fields["community"].widget = forms.HiddenInput()
            self.fields["community"].initial = names[0][0]


@private_link
def letter_guest(request: HttpRequest, token: str) -> HttpResponse:
    """A guest makes it by their private link."""
    booking = Booking.objects.opened_by(token)
    if booking is None or booking.person_id:
        raise Http404
    return _letter(request, came_of_guest(booking), Booking.objects.filter(pk=booking.pk))


@signed_in
def letter_mine(request: HttpRequest, by: Person) -> HttpResponse:
    """A person makes it of all that they came to, a community at a time."""
    return _letter(request, came_of_person(by), Booking.objects.of(by), by)


def _letter(
    request: HttpRequest, came: list[Came], bookings: BookingQuerySet, by: Person | None = None
) -> HttpResponse:
    """Of what is written down that they came to; else they ask for it to be."""
    if request.POST.get("say") == "want":
        ask_for_letter(bookings)
        return HttpResponseRedirect(request.path)
    standing = bookings.filter(cancelled_at=None, forgotten_at=None)
    asked = standing.select_related("gathering__community")
    theirs = {one.community.slug: one.community for one in came}
    open_ = [community for community in theirs.values() if community.letters]
    form = LetterForm(open_, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _made(request, form.cleaned_data, theirs, came, by)
    all_ = [*theirs.values(), *(one.gathering.community for one in asked)]
    closed = [one for one in all_ if not one.letters]
    context = {
        "form": form,
        "came": [(dated(one.day), one.gathering) for one in came if one.community.letters],
        "closed": list(dict.fromkeys(closed)),
        "signed_in": by is not None,
        "can_ask": [one for one in asked if one.gathering.community.letters and not one.letter],
        "wanted": any(one.letter for one in asked),
    }
    return render(request, "gatherings/letter_ask.html", context)


def _made(
    request: HttpRequest,
    said: dict[str, Any],
    communities: dict[str, Community],
    came: list[Came],
    by: Person | None,
) -> HttpResponse:
    """The letter itself, shown this once: its code and name stand nowhere else."""
    community = communities[said["community"]]
    theirs = [one for one in came if one.community == community]
    context = {
        "community": community,
        "name": said["name"],
        "days": [dated(one.day) for one in theirs],
        "hours": hours(theirs),
        "bears": make_letter(community=community, came=theirs, by=by),
        "verify": settings.SITE_URL + reverse("verify"),
        "today": dated(timezone.now().astimezone(community.zone).date()),
    }
    return render(request, "gatherings/letter.html", context)


class Hours(forms.DecimalField):
    """4.5 and 4,5: as the letter has it, in whatever language it was made."""

    def to_python(self, value: Any) -> Any:
        text = sanitize_separators(value)
        return super().to_python(str(text or "").strip().replace(",", "."))


class VerifyForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("The code on the letter"),
        max_length=60,
        error_messages={"required": _("Write the code that stands on the letter."), **SHORTER},
    )
    hours = Hours(
        label=_("How many hours the letter says"),
        min_value=0,
        max_digits=7,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            **in_place_of_all(_("Write the hours as the letter has them, like 4.5.")),
            **dict.fromkeys(
                ("max_digits", "max_decimal_places", "max_whole_digits"),
                _("Write the hours as the letter has them, like 4.5."),
            ),
        },
    )


# No CSRF token, which would need a cookie on a public page: it changes nothing, and tells whoever
# asks only what they could ask themselves.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@anyone_asks
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a letter with this code and so many hours was made here: yes or no, and no more."""
    form = VerifyForm(request.POST or None)
    answer, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            true = is_true(form.cleaned_data["code"], form.cleaned_data["hours"])
            answer = "yes" if true else "no"
        except TooOften:
            answer, status = "later", 429
    context = {"form": form, "answer": answer}
    return render(request, "gatherings/verify.html", context, status=status)
