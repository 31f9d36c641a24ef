"""What somebody says with a booking, sealed: what they need, and how to reach them."""

import json
from dataclasses import asdict, dataclass

from kithway.gatherings.models import Booking
from kithway.vault.access import Access
from kithway.vault.kept import open_kept, seal_kept


@dataclass(frozen=True, slots=True)
class Private:
    """Each '' where nothing was said. `token`: of the private link, to be put into what is sent;
    kept only where there is somebody to send it to."""

    needs: str = ""
    contact: str = ""
    channel: str = ""
    token: str = ""


def seal_private(booking: Booking, said: Private) -> None:
    """Put it into the booking, which is not saved; nothing is sealed where nothing was said."""
    given = {name: value for name, value in asdict(said).items() if value}
    booking.private = seal_kept(json.dumps(given), at=booking.at) if given else None
    booking.has_needs = bool(said.needs)


def open_private(booking: Booking, access: Access) -> Private:
    """What was said. Raises NotOpened where the access is not for it."""
    if booking.private is None:
        return Private()
    return Private(**json.loads(open_kept(bytes(booking.private), at=booking.at, access=access)))
