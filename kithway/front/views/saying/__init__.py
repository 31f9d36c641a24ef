from kithway.front.views.saying.concerns import (
    room_concern,
    room_concerns,
    something_wrong,
)
from kithway.front.views.saying.pauses import pause, pauses, room_pause, room_pauses
from kithway.front.views.saying.suggestions import (
    room_suggestion,
    room_suggestions,
    suggest,
)

__all__ = [
    "pause",
    "pauses",
    "room_concern",
    "room_concerns",
    "room_pause",
    "room_pauses",
    "room_suggestion",
    "room_suggestions",
    "something_wrong",
    "suggest",
]
