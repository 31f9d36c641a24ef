from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("kithway.front.unlocalized")),
    path("", include("kithway.gatherings.unlocalized")),
    *i18n_patterns(
        path("", include("kithway.front.urls")),
        path("", include("kithway.people.urls")),
        path("", include("kithway.community.urls")),
        path("", include("kithway.gatherings.urls")),
        prefix_default_language=False,
    ),
]
if settings.DEBUG:
    urlpatterns.append(path("gallery/", include("kithway.ui.urls")))
handler400 = "kithway.front.views.bad_request"
handler403 = "kithway.front.views.not_allowed"
handler404 = "kithway.front.views.not_found"
handler500 = "kithway.front.views.broken"
