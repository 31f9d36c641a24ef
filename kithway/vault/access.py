"""The permission to open. Whoever wants plaintext must hold one; framework-free.

Only `consent` makes them, and `people.secrets` for what signing in itself needs; a house test holds
that.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Access:
    """`reader`: who opens, as receipts name them. `owner`, `scope`: whose, and which part of it.
    `until`: aware; from then on it opens nothing. `receipt`: the record that was written first."""

    reader: str
    owner: UUID
    scope: str
    until: datetime
    receipt: int | None = None
