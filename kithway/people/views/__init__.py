from kithway.people.views.again import sign_in_again
from kithway.people.views.code_app import code_app
from kithway.people.views.mail import confirm_mail, mail, recover_by_mail, recover_link
from kithway.people.views.passkey import passkey_sign_in
from kithway.people.views.passkeys import passkeys
from kithway.people.views.password import code_file, password, recovery_code
from kithway.people.views.recover import recover
from kithway.people.views.second_factor import second_factor
from kithway.people.views.settings import devices, refuse, settings
from kithway.people.views.sign_in import sign_in
from kithway.people.views.sign_out import sign_out
from kithway.people.views.sign_up import sign_up

__all__ = [
    "code_app",
    "code_file",
    "confirm_mail",
    "devices",
    "mail",
    "passkey_sign_in",
    "passkeys",
    "password",
    "recover",
    "recover_by_mail",
    "recover_link",
    "recovery_code",
    "refuse",
    "second_factor",
    "settings",
    "sign_in",
    "sign_in_again",
    "sign_out",
    "sign_up",
]
