from django.urls import path

from kithway.people import views

urlpatterns = [
    path("sign-up/", views.sign_up, name="sign-up"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/again/", views.sign_in_again, name="sign-in-again"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("mine/settings/", views.settings, name="settings"),
    path("mine/settings/devices/", views.devices, name="devices"),
    path("mine/settings/asked-by-mail/", views.refuse, name="refuse-recovery"),
]
