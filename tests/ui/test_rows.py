"""Rows filled in quickly are the rows the template itself would have made."""

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithway.ui.rows import rows_html

OFF = "gatherings/parts/line.html"
NAMES = ("url", "name", "starts", "ends", "machine_time", "where", "status", "tone", "tags")
awkward = st.sampled_from(
    ["%", "%s", "%(name)s", "%%", "\x00(name)s", "\x00", "{{ name }}", "{% if off %}", "<b>",
     "&amp;", "\"'><script>alert(1)</script>", "", "\u202e", "\n"]
)  # fmt: skip
texts = st.one_of(st.text(max_size=12), awkward)
values = st.one_of(
    texts,
    texts.map(mark_safe),
    st.just(gettext_lazy("Tonight")),
    st.integers(-999, 999),
    st.none(),
    st.booleans(),
)
lines = st.fixed_dictionaries({**dict.fromkeys(NAMES, values), "off": st.booleans()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lines, max_size=4))
def test_lines_are_as_the_template_makes_them(rows: list[dict[str, object]]) -> None:
    straight = "".join(render_to_string(OFF, row) for row in rows)
    assert rows_html(OFF, rows, flags=("off",)) == straight


@pytest.mark.parametrize("template", ["gatherings/parts/pin.html", "gatherings/parts/town.html"])
@settings(max_examples=50, deadline=None)
@given(rows=st.lists(st.fixed_dictionaries({"x": texts, "y": texts, "label": texts}), max_size=3))
def test_pins_and_towns_too(template: str, rows: list[dict[str, object]]) -> None:
    straight = "".join(render_to_string(template, row) for row in rows)
    assert rows_html(template, rows) == straight


def test_what_somebody_wrote_never_becomes_markup() -> None:
    row = {**dict.fromkeys(NAMES, "<script>%(name)s"), "off": True}
    html = rows_html(OFF, [row], flags=("off",))
    assert "<script" not in html
    assert "&lt;script&gt;%(name)s" in html
