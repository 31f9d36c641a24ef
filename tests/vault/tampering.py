"""Values as somebody would hand them in who may write to the database, and who has no key."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from kithway.vault.access import Access
from kithway.vault.kept import ID_BYTES, Sealed, Where, open_each, seal_kept

HEAD = 1 + ID_BYTES
FIELDS = ("owner", "scope", "model", "field", "row", "community", "revision")


@dataclass(frozen=True)
class Kept:
    value: bytes
    at: Where


def any_access(at: Where) -> Access:
    """Everything is let, so that the cipher stands alone."""
    return Access("nobody", at.owner, at.scope, timezone.now() + timedelta(hours=1))


def sample(chance: random.Random) -> list[Kept]:
    """Texts of many lengths at places that differ in little."""
    owners = [uuid4(), uuid4()]
    places = [
        Where(owner, scope, model, field, uuid4(), community, revision)
        for owner in owners
        for scope in ("bookings", "messages")
        for model, field in (("booking", "private"), ("message", "content"))
        for community in ("", "amherst")
        for revision in (1, 2)
    ]
    sizes = (0, 1, 59, 60, 61, 255, 1100, 5000)
    return [Kept(seal_kept("x" * chance.choice(sizes), at=at), at) for at in places]


def accepted(count: int, seed: int) -> int:
    """How many of `count` altered values open; all that are not altered must."""
    chance = random.Random(seed)
    kept = sample(chance)
    whole = open_each([Sealed(one.value, one.at, any_access(one.at)) for one in kept])
    assert None not in whole
    opened = 0
    for start in range(0, count, 500):
        batch = [altered(chance, kept) for _ in range(min(500, count - start))]
        texts = open_each([Sealed(one.value, one.at, any_access(one.at)) for one in batch])
        opened += sum(text is not None for text in texts)
    return opened


def altered(chance: random.Random, kept: Sequence[Kept]) -> Kept:
    one, other = chance.sample(kept, 2)
    found = chance.choice(WAYS)(chance, one, other)
    # What came out as it was is not altered.
    return altered(chance, kept) if found == one else found


def _bit(chance: random.Random, one: Kept, other: Kept) -> Kept:
    at = chance.randrange(len(one.value) * 8)
    value = bytearray(one.value)
    value[at // 8] ^= 1 << at % 8
    return replace(one, value=bytes(value))


def _cut(chance: random.Random, one: Kept, other: Kept) -> Kept:
    return replace(one, value=one.value[: chance.randrange(len(one.value))])


def _longer(chance: random.Random, one: Kept, other: Kept) -> Kept:
    return replace(one, value=one.value + chance.randbytes(chance.randint(1, 40)))


def _invented(chance: random.Random, one: Kept, other: Kept) -> Kept:
    return replace(one, value=one.value[:HEAD] + chance.randbytes(len(one.value) - HEAD))


def _swapped(chance: random.Random, one: Kept, other: Kept) -> Kept:
    return Kept(one.value, other.at)


def _key_swapped(chance: random.Random, one: Kept, other: Kept) -> Kept:
    return replace(one, value=other.value[:HEAD] + one.value[HEAD:])


def _spliced(chance: random.Random, one: Kept, other: Kept) -> Kept:
    at = chance.randrange(HEAD, min(len(one.value), len(other.value)))
    return replace(one, value=one.value[:at] + other.value[at:])


def _moved(chance: random.Random, one: Kept, other: Kept) -> Kept:
    """Put where all is the same but one thing."""
    name = chance.choice(FIELDS)
    now = getattr(one.at, name)
    if isinstance(now, UUID):
        then: object = getattr(other.at, name)
    elif isinstance(now, int):
        then = now + 1
    else:
        then = chance.choice([getattr(other.at, name), now + "x", now[1:], ""])
    return replace(one, at=replace(one.at, **{name: then}))


WAYS: tuple[Callable[[random.Random, Kept, Kept], Kept], ...] = (
    _bit,
    _cut,
    _longer,
    _invented,
    _swapped,
    _key_swapped,
    _spliced,
    _moved,
)
