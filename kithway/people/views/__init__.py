from kithway.people.views.again import sign_in_again
from kithway.people.views.second_factor import second_factor
from kithway.people.views.settings import devices, refuse, settings
from kithway.people.views.sign_in import sign_in
from kithway.people.views.sign_out import sign_out
from kithway.people.views.sign_up import sign_up

__all__ = [
    "devices",
    "refuse",
    "second_factor",
    "settings",
    "sign_in",
    "sign_in_again",
    "sign_out",
    "sign_up",
]
