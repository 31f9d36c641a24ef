from django.urls import path

from kithway.gatherings.views.finder import finder

urlpatterns = [
    path("gatherings/", finder, name="gatherings"),
]
