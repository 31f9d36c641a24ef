"""The arrows themselves are held by import-linter (`make check`); here: that none escapes them."""

import tomllib

from tests.house.files import HOUSE, ROOT

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
CONTRACTS = TOOLS["importlinter"]["contracts"]
# ui knows no app, and config knows all: each has a contract of its own.
BESIDE = {"config", "ui"}


def test_every_package_has_its_layer() -> None:
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    standing = {path.parent.name for path in HOUSE.glob("*/__init__.py")} - BESIDE
    assert standing - {layer.strip("()") for layer in layers} == set()
    # A layer that stands is no longer optional.
    assert {layer.strip("()") for layer in layers if layer.startswith("(")} & standing == set()


def test_ui_is_kept_from_every_app() -> None:
    kept = next(
        c["forbidden_modules"] for c in CONTRACTS if c.get("source_modules") == ["kithway.ui"]
    )
    apps = {f"kithway.{path.parent.name}" for path in HOUSE.glob("*/apps.py")} - {"kithway.ui"}
    assert set(kept) == apps


def test_cores_are_strictly_typed() -> None:
    free = next(c["source_modules"] for c in CONTRACTS if c.get("forbidden_modules") == ["django"])
    strict = TOOLS["mypy"]["overrides"][0]["module"]
    assert [name.removesuffix(".*") for name in strict] == free
