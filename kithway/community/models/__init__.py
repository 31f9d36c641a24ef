from kithway.community.models.closure import Closure
from kithway.community.models.community import Community, HelpLine, Network
from kithway.community.models.place import Place, Room, ShownTo

__all__ = ["Closure", "Community", "HelpLine", "Network", "Place", "Room", "ShownTo"]
