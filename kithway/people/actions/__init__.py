from kithway.people.actions.accounts import renew_recovery_code, set_password, sign_up
from kithway.people.actions.recovering import refuse_recovery

__all__ = ["refuse_recovery", "renew_recovery_code", "set_password", "sign_up"]
