from django.urls import path

from kithway.front import views

ROOM = "community-room/<slug:room>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("help-now/", views.help_now, name="help-now"),
    path("leave/", views.leave, name="leave"),
    path("leaving/", views.leaving, name="leaving"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.offline, name="offline"),
    path("privacy/", views.privacy, name="privacy"),
    path(ROOM, views.community_room, name="community-room"),
    path(f"{ROOM}people/", views.room_roles, name="room-roles"),
    path(f"{ROOM}people/<int:pk>/", views.room_role, name="room-role"),
    path(f"{ROOM}history/", views.room_history, name="room-history"),
    path(f"{ROOM}history/<uuid:pk>/", views.room_undo, name="room-undo"),
]
