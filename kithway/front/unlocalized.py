from django.urls import path

from kithway.front.views import healthz, worker

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("sw.js", worker, name="worker"),
]
