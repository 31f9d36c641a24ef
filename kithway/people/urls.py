from django.urls import path

from kithway.people import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("second-factor/", views.second_factor, name="second-factor"),
]
