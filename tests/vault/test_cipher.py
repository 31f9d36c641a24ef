import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithway.vault.cipher import BUCKETS, NotOpened, bind, new_key, seal, unseal

KEY, OTHER = new_key(), new_key()
AROUND = 12 + 16  # the nonce and the tag


@given(st.binary(max_size=9000), st.binary(max_size=80))
def test_round_trip(plain: bytes, bound: bytes) -> None:
    assert unseal(KEY, seal(KEY, plain, bound), bound) == plain


@given(st.binary(max_size=9000))
def test_its_length_tells_only_a_bucket(plain: bytes) -> None:
    size = len(seal(KEY, plain, b"")) - AROUND
    framed = len(plain) + 4
    assert size in BUCKETS or size % BUCKETS[-1] == 0
    assert size >= framed
    smaller = [bucket for bucket in (*BUCKETS, size - BUCKETS[-1]) if bucket < size]
    assert all(bucket < framed for bucket in smaller)


@given(st.binary(max_size=300), st.data())
def test_what_was_changed_never_opens(plain: bytes, data: st.DataObject) -> None:
    sealed = seal(KEY, plain, b"here")
    at = data.draw(st.integers(0, len(sealed) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = bytes([*sealed[:at], sealed[at] ^ flip, *sealed[at + 1 :]])
    for value in (changed, sealed[:at], sealed + b"\0"):
        with pytest.raises(NotOpened):
            unseal(KEY, value, b"here")


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_opens_with_its_own_key_and_place_alone(one: bytes, other: bytes) -> None:
    sealed = seal(KEY, b"words", one)
    with pytest.raises(NotOpened):
        unseal(OTHER, sealed, one)
    if one != other:
        with pytest.raises(NotOpened):
            unseal(KEY, sealed, other)


@given(st.lists(st.text(max_size=9), max_size=5), st.lists(st.text(max_size=9), max_size=5))
def test_no_two_lists_look_alike(one: list[str], other: list[str]) -> None:
    assert (bind(*one) == bind(*other)) == (one == other)


def test_seals_differently_each_time() -> None:
    assert len({seal(KEY, b"the same", b"") for _ in range(100)}) == 100


@given(st.binary(max_size=200))
def test_bytes_that_were_never_sealed(value: bytes) -> None:
    with pytest.raises(NotOpened):
        unseal(KEY, value, b"")
