"""Our own codes, which a list's words are read into."""

from kithway.community.access import ACCESS
from kithway.gatherings import vocabulary

VOCABULARY = {
    "kind": frozenset(vocabulary.KINDS),
    "pathway": frozenset(vocabulary.PATHWAYS),
    "audience": frozenset(vocabulary.AUDIENCES),
    "welcome": frozenset(vocabulary.WELCOMES),
    "access": frozenset(ACCESS),
    "language": frozenset(vocabulary.LANGUAGES),
}
