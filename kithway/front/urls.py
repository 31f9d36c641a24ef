from django.urls import path

from kithway.front import views
from kithway.front.views import saying

ROOM = "community-room/<slug:room>/"

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
    path("communities/<slug:slug>/suggest/", saying.suggest, name="suggest"),
    path(
        "communities/<slug:slug>/something-went-wrong/",
        saying.something_wrong,
        name="something-wrong",
    ),
    path("mine/pauses/", saying.pauses, name="pauses"),
    path("mine/pauses/<uuid:pk>/", saying.pause, name="pause"),
    path(f"{ROOM}suggestions/", saying.room_suggestions, name="room-suggestions"),
    path(f"{ROOM}suggestions/<uuid:pk>/", saying.room_suggestion, name="room-suggestion"),
    path(f"{ROOM}concerns/", saying.room_concerns, name="room-concerns"),
    path(f"{ROOM}concerns/<uuid:pk>/", saying.room_concern, name="room-concern"),
    path(f"{ROOM}pauses/", saying.room_pauses, name="room-pauses"),
    path(f"{ROOM}pauses/<uuid:pk>/", saying.room_pause, name="room-pause"),
    path(ROOM, views.community_room, name="community-room"),
    path(f"{ROOM}people/", views.room_roles, name="room-roles"),
    path(f"{ROOM}people/<int:pk>/", views.room_role, name="room-role"),
    path(f"{ROOM}history/", views.room_history, name="room-history"),
    path(f"{ROOM}history/<uuid:pk>/", views.room_undo, name="room-undo"),
]
