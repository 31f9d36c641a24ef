from django.urls import path

from kithway.gatherings.views.finder_json import finder_json

urlpatterns = [
    path("gatherings.json", finder_json, name="gatherings-json"),
]
