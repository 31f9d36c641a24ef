"""Which row of a list is which row of last time. Framework-free.

A row is known by the source's id or slug. Rows that share one are told apart by what they say, rows
without one are known by name, place, day and time. Pairs are always one to one: no two rows become
one gathering unseen.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from kithway.gatherings.importing.problems import Refusal
from kithway.gatherings.importing.row import Row
from kithway.gatherings.importing.texts import folded

TOLD_APART = re.compile(r"#[0-9a-f]{12}(?:-\d+)?$")


@dataclass(frozen=True, slots=True)
class Known:
    """A row of last time. `prints`: how it may be found again where its key is gone."""

    pk: int
    key: str
    fingerprint: str
    likeness: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    key: str
    row: Row
    known: Known | None = None


def fingerprint(row: Row) -> str:
    """Twelve hexadecimal digits of name, place, days and time."""
    # Digests of what was brought in before stay: those knew of no days of the month.
    days = row.rule if row.rule and not row.first_day else str(row.days)
    return _digest(likeness(row), days, str(row.start))


def likeness(row: Row) -> str:
    """Of name and place alone: what stays when a gathering moves to another time."""
    where = row.where
    return _digest(folded(row.name), folded(where.name), folded(where.address_1 or where.city))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def keyed(rows: Iterable[Row]) -> tuple[list[Pair], list[Refusal]]:
    """Each row with a key of its own, and refusals of rows that say the very same as another."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    pairs: list[Pair] = []
    refused: list[Refusal] = []
    for key, group in groups.items():
        once = _once(group, refused) if len(group) > 1 or not key else group
        if key and len(once) == 1:
            pairs.append(Pair(key, once[0]))
        else:
            pairs += _told_apart(key, once)
    return sorted(pairs, key=lambda pair: pair.row.number), refused


def _once(group: list[Row], refused: list[Refusal]) -> list[Row]:
    first: dict[Row, Row] = {}
    for row in group:
        bare = replace(row, number=0, held_back=False)
        if first.setdefault(bare, row) is not row:
            reason = f"It is the same as row {first[bare].number}."
            refused.append(Refusal(row.number, "row", reason, row.key))
    return list(first.values())


def _told_apart(key: str, group: list[Row]) -> list[Pair]:
    """By fingerprint; those that share even that are numbered by all that they say."""
    prints: dict[str, list[Row]] = defaultdict(list)
    for row in group:
        prints[fingerprint(row)].append(row)
    pairs = []
    for mark, same in prints.items():
        same.sort(key=lambda row: repr(row.said()))
        for at, row in enumerate(same):
            pairs.append(Pair(f"{key}#{mark}-{at + 1}" if at else f"{key}#{mark}", row))
    return pairs


def base(key: str) -> str:
    """The source's own key, without what tells apart rows that share it."""
    return TOLD_APART.sub("", key)


def paired(
    pairs: Iterable[Pair], known: Iterable[Known], refused: Iterable[Refusal]
) -> tuple[list[Pair], list[Known]]:
    """Every row with the row of last time that it continues, if any, and those that are gone.

    A row of last time whose key was refused now is neither: it is still on the list.
    """
    matching = _Matching(pairs, known)
    matching.by(lambda pair: pair.key, lambda old: old.key)
    matching.by(
        lambda pair: base(pair.key) and (base(pair.key), fingerprint(pair.row)),
        lambda old: (base(old.key), old.fingerprint),
    )
    # One slug that was shared and no longer is, or the other way about.
    matching.by(lambda pair: base(pair.key), lambda old: base(old.key), only_one=True)
    # The source renamed its slugs, or a row without one moved to another time.
    matching.by(lambda pair: fingerprint(pair.row), lambda old: old.fingerprint)
    matching.by(
        lambda pair: not base(pair.key) and likeness(pair.row),
        lambda old: not base(old.key) and old.likeness,
        only_one=True,
    )
    told = {refusal.key for refusal in refused if refusal.key and not refusal.withdrawn}
    gone = [old for old in matching.left_over() if base(old.key) not in told]
    return matching.result(), gone


class _Matching:
    def __init__(self, pairs: Iterable[Pair], known: Iterable[Known]) -> None:
        self._pairs = {pair.key: pair for pair in pairs}
        self._known = {old.pk: old for old in known}

    def by(
        self,
        of_pair: Callable[[Pair], Hashable],
        of_known: Callable[[Known], Hashable],
        *,
        only_one: bool = False,
    ) -> None:
        """Pair what is still open and agrees on a trait, in a fixed order.

        `only_one`: and only where no other of either side has it.
        """
        if not self._known:
            return
        olds: dict[Hashable, list[Known]] = defaultdict(list)
        for old in sorted(self._known.values(), key=lambda old: (old.missing, old.key)):
            olds[of_known(old)].append(old)
        news: dict[Hashable, list[Pair]] = defaultdict(list)
        for pair in sorted(self._pairs.values(), key=lambda pair: pair.key):
            if pair.known is None and (trait := of_pair(pair)):
                news[trait].append(pair)
        for trait, group in news.items():
            same = olds.get(trait, [])
            if only_one and not len(group) == len(same) == 1:
                continue
            for pair, old in zip(group, same, strict=False):
                self._pairs[pair.key] = replace(pair, known=old)
                del self._known[old.pk]

    def left_over(self) -> list[Known]:
        return list(self._known.values())

    def result(self) -> list[Pair]:
        return list(self._pairs.values())
