"""What nothing asks for is deleted."""

import re
from pathlib import Path

from vulture import Vulture

from tests.house.files import HOUSE, ROOT, modules, name, templates

KINDS = {"class", "function", "import", "method", "property", "unreachable_code"}
# What Django, not we, calls by its name.
CALLED_BY_DJANGO = {
    *("Command", "Meta", "add_arguments", "create_parser", "handle", "ready"),
    *("contribute_to_class", "deconstruct", "formfield", "from_db_value", "get_prep_value"),
    *("validate", "value_to_string", "valid_value"),
    *("allow_migrate", "allow_relation", "harden_runtime", "must_update"),
    *("clean", "get_absolute_url", "lastmod", "process_exception", "render"),
    *("get_context", "template_name", "use_required_attribute", "optgroups", "value_from_datadict"),
}
# What a coming capability of the design calls, with the name of what will.
WAITING = {
    "kithway/recovery/spine.py: class Chime": "tags on courses and measures",
    "kithway/recovery/spine.py: class Wellness": "tags on courses and measures",
}
WORD = re.compile(r"\w+")
DOTTED = re.compile(r"\"(?:kithway\.)[\w.]+\"")


def test_everything_is_asked_for() -> None:
    reader = Vulture(ignore_names=[*CALLED_BY_DJANGO, "*Config", "clean_*"])
    # Tests alone keep nothing alive.
    reader.scavenge([str(path) for path in modules("kithway", "bench")])
    named = _named()
    unused = {
        f"{name(Path(item.filename))}: {item.typ} {item.name}"
        for item in reader.get_unused_code(min_confidence=60)
        if item.typ in KINDS and item.name not in named and HOUSE in Path(item.filename).parents
    }
    # Both ways: what has come into use leaves the list.
    assert unused == set(WAITING)


def _named() -> set[str]:
    """Names that templates and the settings call things by."""
    words = {word for path in templates() for word in WORD.findall(path.read_text())}
    settings = (ROOT / "kithway" / "config").glob("*.py")
    dotted = [path for file in settings for path in DOTTED.findall(file.read_text())]
    return words | {path.strip('"').rsplit(".", 1)[-1] for path in dotted}
