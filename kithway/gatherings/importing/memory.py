"""What a list said last time, and which list of last time this one continues."""

from collections.abc import Iterable

from kithway.community.models import Community
from kithway.gatherings.importing.matching import Known, Pair, fingerprint, likeness
from kithway.gatherings.importing.row import row_said
from kithway.gatherings.importing.texts import folded
from kithway.gatherings.models import Source, SourceRow

ALIKE = 0.5


class Memory:
    """The rows of last time of the source of this name, or of the one it is the next issue of.

    A file sent by hand is called differently each time: where the name is new, a source of the
    community that shares at least half of its rows with this list is the same list.
    """

    def __init__(self, community: Community, name: str, pairs: Iterable[Pair]) -> None:
        self.community = community
        self.source = self._source(name, list(pairs)) if community.pk else None
        self.name = self.source.name if self.source else name
        self.known: list[Known] = list(self._known())

    @property
    def is_master(self) -> bool:
        """Whether the list's word holds over what was edited here."""
        return bool(self.source and self.source.master == Source.Master.THERE)

    def settle(self) -> Source:
        """The source, made if new; the community is saved by now."""
        if self.source is None:
            self.source = Source.objects.create(community=self.community, name=self.name)
        return self.source

    def _source(self, name: str, pairs: list[Pair]) -> Source | None:
        sources = list(self.community.sources.all())
        if found := next((source for source in sources if source.name == name), None):
            return found
        marks = {_mark(pair.key, pair.row.name) for pair in pairs}
        for source in sources:
            rows = source.rows.values_list("key", "said__name")
            theirs = {_mark(key, called or "") for key, called in rows}
            if theirs and len(marks & theirs) >= ALIKE * max(len(marks), len(theirs)):
                return source
        return None

    def _known(self) -> Iterable[Known]:
        if self.source is None:
            return
        rows = SourceRow.objects.filter(source=self.source).order_by("pk")
        told = rows.values_list("pk", "key", "said", "missing_since")
        for pk, key, said, missing in told.iterator(chunk_size=500):
            row = row_said(said)
            yield Known(pk, key, fingerprint(row), likeness(row), missing is not None)


def _mark(key: str, name: str) -> str:
    """A key that is a bare number may be another list's by chance: its name must fit too."""
    return f"{key} {folded(name)}" if key.isdigit() else key
