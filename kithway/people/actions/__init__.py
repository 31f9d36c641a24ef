from kithway.people.actions.accounts import renew_recovery_code, set_password, sign_up
from kithway.people.actions.factors import (
    changed,
    remove_app,
    remove_passkey,
    renew_backup_codes,
    set_up_app,
)
from kithway.people.actions.mailing import (
    answer_asked,
    ask_by_mail,
    confirm_mail,
    mail_of,
    remove_mail,
    say_it_changed,
    set_mail,
)
from kithway.people.actions.recovering import (
    recover_by_code,
    recover_by_mail,
    refuse_recovery,
    waiting_recovery,
)
from kithway.people.actions.stewards import make_steward

__all__ = [
    "answer_asked",
    "ask_by_mail",
    "changed",
    "confirm_mail",
    "mail_of",
    "make_steward",
    "recover_by_code",
    "recover_by_mail",
    "refuse_recovery",
    "remove_app",
    "remove_mail",
    "remove_passkey",
    "renew_backup_codes",
    "renew_recovery_code",
    "say_it_changed",
    "set_mail",
    "set_password",
    "set_up_app",
    "sign_up",
    "waiting_recovery",
]
