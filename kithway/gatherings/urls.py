from django.urls import path

from kithway.gatherings import views

urlpatterns = [
    path("gatherings/", views.finder, name="gatherings"),
    path("appointments/", views.appointments, name="appointments"),
    path("gatherings/<slug:slug>/", views.gathering, name="gathering"),
    path("gatherings/<slug:slug>/way-in/", views.way_in, name="way-in-undated"),
    path("gatherings/<slug:slug>/flyer/", views.flyer, name="flyer"),
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
]
