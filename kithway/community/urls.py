from django.urls import path

from kithway.community import views

ROOM = "community-room/<slug:room>/"

urlpatterns = [
    path("start/", views.start, name="start"),
    path("start/<uuid:pk>/", views.started, name="started"),
    path("steward/", views.steward, name="steward"),
    path("steward/requests/<uuid:pk>/", views.steward_request, name="steward-request"),
    path("if-i-write/", views.if_i_write_anywhere, name="if-i-write-anywhere"),
    path("communities/<slug:slug>/first-time/", views.first_time, name="first-time"),
    path("communities/<slug:slug>/if-i-write/", views.if_i_write, name="if-i-write"),
    path(f"{ROOM}pages/", views.room_pages, name="room-pages"),
    path(f"{ROOM}pages/<slug:kind>/", views.room_page, name="room-page"),
    path(f"{ROOM}agreements/", views.room_agreements, name="room-agreements"),
    path(f"{ROOM}agreements/<int:pk>/", views.room_agreement_end, name="room-agreement-end"),
    path(f"{ROOM}help-lines/", views.room_help_lines, name="room-help-lines"),
    path(f"{ROOM}help-lines/new/", views.room_help_line_add, name="room-help-line-add"),
    path(f"{ROOM}help-lines/<int:pk>/", views.room_help_line, name="room-help-line"),
    path(
        f"{ROOM}help-lines/changes/<int:pk>/",
        views.room_help_line_change,
        name="room-help-line-change",
    ),
]
