from django.urls import path

from kithway.front import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help-now/", views.help_now, name="help-now"),
    path("leave/", views.leave, name="leave"),
    path("leaving/", views.leaving, name="leaving"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("mine/", views.mine, name="mine"),
    path("mine/roles/<int:role>/", views.my_role, name="my-role"),
    path("offline/", views.offline, name="offline"),
    path("privacy/", views.privacy, name="privacy"),
    path("community-room/<slug:room>/", views.community_room, name="community-room"),
]
