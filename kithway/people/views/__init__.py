from kithway.people.views.second_factor import second_factor
from kithway.people.views.sign_in import sign_in

__all__ = ["second_factor", "sign_in"]
