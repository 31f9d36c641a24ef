from kithway.gatherings.models.finder_key import FinderKey
from kithway.gatherings.models.gathering import Gathering
from kithway.gatherings.models.occurrence import Occurrence
from kithway.gatherings.models.source import Source, SourceRow
from kithway.gatherings.models.term import Term

__all__ = ["FinderKey", "Gathering", "Occurrence", "Source", "SourceRow", "Term"]
