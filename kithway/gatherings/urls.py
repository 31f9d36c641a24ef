from django.urls import path

from kithway.gatherings import views

urlpatterns = [
    path("dates/<str:token>/", views.date_link, name="date-link"),
    path("community-room/<str:token>/dates/", views.room_dates, name="room-dates"),
    path("community-room/<str:token>/settings/", views.room_settings, name="room-settings"),
    path(
        "community-room/<str:token>/gatherings/<slug:slug>/",
        views.room_gathering,
        name="room-gathering",
    ),
    path(
        "community-room/<str:token>/gatherings/<slug:slug>/<str:date>/",
        views.room_date,
        name="room-date",
    ),
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
]
