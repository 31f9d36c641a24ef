from kithway.community.models.closure import Closure
from kithway.community.models.community import Community, HelpLine, Network
from kithway.community.models.coordinator_link import CoordinatorLink
from kithway.community.models.due import Due, DueManager
from kithway.community.models.place import Place, Room, ShownTo

__all__ = [
    "Closure",
    "Community",
    "CoordinatorLink",
    "Due",
    "DueManager",
    "HelpLine",
    "Network",
    "Place",
    "Room",
    "ShownTo",
]
