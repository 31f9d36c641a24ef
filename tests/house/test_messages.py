"""Every word that a person reads can be translated."""

import ast

from tests.house.files import modules, name, templates, tree
from tests.house.messages import bare_in_module, bare_in_template

# The gallery is for who builds pages, in debug alone.
BUILDERS = {"gallery.html", "gallery.py"}


def test_templates() -> None:
    read = [path for path in templates() if path.name not in BUILDERS]
    found = {name(path): bare_in_template(path.read_text()) for path in read}
    assert {path: words for path, words in found.items() if words} == {}


def test_modules() -> None:
    found = [
        f"{name(path)}:{line}: {words}"
        for path in modules("kithway")
        if path.name not in BUILDERS
        for line, words in bare_in_module(tree(path))
    ]
    assert found == []


def test_finds_bare_words() -> None:
    source = """
      <p title="Bare title">{% translate "Marked" %} {{ value }} Bare text</p>
      {# a comment #}{% blocktranslate %}All of <b>this</b> is marked{% endblocktranslate %}
      <img alt="{% translate 'Marked too' %}"><a href="/x/">→ 12</a>
    """
    assert bare_in_template(source) == ["Bare title", "Bare text"]


def test_finds_bare_messages() -> None:
    source = """
raise ValidationError("Bare")
raise ValidationError(_("Marked"))
field(label="Bare label", name="code")
_(f"Put together {here}")
"""
    assert list(bare_in_module(ast.parse(source))) == [
        (2, "Bare"),
        (4, "Bare label"),
        (5, "a put-together string is marked for translation"),
    ]
