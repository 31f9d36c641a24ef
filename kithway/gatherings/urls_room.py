"""The room's pages of gatherings, places and closures."""

from django.urls import path

from kithway.gatherings import views

ROOM = "community-room/<slug:room>/"
PLACE = f"{ROOM}places/<slug:slug>/"

ROOM_PAGES = [
    path(f"{ROOM}new-gathering/", views.room_gathering_add, name="room-gathering-add"),
    path(
        f"{ROOM}gatherings/<slug:slug>/change/",
        views.room_gathering_change,
        name="room-gathering-change",
    ),
    path(f"{ROOM}places/", views.room_places, name="room-places"),
    path(f"{ROOM}new-place/", views.room_place_add, name="room-place-add"),
    path(PLACE, views.room_place, name="room-place"),
    path(f"{PLACE}change/", views.room_place_change, name="room-place-change"),
    path(f"{PLACE}photo/", views.room_place_photo, name="room-place-photo"),
    path(f"{PLACE}rooms/", views.room_place_room, name="room-place-room-add"),
    path(f"{PLACE}rooms/<int:pk>/", views.room_place_room, name="room-place-room"),
    path(f"{PLACE}keys/", views.room_place_keys, name="room-place-keys"),
    path(f"{PLACE}keys/<uuid:pk>/", views.room_place_key, name="room-place-key"),
    path(f"{PLACE}closure/", views.room_place_close, name="room-place-close"),
    path(f"{ROOM}closures/", views.room_closures, name="room-closures"),
    path(f"{ROOM}closures/new/", views.room_close, name="room-close"),
    path(f"{ROOM}closures/<int:pk>/", views.room_reopen, name="room-reopen"),
    path(f"{ROOM}about/", views.room_about, name="room-about"),
]
