"""One tap on how a date was: from its public page, from a guest's link, from a person's own."""

import secrets
from typing import Any

from django import forms
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kithway.gatherings.actions.how_was_it import (
    ASKED_FOR,
    LONGEST,
    answer,
    answer_for_seat,
    is_asked,
    leave_comment,
    month_of,
)
from kithway.gatherings.date_code import date_code, read_date_code
from kithway.gatherings.models import Booking, Gathering, HowWasIt, Occurrence, Seat
from kithway.gatherings.views.saying import saying
from kithway.gatherings.views.told import find_gathering, told_date
from kithway.people.access import signed_in
from kithway.people.models import Person
from kithway.ui.access import anyone_asks, private_link
from kithway.ui.forms import SHORTER

SALT = "how-was-it"


class CommentForm(forms.Form):
    use_required_attribute = False
    words = forms.CharField(
        label=_("Something you want to say"),
        help_text=_(
            "You can leave this empty. The coordinators read it, without a name: leave out what "
            "could tell who you or others are."
        ),
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        error_messages=SHORTER,
    )
    may_show = forms.BooleanField(label=_("They may show it to others"), required=False)


# No CSRF token, which would need a cookie on a public page: the form bears a token of its own, that
# counts once, and whoever forged one would add a tap to a sum.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@anyone_asks
def how_was_it(request: HttpRequest, slug: str, date: str) -> HttpResponse:
    """For three days after its end anyone can say how a date was, once a form."""
    gathering, row = _date(slug, date)
    of = f"{slug} {row.recurrence_id}"

    def said(chosen: str) -> bool:
        form = _read_token(request.POST.get("form", ""), of)
        return bool(form) and answer(row=row, answer=chosen, form=form)

    token = signing.dumps([of, secrets.token_urlsafe(12)], salt=SALT)
    return _page(request, gathering, row, said, {"form_token": token})


def _date(slug: str, date: str) -> tuple[Gathering, Occurrence]:
    """Raises Http404 where there is no such date."""
    gathering, start = find_gathering(slug), read_date_code(date)
    page = saying(gathering, start) if start else None
    if page is None:
        raise Http404
    page.row.gathering = gathering
    return gathering, page.row


def _read_token(given: str, of: str) -> str:
    """The part of a form's token that no other form has; '' where it is not ours, or too old."""
    try:
        meant, form = signing.loads(given, salt=SALT, max_age=ASKED_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(form) if meant == of else ""


@private_link
def how_was_it_guest(request: HttpRequest, token: str, date: str) -> HttpResponse:
    """The same from a guest's private link: once a date."""
    booking = Booking.objects.opened_by(token)
    if booking is None:
        raise Http404
    return _of_seat(request, booking.seats.all(), date, None)


@signed_in
def how_was_it_mine(request: HttpRequest, slug: str, date: str, by: Person) -> HttpResponse:
    """The same for a person's own booking."""
    return _of_seat(
        request, Seat.objects.filter(booking__person=by, gathering__slug=slug), date, by
    )


def _of_seat(
    request: HttpRequest, seats: QuerySet[Seat], date: str, by: Person | None
) -> HttpResponse:
    start = read_date_code(date)
    kept = seats.filter(state=Seat.State.KEPT).select_related("gathering")
    seat = get_object_or_404(kept, recurrence_id=start or "")
    gathering, row = _date(seat.gathering.slug, date_code(seat.recurrence_id))

    def said(chosen: str) -> bool:
        return answer_for_seat(seat=seat, row=row, answer=chosen)

    return _page(request, gathering, row, said, {"said": seat.said, "signed_in": by is not None})


def asked_of(booking: Booking, token: str) -> list[tuple[str, str]]:
    """The dates of a booking that are asked about now: in words, and where."""
    gathering = booking.gathering
    silent = booking.seats.filter(state=Seat.State.KEPT, said=False).values("recurrence_id")
    now = timezone.now()
    rows = gathering.occurrences.filter(
        recurrence_id__in=silent, ends_at__lte=now, ends_at__gt=now - ASKED_FOR
    )
    found = []
    for row in rows.order_by("starts_at"):
        row.gathering, code = gathering, date_code(row.recurrence_id)
        if is_asked(row):
            when = told_date(gathering, row, now.astimezone(gathering.zone)).on
            found.append((when, _address(gathering.slug, token, code)))
    return found


def _address(slug: str, token: str, code: str) -> str:
    if token:
        return reverse("how-was-it-guest", args=[token, code])
    return reverse("how-was-it-mine", args=[slug, code])


def _page(
    request: HttpRequest, gathering: Gathering, row: Occurrence, said: Any, more: dict[str, Any]
) -> HttpResponse:
    """Asks, and thanks; where nothing was counted, since it had been or it is too late, as well."""
    form = CommentForm(request.POST or None)
    asked = is_asked(row) and not more.get("said")
    thanks = request.method == "POST" and form.is_valid()
    # Unsigned words come with an answer that counts, so that nobody fills a box with them.
    if thanks and asked and said(request.POST.get("answer", "")):
        leave_comment(
            community=gathering.community,
            gathering=gathering,
            month=month_of(row),
            text=form.cleaned_data["words"],
            may_show=form.cleaned_data["may_show"],
        )
    now = timezone.now().astimezone(gathering.zone)
    context = {
        "gathering": gathering,
        "date": told_date(gathering, row, now),
        "answers": HowWasIt.Answer.choices,
        "form": form,
        "asked": asked,
        "thanks": thanks,
        **more,
    }
    return render(request, "gatherings/how_was_it.html", context)
