from django.urls import path

from kithway.gatherings.views.files import gatherings_csv, meeting_guide_json
from kithway.gatherings.views.finder_json import finder_json

urlpatterns = [
    path("gatherings.csv", gatherings_csv, name="gatherings-csv"),
    path("feeds/meeting-guide.json", meeting_guide_json, name="meeting-guide-json"),
    path("gatherings.json", finder_json, name="gatherings-json"),
]
