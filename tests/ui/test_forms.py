"""A plain form shows itself our way."""

import re

from django import forms


class Ask(forms.Form):
    near = forms.CharField(label="Where are you?", help_text="A town.")
    mail = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    how = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def attribute(html: str, name: str) -> list[str]:
    return re.findall(rf'\s{name}="([^"]*)"', html)


def test_a_field_has_label_hint_and_box_tied_together() -> None:
    html = Ask()["near"].as_field_group()
    assert attribute(html, "for") == ["id_near"]
    assert attribute(html, "id") == ["id_near_helptext", "id_near"]
    assert attribute(html, "aria-describedby") == ["id_near_helptext"]


def test_a_refused_field_says_why_and_is_tied_to_the_reason() -> None:
    html = Ask({})["near"].as_field_group()
    assert attribute(html, "aria-describedby") == ["id_near_helptext id_near_error"]
    assert attribute(html, "aria-invalid") == ["true"]
    assert re.findall(r'id="id_near_error"><li>(.*?)</li>', html) == ["This field is required."]


def test_choices_are_one_question() -> None:
    html = Ask({})["how"].as_field_group()
    assert re.findall(r"<legend>(.*?)</legend>", html) == ["How"]
    assert attribute(html, "aria-describedby") == ["id_how_error"]


def test_a_browser_does_not_offer_what_the_last_person_typed() -> None:
    form = Ask()
    assert attribute(str(form["near"]), "autocomplete") == ["off"]
    assert attribute(str(form["mail"]), "autocomplete") == ["email"]
    assert attribute(str(form["how"]), "autocomplete") == []


def test_a_refused_form_begins_with_links_to_each_box() -> None:
    html = str(Ask({}))
    summary = html[: html.index("</ul>")]
    assert attribute(summary, "href") == ["#id_near", "#id_mail", "#id_how"]


def test_each_link_of_the_summary_leads_somewhere() -> None:
    html = str(Ask({}))
    targets = {link[1:] for link in attribute(html, "href")}
    assert targets - set(attribute(html, "id")) == set()


def test_a_fresh_form_has_no_summary() -> None:
    assert "summary" not in str(Ask())


class Choose(forms.Form):
    town = forms.ChoiceField(choices=[("", "Any"), ("East & West", [("e", "<East>"), (2, "Two")])])


def test_a_select_shows_groups_and_what_is_chosen() -> None:
    html = str(Choose({"town": "2"})["town"])
    assert html.strip() == (
        '<select name="town" required id="id_town"><option value="">Any</option>'
        '<optgroup label="East &amp; West"><option value="e">&lt;East&gt;</option>'
        '<option value="2" selected>Two</option></optgroup></select>'
    )
