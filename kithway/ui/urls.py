from django.urls import path

from kithway.ui.gallery import gallery

urlpatterns = [path("", gallery, name="gallery")]
