from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.actions import (
    NoSuchDate,
    change_gathering,
    confirm_date,
    end_date_links,
    make_date_link,
    vouch,
)
from kithway.gatherings.date_code import date_code
from kithway.gatherings.models import Gathering, Occurrence
from kithway.gatherings.views.told import Told, ToldDate, told_date
from kithway.gatherings.wording import days_ago, plain_day, time_range
from kithway.people.models import Person
from kithway.ui.forms import CHOOSE, SHORTER

NEXT = 8


def find_in_room(community: Community, slug: str) -> Gathering:
    """A gathering of the room's own community. Raises Http404 for any other."""
    rows = community.gatherings.select_related("place", "room")
    gathering = get_object_or_404(rows, slug=slug)
    gathering.community = community
    return gathering


class LinkForm(forms.Form):
    date = forms.ChoiceField(label=gettext_lazy("Which date?"), error_messages=CHOOSE)
    name = forms.CharField(
        label=gettext_lazy("For whom?"),
        help_text=gettext_lazy(
            "A first name or a made-up one; it is shown: “confirmed by …”. You can leave this "
            "empty: then no name is shown."
        ),
        max_length=60,
        required=False,
        error_messages=SHORTER,
    )


class EndForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Everyone who looks at the gathering sees it."),
        max_length=200,
        required=False,
    )


@in_room
def room_gathering(
    request: HttpRequest, community: Community, by: Person, slug: str
) -> HttpResponse:
    """One gathering in the room: what is known of its next dates, and what to say of them."""
    gathering = find_in_room(community, slug)
    now = timezone.now().astimezone(gathering.zone)
    dates = _dates(gathering, now)
    form = LinkForm(request.POST if request.POST.get("say") == "link" else None)
    form.fields["date"].choices = [  # type: ignore[attr-defined]
        (row.recurrence_id, date.on) for row, date in dates
    ]
    if request.method == "POST":
        if form.is_bound and form.is_valid():
            return _made(request, community, by, gathering, form.cleaned_data)
        if not form.is_bound:
            _take(request, by, gathering)
            return HttpResponseRedirect(request.path)
    context = {
        "community": community,
        "gathering": gathering,
        "told": Told(gathering),
        "dates": [(row.recurrence_id, date_code(row.recurrence_id), date) for row, date in dates],
        "link_form": form,
        "end_form": EndForm(),
        "open_links": _open_links(gathering, now),
        "last_held": _ago(gathering.last_held_at, now),
        "seen": _ago(gathering.seen_at, now),
    }
    return render(request, "gatherings/room_gathering.html", context)


def _dates(gathering: Gathering, now: datetime) -> list[tuple[Occurrence, ToldDate]]:
    coming = gathering.occurrences.filter(ends_at__gt=now).select_related("closure")
    rows = coming.order_by("starts_at", "pk")[:NEXT]
    return [(row, told_date(gathering, row, now)) for row in rows]


def _ago(moment: datetime | None, now: datetime) -> str:
    return days_ago(moment.astimezone(now.tzinfo).date(), now.date()) if moment else ""


def _open_links(gathering: Gathering, now: datetime) -> list[dict[str, str]]:
    """Whom open links were made for, and for which date."""
    rows = gathering.date_links.open_at(now).order_by("recurrence_id", "pk")[:50]
    return [
        {
            "name": row.name,
            "by": row.made_by,
            "day": plain_day(datetime.fromisoformat(row.recurrence_id).date(), now.date()),
            "made": _ago(row.made_at, now),
        }
        for row in rows
    ]


def _take(request: HttpRequest, by: Person, gathering: Gathering) -> None:
    """Do what a button of the page asks. Twice is as once, and what is unknown is nothing."""
    say = request.POST.get("say")
    if say == "ended" and gathering.ended_at is None:
        form = EndForm(request.POST)
        because = form.cleaned_data["because"] if form.is_valid() else ""
        facts = {"ended_at": timezone.now(), "ended_because": because}
        change_gathering(gathering=gathering, by=by, **facts)
    elif say == "held-again" and gathering.ended_at:
        change_gathering(gathering=gathering, by=by, ended_at=None, ended_because="")
        vouch(gathering=gathering, by=by)
    elif say == "end-links":
        end_date_links(gathering=gathering, by=by)
    elif say == "lives" and gathering.ended_at is None:
        vouch(gathering=gathering, by=by)
    elif say == "on" and gathering.ended_at is None:
        _confirm(request.POST.get("date", ""), by, gathering)


def _confirm(recurrence_id: str, by: Person, gathering: Gathering) -> None:
    try:
        confirm_date(gathering=gathering, recurrence_id=recurrence_id, by=by)
    except NoSuchDate:
        raise Http404 from None


def _made(
    request: HttpRequest,
    community: Community,
    by: Person,
    gathering: Gathering,
    asked: dict[str, Any],
) -> HttpResponse:
    """The new link, shown this once: nobody can read it again from what is kept."""
    made, token = make_date_link(
        gathering=gathering, recurrence_id=asked["date"], name=asked["name"], by=by
    )
    row = gathering.occurrences.get(recurrence_id=made.recurrence_id)
    zone = gathering.zone
    starts, today = row.starts_at.astimezone(zone), timezone.now().astimezone(zone).date()
    address = settings.SITE_URL + reverse("date-link", args=[token])
    text = _("Hello. Is it on, %(day)s, %(time)s? Please tell us here: %(address)s") % {
        "day": plain_day(starts.date(), today),
        "time": time_range(starts, row.ends_at.astimezone(zone)),
        "address": address,
    }
    context = {
        "community": community,
        "gathering": gathering,
        "until": plain_day(made.expires_at.astimezone(zone).date(), today),
        "address": address,
        "text": text,
        "mail": f"mailto:?body={quote(text)}",
        # Both phones' ways of giving a text at once, as on Help now.
        "sms": f"sms:?&body={quote(text)}",
    }
    return render(request, "gatherings/room_link.html", context)
