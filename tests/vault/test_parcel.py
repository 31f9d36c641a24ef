import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithway.vault import parcel
from kithway.vault.cipher import NotOpened
from kithway.vault.parcel import CHUNK, MAGIC, TAG, WRAPPED, Opener, Sealer, name_of, public_of

SECRET, OTHER = bytes(range(32)), bytes(32)
PHRASE = b"the canary sang in the cellar"


def sealed(plain: bytes, secret: bytes = SECRET) -> bytes:
    file = io.BytesIO()
    sealer = Sealer(file, public=public_of(secret), about={"kind": "media"})
    sealer.write(plain)
    sealer.finish()
    return file.getvalue()


def opened(data: bytes, secret: bytes = SECRET) -> bytes:
    opener = Opener(io.BytesIO(data), secret=secret)
    found = b""
    while more := opener.read(700_000):
        found += more
    opener.finish()
    return found


def body(data: bytes) -> int:
    """Where the chunks begin."""
    (length,) = struct.unpack(">I", data[len(MAGIC) : len(MAGIC) + 4])
    return len(MAGIC) + 4 + length + WRAPPED


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_was_sealed_opens(size: int) -> None:
    plain = (PHRASE * (size // len(PHRASE) + 1))[:size]
    data = sealed(plain)
    assert opened(data) == plain
    assert PHRASE not in data
    chunks = max(1, -(-size // CHUNK))
    assert len(data) == body(data) + size + chunks * TAG


def test_the_header_is_in_clear_and_bound() -> None:
    data = sealed(PHRASE)
    about = {"kind": "media", "key": name_of(public_of(SECRET))}
    assert parcel.read_header(io.BytesIO(data)) == about
    with pytest.raises(NotOpened):
        opened(data.replace(b"media", b"medio"))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(NotOpened):
        opened(sealed(PHRASE), OTHER)


@pytest.fixture(scope="module")
def three_chunks() -> tuple[bytes, list[bytes]]:
    """Everything before the chunks, and the chunks."""
    data = sealed(PHRASE * (3 * CHUNK // len(PHRASE)))
    at = body(data)
    size = CHUNK + TAG
    return data[:at], [data[at : at + size], data[at + size : at + 2 * size], data[at + 2 * size :]]


@pytest.mark.parametrize(
    "order", [[], [0], [0, 1], [1, 2], [0, 2], [1, 0, 2], [0, 1, 1, 2], [0, 1, 2, 2], [2]]
)
def test_chunks_left_out_swapped_or_doubled_do_not_open(
    order: list[int], three_chunks: tuple[bytes, list[bytes]]
) -> None:
    head, chunks = three_chunks
    assert opened(head + b"".join(chunks)) != b""
    with pytest.raises(NotOpened):
        opened(head + b"".join(chunks[number] for number in order))


def test_a_chunk_of_another_parcel_does_not_open(
    three_chunks: tuple[bytes, list[bytes]],
) -> None:
    head, chunks = three_chunks
    other = sealed(PHRASE * (3 * CHUNK // len(PHRASE)))
    at = body(other)
    with pytest.raises(NotOpened):
        opened(head + other[at : at + CHUNK + TAG] + chunks[1] + chunks[2])


SMALL = sealed(PHRASE * 40)


@settings(max_examples=60)
@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_any_byte_changed_is_refused(at: int, by: int) -> None:
    changed = bytearray(SMALL)
    changed[at] ^= by
    with pytest.raises(NotOpened):
        opened(bytes(changed))


@settings(max_examples=60)
@given(st.integers(0, len(SMALL) - 1))
def test_cut_off_anywhere_is_refused(at: int) -> None:
    with pytest.raises(NotOpened):
        opened(SMALL[:at])


@given(st.binary(min_size=1, max_size=40))
def test_added_to_is_refused(more: bytes) -> None:
    with pytest.raises(NotOpened):
        opened(SMALL + more)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_secret_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        public_of(bytes(size))


def test_a_public_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="not of the right length"):
        Sealer(io.BytesIO(), public=public_of(SECRET)[:-1], about={})


def test_two_parcels_of_the_same_have_nothing_in_common() -> None:
    one, other = sealed(PHRASE), sealed(PHRASE)
    at = body(one) - WRAPPED
    assert one[:at] == other[:at]
    assert one[at:] != other[at:]
