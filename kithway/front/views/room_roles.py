from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kithway.community.actions import end_role, offer_role
from kithway.community.models import Community, Role
from kithway.community.room import in_room
from kithway.community.rules import Denied
from kithway.gatherings.views.more import piece
from kithway.people.models import Person
from kithway.ui.forms import CHOOSE, SHORTER


class OfferForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Their name"),
        help_text=gettext_lazy("The one they sign in with, as they write it. Ask them."),
        max_length=60,
        error_messages={"required": gettext_lazy("Give a name."), **SHORTER},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Role.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        person = Person.objects.named(name)
        if person is None:
            raise forms.ValidationError(
                _("Nobody signs in with this name yet. Ask them how they write it.")
            )
        self.person = person
        return name


@in_room
def room_roles(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """Who has which role, whom one was offered, and one more to offer."""
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = form.cleaned_data["kind"]
            offer_role(community=community, person=form.person, kind=kind, by=by)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            return redirect("room-roles", community.slug)
    held = community.roles.held().select_related("person").order_by("person__name", "kind", "pk")
    offered = community.roles.offered().select_related("person").order_by("-offered_at")
    context: dict[str, Any] = {
        "community": community,
        "form": form,
        "found": piece(request, held),
        "offered": offered[:100],
    }
    return render(request, "front/room/roles.html", context)


@in_room
def room_role(request: HttpRequest, community: Community, by: Person, pk: int) -> HttpResponse:
    """One role: taken back, at once."""
    roles = community.roles.filter(ended_at=None).select_related("person")
    role = get_object_or_404(roles, pk=pk)
    refused = ""
    if request.method == "POST":
        try:
            end_role(role=role, by=by)
        except Denied as denied:
            refused = str(denied)
        else:
            # Whoever lays down their own coordinating has no room any more.
            own = role.person_id == by.pk and role.kind == Role.Kind.COORDINATOR
            return redirect("home") if own else redirect("room-roles", community.slug)
    context = {"community": community, "role": role, "refused": refused, "mine": role.person == by}
    return render(request, "front/room/role.html", context)
