from django.urls import path

from kithway.front.views import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
