from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kithway.community.models import Community, Role
from kithway.community.room import in_room
from kithway.community.rules import Denied
from kithway.gatherings.actions import add_holder, end_holder
from kithway.gatherings.holding_forms import PersonForm
from kithway.gatherings.models import Holder
from kithway.gatherings.views.room_gathering import find_in_room
from kithway.people.models import Person


@in_room
def room_people(request: HttpRequest, community: Community, by: Person, slug: str) -> HttpResponse:
    """Who holds a gathering: a coordinator adds a facilitator, or ends it."""
    gathering = find_in_room(community, slug)
    rows = Holder.objects.current().filter(gathering=gathering).select_related("person")
    holders = [row.person for row in rows.order_by("person__name")]
    roles = community.roles.held().filter(kind=Role.Kind.FACILITATOR).select_related("person")
    others = [r.person for r in roles.order_by("person__name") if r.person not in holders]
    ends = request.POST.get("say") == "end"
    form = PersonForm(others, request.POST if request.method == "POST" and not ends else None)
    if request.method == "POST":
        if ends:
            for person in holders:
                if str(person.pk) == request.POST.get("person"):
                    end_holder(gathering=gathering, person=person, by=by)
            return HttpResponseRedirect(request.path)
        if form.is_valid():
            try:
                add_holder(gathering=gathering, person=form.chosen, by=by)
            except Denied as denied:
                form.add_error(None, str(denied))
            else:
                return HttpResponseRedirect(request.path)
    context = {"community": community, "gathering": gathering, "holders": holders, "form": form}
    return render(request, "gatherings/room_people.html", context)
