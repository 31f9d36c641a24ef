"""Who may open, and who may seal: by the names of the modules that ask."""

import ast
import re
from collections.abc import Iterator

from django.db.models import BinaryField, Model

from tests.house.files import ROOT, modules, name, tree
from tests.house.test_privacy import ours

# Who may say 'they may open this', beside all of consent.
SECRETS = "kithway/people/secrets.py"
# Who may use the cipher's library: what seals, a whole backup, how passwords are kept, the codes of
# an app.
CIPHERS = {
    "kithway/vault/cipher.py",
    "kithway/vault/parcel.py",
    "kithway/people/passwords.py",
    "kithway/people/proving.py",
}


def test_only_consent_lets_anybody_open() -> None:
    making = {name(path) for path in modules("kithway") if "Access" in called(tree(path))}
    assert making == {"kithway/consent/actions.py", SECRETS}


def test_an_access_is_not_changed_into_another() -> None:
    """Nor taken by another name, under which the test above would not know it."""
    aliased = [
        name(path)
        for path in modules("kithway")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.alias) and node.name.endswith("Access") and node.asname
    ]
    assert aliased == []
    near = {name(path) for path in modules("kithway") if "Access" in imported(tree(path))}
    replacing = {name(path) for path in modules("kithway") if "replace" in called(tree(path))}
    assert near & replacing == set()


def test_only_the_vault_uses_ciphers() -> None:
    using = {name(path) for path in modules("kithway") if uses(tree(path), "cryptography")}
    assert using - CIPHERS == set()


def test_sealed_fields_hold_bytes() -> None:
    clear = [
        f"{model._meta.label}.{field}"
        for model in ours()
        for field, level in model.privacy.of().items()
        if level == "sealed" and not isinstance(model._meta.get_field(field), BinaryField)
    ]
    assert clear == []


def called(module: ast.Module) -> set[str]:
    calls = [node.func for node in ast.walk(module) if isinstance(node, ast.Call)]
    return {
        func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls
    }


def imported(module: ast.Module) -> set[str]:
    return {node.name for node in ast.walk(module) if isinstance(node, ast.alias)}


def uses(module: ast.Module, package: str) -> bool:
    return any(found.split(".")[0] == package for found in packages(module))


def packages(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_what_is_in_clear_is_written_down() -> None:
    """docs/what-is-in-clear.md has each private column, and which of them are sealed."""
    page = (ROOT / "docs" / "what-is-in-clear.md").read_text()
    rows = re.findall(r"^\| `(\w+\.\w+)` \| (.+?) \| (.+?) \|", page, re.MULTILINE)
    said = {label: (sorted(_named(clear)), sorted(_named(sealed))) for label, clear, sealed in rows}
    assert said == {
        model._meta.label: (_of(model, "private"), _of(model, "sealed"))
        for model in ours()
        if _of(model, "private") or _of(model, "sealed")
    }


def _named(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def _of(model: type[Model], level: str) -> list[str]:
    return sorted(field for field, found in model.privacy.of().items() if found == level)
