from django.urls import path

from kithway.people import views

urlpatterns = [
    path("sign-up/", views.sign_up, name="sign-up"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/again/", views.sign_in_again, name="sign-in-again"),
    path("sign-in/passkey/", views.passkey_sign_in, name="sign-in-passkey"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("recover/", views.recover, name="recover"),
    path("recover/mail/", views.recover_by_mail, name="recover-mail"),
    path("recover/<str:token>/", views.recover_link, name="recover-link"),
    path("mail/<str:token>/", views.confirm_mail, name="confirm-mail"),
    path("mine/settings/", views.settings, name="settings"),
    path("mine/settings/asked-by-mail/", views.refuse, name="refuse-recovery"),
    path("mine/settings/code-app/", views.code_app, name="code-app"),
    path("mine/settings/devices/", views.devices, name="devices"),
    path("mine/settings/mail/", views.mail, name="mail"),
    path("mine/settings/passkeys/", views.passkeys, name="passkeys"),
    path("mine/settings/password/", views.password, name="password"),
    path("mine/settings/recovery-code/", views.recovery_code, name="recovery-code"),
    path("mine/settings/recovery-code/file/", views.code_file, name="code-file"),
]
