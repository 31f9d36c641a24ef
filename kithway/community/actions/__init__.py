from kithway.community.actions.photo import set_photo
from kithway.community.actions.roles import accept_role, end_role, offer_role

__all__ = ["accept_role", "end_role", "offer_role", "set_photo"]
