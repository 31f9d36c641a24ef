from collections.abc import Iterable


class Slugs:
    """Gives out slugs that nobody has yet."""

    def __init__(self, taken: Iterable[str], longest: int = 80) -> None:
        self._taken = set(taken)
        self._longest = longest
        self._last: dict[str, int] = {}

    def free(self, wish: str, otherwise: str) -> str:
        """The wish, or the wish with the next free number."""
        wish = (wish or otherwise)[: self._longest].strip("-")
        if wish not in self._taken:
            self._taken.add(wish)
            return wish
        # Counting on from the last number keeps ten thousand groups of one name quick.
        number = self._last.get(wish, 1)
        while True:
            number += 1
            tail = f"-{number}"
            slug = wish[: self._longest - len(tail)].rstrip("-") + tail
            if slug not in self._taken:
                self._last[wish] = number
                self._taken.add(slug)
                return slug
