from kithway.community.models.closure import Closure
from kithway.community.models.community import Community, HelpLine, Network
from kithway.community.models.community_request import CommunityRequest
from kithway.community.models.entry import Entry
from kithway.community.models.place import Place, Room, ShownTo
from kithway.community.models.place_key import PlaceKey
from kithway.community.models.role import SEEING, Pause, Role
from kithway.community.models.saying import (
    Agreement,
    CommunityPage,
    Concern,
    HelpLineChange,
    Suggestion,
)

__all__ = [
    "SEEING",
    "Agreement",
    "Closure",
    "Community",
    "CommunityPage",
    "CommunityRequest",
    "Concern",
    "Entry",
    "HelpLine",
    "HelpLineChange",
    "Network",
    "Pause",
    "Place",
    "PlaceKey",
    "Role",
    "Room",
    "ShownTo",
    "Suggestion",
]
