from kithway.front.views.community_room import community_room
from kithway.front.views.errors import bad_request, broken, not_allowed, not_found
from kithway.front.views.health import healthz
from kithway.front.views.help_now import help_now
from kithway.front.views.home import home
from kithway.front.views.leaving import leave, leaving
from kithway.front.views.mine import mine, my_role
from kithway.front.views.offline import manifest, offline, worker
from kithway.front.views.privacy import privacy
from kithway.front.views.room_history import room_history, room_undo
from kithway.front.views.room_roles import room_role, room_roles

__all__ = [
    "bad_request",
    "broken",
    "community_room",
    "healthz",
    "help_now",
    "home",
    "leave",
    "leaving",
    "manifest",
    "mine",
    "my_role",
    "not_allowed",
    "not_found",
    "offline",
    "privacy",
    "room_history",
    "room_role",
    "room_roles",
    "room_undo",
    "worker",
]
