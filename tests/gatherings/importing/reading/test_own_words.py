"""Our own words, and what stands in the wrong column, as spreadsheets have them."""

import pytest

from kithway.gatherings.importing.reading.meanings import meaning
from kithway.gatherings.importing.types import OWN_NAMES
from kithway.gatherings.vocabulary import KINDS, PATHWAYS

VOCABULARY = {"kind": tuple(KINDS), "pathway": tuple(PATHWAYS)}


@pytest.mark.parametrize(
    ("name", "prefix", "code"),
    [
        ("Peer Support", "kind", "peer-group"),
        ("peer support group", "kind", "peer-group"),
        ("Mutual aid meeting", "kind", "mutual-aid"),
        ("12-Step", "pathway", "twelve-step"),
    ],
)
def test_our_own_names_are_known(name: str, prefix: str, code: str) -> None:
    found = meaning([name], VOCABULARY)
    assert (found.of(prefix), found.unknown) == ((code,), [])


def test_each_name_means_a_code_of_ours() -> None:
    meant = {tuple(words.split(":")) for words in OWN_NAMES.values()}
    known = {(prefix, code) for prefix, codes in VOCABULARY.items() for code in codes}
    assert meant - known == set()
