"""Addresses of holding a gathering: who holds, the rota, attendance, how it was, letters."""

from django.urls import path

from kithway.gatherings.views.coming_seat import holding_seat
from kithway.gatherings.views.holding import (
    holding,
    holding_count,
    holding_date,
    holding_hand_over,
)
from kithway.gatherings.views.how_was_it import how_was_it, how_was_it_guest, how_was_it_mine
from kithway.gatherings.views.letter import letter_guest, letter_mine, verify
from kithway.gatherings.views.room_attendance import room_attendance
from kithway.gatherings.views.room_people import room_people
from kithway.gatherings.views.room_rota import room_rota, room_shift, room_shift_add
from kithway.gatherings.views.rota import rota

ROOM = "community-room/<slug:room>/"
DATE = "holding/<slug:slug>/<str:date>/"

HOLDING = [
    path("holding/", holding, name="holding"),
    path(DATE, holding_date, name="holding-date"),
    path(f"{DATE}<uuid:pk>/", holding_seat, name="holding-seat"),
    path(f"{DATE}hand-over/", holding_hand_over, name="holding-hand-over"),
    path(f"{DATE}who-came/", holding_count, name="holding-count"),
    path("rota/", rota, name="rota"),
    path("verify/", verify, name="verify"),
    path("coming/<str:token>/letter/", letter_guest, name="letter-guest"),
    path("mine/letter/", letter_mine, name="letter-mine"),
    path("gatherings/<slug:slug>/<str:date>/how-was-it/", how_was_it, name="how-was-it"),
    path("coming/<str:token>/<str:date>/how-was-it/", how_was_it_guest, name="how-was-it-guest"),
    path(
        "mine/gatherings/<slug:slug>/<str:date>/how-was-it/",
        how_was_it_mine,
        name="how-was-it-mine",
    ),
    path(f"{ROOM}attendance/", room_attendance, name="room-attendance-now"),
    path(f"{ROOM}attendance/<str:month>/", room_attendance, name="room-attendance"),
    path(f"{ROOM}gatherings/<slug:slug>/people/", room_people, name="room-people"),
    path(f"{ROOM}rota/", room_rota, name="room-rota"),
    path(f"{ROOM}rota/new/", room_shift_add, name="room-shift-add"),
    path(f"{ROOM}rota/<uuid:pk>/", room_shift, name="room-shift"),
]
