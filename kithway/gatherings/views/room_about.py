from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kithway.community.models import Community
from kithway.community.room import in_room
from kithway.gatherings.actions import change_community
from kithway.gatherings.place_forms import AboutForm
from kithway.people.models import Person


@in_room
def room_about(request: HttpRequest, community: Community, by: Person) -> HttpResponse:
    """What the community says of itself. Its time zone moves dates, which are made anew."""
    initial = {name: getattr(community, name) for name in AboutForm.base_fields}
    form = AboutForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_community(community=community, by=by, **form.cleaned_data)
        except ValidationError as refused:
            for name, messages in refused.message_dict.items():
                form.add_error(name if name in form.fields else None, messages)
        else:
            return redirect("community-room", community.slug)
        community.refresh_from_db()
    context = {"community": community, "form": form}
    return render(request, "gatherings/room/about.html", context)
