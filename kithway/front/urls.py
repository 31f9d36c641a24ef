from django.urls import path

from kithway.front import views

urlpatterns = [
    path("", views.home, name="home"),
]
