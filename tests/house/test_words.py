"""The words that WORDS rules out stand on no page: docs/words.md says what we say instead."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.files import modules, name, templates, tree
from tests.house.messages import COMMENT, TAG

RULED_OUT = re.compile(
    r"""\b(
      users?(?!-)|clients?|patients?|cases?\ (?:manager|number)s?|consumers?
    | addicts?|addicted|alcoholics?|junkies?|abusers?|substance\ (?:ab|mis)use|drug\ abuse
    | clean\ (?:and\ sober|time|date)|dirty|relaps\w+|failures?|(?:non-?)?complian(?:t|ce)
    | schizophrenics?|bipolars|the\ mentally\ ill|suffer(?:s|ing|ers?)?\ from
    | commit(?:s|ted|ting)?\ suicide|normal\ people
    | hurry|only\ \d+\ (?:left|places)|last\ chance|act\ now|don[’']t\ miss|you\ missed|streaks?
    | referrals?|intakes?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Names that people gave themselves or that others publish under.
NAMES = re.compile(
    r"Alcoholics Anonymous|Adult Children of Alcoholics|Co-Dependents Anonymous|user-agent",
    re.IGNORECASE,
)
# What a template's own language says, such as a filter's argument, is read by nobody.
MARKED = re.compile(r"\{%\s*(?:translate|trans)\s+[\"'](.*?)[\"'].*?%\}", re.DOTALL)


def test_templates() -> None:
    assert list(_found((path, _read(path.read_text())) for path in templates())) == []


def test_messages() -> None:
    """Whole sentences in Python; a single word there is a name in the code."""
    told = ((path, "\n".join(_sentences(tree(path)))) for path in modules("kithway"))
    assert list(_found(told)) == []


@pytest.mark.parametrize(
    "words", ["Clean and sober dances", "Our users say", "Only 4 left", "in case of fire: patients"]
)
def test_finds_what_is_ruled_out(words: str) -> None:
    assert RULED_OUT.search(words)


@pytest.mark.parametrize("words", ["In that case, ask", "Alcoholics Anonymous", "Stay as you are"])
def test_lets_plain_words_be(words: str) -> None:
    assert RULED_OUT.search(NAMES.sub("", words)) is None


def _found(told: Iterator[tuple[Path, str]]) -> Iterator[str]:
    for path, words in told:
        for match in RULED_OUT.finditer(NAMES.sub("", words)):
            yield f"{name(path)}: {match[0]}"


def _read(template: str) -> str:
    return TAG.sub(" ", MARKED.sub(r"\1", COMMENT.sub(" ", template)))


def _sentences(module: ast.Module) -> Iterator[str]:
    silent = {id(text) for node in ast.walk(module) if (text := _docstring(node))}
    for node in ast.walk(module):
        words = node.value if isinstance(node, ast.Constant) else None
        if isinstance(words, str) and " " in words and id(node) not in silent:
            yield words


def _docstring(node: ast.AST) -> ast.Constant | None:
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
        value = body[0].value
        return value if isinstance(value, ast.Constant) else None
    return None
