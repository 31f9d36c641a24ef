from django.urls import path

from kithway.gatherings import views
from kithway.gatherings.urls_holding import HOLDING
from kithway.gatherings.urls_room import ROOM_PAGES
from kithway.gatherings.views import room_files, room_review
from kithway.gatherings.views.coming_seat import room_coming_seat
from kithway.gatherings.views.files import gathering_ics, gatherings_ics, neutral_ics
from kithway.gatherings.views.room_comments import room_comments
from kithway.gatherings.views.room_numbers import (
    room_numbers,
    room_numbers_paper,
    room_numbers_pdf,
    room_numbers_table,
)

NUMBERS = "community-room/<slug:room>/numbers/"
LISTS = "community-room/<slug:room>/lists/"
FILES = "community-room/<slug:room>/files/"

urlpatterns = [
    *HOLDING,
    *ROOM_PAGES,
    path("dates/<str:token>/", views.date_link, name="date-link"),
    path("community-room/<slug:room>/dates/", views.room_dates, name="room-dates"),
    path("community-room/<slug:room>/settings/", views.room_settings, name="room-settings"),
    path("community-room/<slug:room>/gatherings/", views.room_gatherings, name="room-gatherings"),
    path(
        "community-room/<slug:room>/gatherings/<slug:slug>/",
        views.room_gathering,
        name="room-gathering",
    ),
    path(
        "community-room/<slug:room>/gatherings/<slug:slug>/<str:date>/",
        views.room_date,
        name="room-date",
    ),
    path("community-room/<slug:room>/coming/", views.room_coming, name="room-coming"),
    path(
        "community-room/<slug:room>/coming/<slug:slug>/<str:date>/",
        views.room_coming_date,
        name="room-coming-date",
    ),
    path(
        "community-room/<slug:room>/coming/<slug:slug>/<str:date>/<uuid:pk>/",
        room_coming_seat,
        name="room-coming-seat",
    ),
    path(f"{FILES}", room_files.room_files, name="room-files"),
    path(f"{FILES}<uuid:pk>/", room_files.room_file, name="room-file"),
    path(f"{FILES}<uuid:pk>/table/", room_files.room_file_download, name="room-file-download"),
    path(f"{FILES}review/", room_review.room_review, name="room-review"),
    path(f"{FILES}review/<int:pk>/", room_review.room_term, name="room-term"),
    path("gatherings/", views.finder, name="gatherings"),
    path("appointments/", views.appointments, name="appointments"),
    path("gatherings/<slug:slug>/", views.gathering, name="gathering"),
    path("gatherings.ics", gatherings_ics, name="gatherings-ics"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<int:pk>.ics", neutral_ics, name="neutral-ics"),
    path("feeds/", views.feeds, name="feeds"),
    path("embed/gatherings/", views.embed, name="embed"),
    path("gatherings/<slug:slug>/calendar/", views.gathering_calendar, name="gathering-calendar"),
    path("gatherings/<slug:slug>/calendar.ics", gathering_ics, name="gathering-ics"),
    path("gatherings/<slug:slug>/way-in/", views.way_in, name="way-in-undated"),
    path("gatherings/<slug:slug>/flyer/", views.flyer, name="flyer"),
    path("gatherings/<slug:slug>/<str:date>/coming/", views.coming, name="coming"),
    path("coming/<str:token>/", views.kept_place, name="kept-place"),
    path("mine/coming/<uuid:pk>/", views.mine_coming, name="mine-coming"),
    path("gatherings/<slug:slug>/<str:date>/", views.occurrence, name="occurrence"),
    path("gatherings/<slug:slug>/<str:date>/way-in/", views.way_in, name="way-in"),
    path("paper/", views.paper, name="paper"),
    path("paper/<str:key>/", views.sheet, name="sheet"),
    path("paper/<str:key>/page/", views.sheet_page, name="sheet-page"),
    path("paper/<str:key>/sheet.pdf", views.sheet_pdf, name="sheet-pdf"),
    path("paper/<str:key>/picture.png", views.sheet_picture, name="sheet-picture"),
    path("places/<slug:slug>/", views.place, name="place"),
    path("places/<slug:slug>/photo/", views.photo, name="place-photo"),
    path("communities/", views.communities, name="communities"),
    path("communities/<slug:slug>/", views.community, name="community"),
    path(NUMBERS, room_numbers, name="room-numbers"),
    path(f"{NUMBERS}comments/<str:span>/", room_comments, name="room-comments"),
    path(f"{NUMBERS}<str:span>/<str:beside>/", room_numbers, name="room-numbers-of"),
    path(f"{NUMBERS}<str:span>/<str:beside>/paper/", room_numbers_paper, name="room-numbers-paper"),
    path(
        f"{NUMBERS}<str:span>/<str:beside>/numbers.pdf", room_numbers_pdf, name="room-numbers-pdf"
    ),
    path(
        f"{NUMBERS}<str:span>/<str:beside>/numbers.csv",
        room_numbers_table,
        name="room-numbers-table",
    ),
    path(LISTS, views.room_lists, name="room-lists"),
    path(f"{LISTS}new/", views.room_list_add, name="room-list-add"),
    path(f"{LISTS}<int:pk>/", views.room_list, name="room-list"),
    path(f"{LISTS}<int:pk>/mapping/", views.room_list_mapping, name="room-list-mapping"),
    path(f"{LISTS}<int:pk>/reading/", views.room_list_read, name="room-list-read"),
    path(f"{LISTS}<int:pk>/end/", views.room_list_end, name="room-list-end"),
]
