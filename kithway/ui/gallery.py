"""Each component in its states, rendered from the component's own file; only while developing."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kithway.ui.access import anyone


class Asking(forms.Form):
    """One field of each sort."""

    first_name = forms.CharField(help_text=_("Any name. You can skip this."))
    mail = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    within = forms.ChoiceField(choices=[("5", "5 miles"), ("10", "10 miles")])
    words = forms.CharField(widget=forms.Textarea)
    how = forms.ChoiceField(
        choices=[("room", "In person"), ("screen", "Online")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        choices=[("step-free", "Step-free entrance"), ("lift", "Lift")],
        widget=forms.CheckboxSelectMultiple,
    )


@dataclass(frozen=True)
class Example:
    component: str
    state: str
    context: dict[str, Any]

    def html(self) -> str:
        return render_to_string(f"components/{self.component}.html", self.context)


@anyone
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", {"examples": examples()})


def examples() -> list[Example]:
    return [
        Example(component, state, context)
        for component, states in {**STATES, **_form_states()}.items()
        for state, context in states.items()
    ]


def _form_states() -> dict[str, dict[str, dict[str, Any]]]:
    empty, refused = Asking(auto_id="empty_%s"), Asking({"mail": "ana", "words": "tea"})
    return {
        "field": {
            "text, with a hint": {"field": empty["first_name"]},
            "text, refused": {"field": refused["mail"]},
            "select": {"field": empty["within"]},
            "long text": {"field": empty["words"]},
        },
        "choices": {"radio": {"field": empty["how"]}, "tick, refused": {"field": refused["needs"]}},
        "error_summary": {"refused": {"form": refused}},
        "form": {"whole, refused": Asking({}, auto_id="whole_%s").get_context()},
    }


def _line(**given: Any) -> dict[str, Any]:
    return {"line": SimpleNamespace(**given)}


STATES: dict[str, dict[str, dict[str, Any]]] = {
    "button": {
        "plain": {"label": "Find people"},
        "quiet": {"label": "Add to my calendar", "quiet": True},
        "link": {"label": "Gatherings", "to": "#"},
        "disabled": {"label": "Sent", "disabled": True},
    },
    "tag": {
        "plain": {"label": "peer support"},
        "sure": {"label": "confirmed today", "state": "sure"},
        "unsure": {"label": "cancelled this week", "state": "unsure"},
    },
    "notice": {
        "plain": {"text": "You are in. Nothing was stored.", "title": "Thank you"},
        "heed": {"text": "This gathering has moved to another room.", "heed": True},
    },
    "facts": {
        "plain": {
            "facts": [
                ("When", "Tonight 6:00–7:30 pm, then every 2nd and 4th Thursday"),
                ("Where", "Millbrook Library, room 2, 40 Canal Street"),
                ("Held by", ""),
            ]
        }
    },
    "empty": {
        "with a way on": {
            "title": "Nothing on tonight within 10 miles",
            "text": "Look further away, or at the whole week.",
            "to": "#",
            "label": "The whole week",
        }
    },
    "sheet": {
        "plain": {
            "title": "First time?",
            "text": "Someone meets you at the door.",
            "to": "#",
            "label": "See the door",
        },
        "card": {"title": "My card", "text": "Sit with me. Low light.", "card": True},
    },
    "day": {
        "under a page": {"label": "Tonight, Thursday 26 November"},
        "under a part": {"label": "Tomorrow", "level": 3},
    },
    "pager": {
        "middle": {"previous": "#1", "next": "#3", "words": "21 to 40 of 312"},
        "first": {"next": "#2"},
    },
    "table": {
        "open": {
            "caption": "What people came to",
            "head": ["Kind", "Held", "Attendances"],
            "rows": [["Peer support", 148, "1,402"], ["Creative", 71, "640"]],
        },
        "closed, as a chart's twin": {
            "caption": "See it as a table",
            "head": ["Day", "Hope"],
            "rows": [["Monday", 3], ["Tuesday", 4]],
            "closed": True,
        },
    },
    "call": {
        "own line, checked": _line(
            name="Three Rivers peer line",
            call="555-0142",
            tel="tel:5550142",
            about="People who have been there.",
            hours="Until 10 tonight.",
            police="no",
            checked_on=date(2026, 11, 3),
        ),
        "text only, not known": _line(
            name="A text line", text_to="741741", text_word="HOME", sms="sms:741741", police=""
        ),
    },
    "passkey": {
        "to sign in": {"label": "Use a passkey", "kind": "use", "to": "#", "options": "{}"}
    },
    "if_i_write": {"beside a box": {"to": "#"}},
    "nav_link": {"this page": {"to": "/gallery/", "label": "Gallery", "path": "/gallery/"}},
}
