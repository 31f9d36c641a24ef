"""Nothing grows past what one can hold in mind: the limits of HOUSE, 'Size'."""

import ast
from collections.abc import Iterator

from tests.house.files import modules, name, stylesheets, templates, tree

MODULE, FUNCTION, CLASS, TEMPLATE, STYLES = 350, 50, 250, 150, 40 * 1024
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CODE = ("kithway", "tests", "bench")


def test_modules() -> None:
    long = {name(path): _lines(path) for path in modules(*CODE) if not _is_data(tree(path))}
    assert {path: lines for path, lines in long.items() if lines > MODULE} == {}


def test_functions() -> None:
    assert list(_longer(FUNCTIONS, FUNCTION)) == []


def test_classes() -> None:
    assert list(_longer((ast.ClassDef,), CLASS)) == []


def test_templates() -> None:
    long = {name(path): _lines(path) for path in templates()}
    assert {path: lines for path, lines in long.items() if lines > TEMPLATE} == {}


def test_styles() -> None:
    assert sum(path.stat().st_size for path in stylesheets()) <= STYLES


def _lines(path) -> int:
    return len(path.read_text().splitlines())


def _is_data(module: ast.Module) -> bool:
    """Words and tables without a line of logic may be as long as they are."""
    return not any(isinstance(node, (*FUNCTIONS, ast.ClassDef)) for node in ast.walk(module))


def _longer(kinds: tuple[type[ast.AST], ...], limit: int) -> Iterator[str]:
    for path in modules(*CODE):
        for node in ast.walk(tree(path)):
            if isinstance(node, kinds) and node.end_lineno - node.lineno + 1 > limit:
                yield f"{name(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
