from django.urls import path

from kithway.gatherings import views

ROOM = "community-room/<str:token>/lists/"

urlpatterns = [
    path("gatherings/", views.finder, name="gatherings"),
    path("appointments/", views.appointments, name="appointments"),
    path("gatherings/<slug:slug>/", views.gathering, name="gathering"),
    path("gatherings/<slug:slug>/way-in/", views.way_in, name="way-in-undated"),
    path("gatherings/<slug:slug>/<str:date>/", views.occurrence, name="occurrence"),
    path("gatherings/<slug:slug>/<str:date>/way-in/", views.way_in, name="way-in"),
    path("places/<slug:slug>/", views.place, name="place"),
    path("places/<slug:slug>/photo/", views.photo, name="place-photo"),
    path("communities/", views.communities, name="communities"),
    path("communities/<slug:slug>/", views.community, name="community"),
    path(ROOM, views.room_lists, name="room-lists"),
    path(f"{ROOM}new/", views.room_list_add, name="room-list-add"),
    path(f"{ROOM}<int:pk>/", views.room_list, name="room-list"),
    path(f"{ROOM}<int:pk>/mapping/", views.room_list_mapping, name="room-list-mapping"),
    path(f"{ROOM}<int:pk>/reading/", views.room_list_read, name="room-list-read"),
    path(f"{ROOM}<int:pk>/end/", views.room_list_end, name="room-list-end"),
]
