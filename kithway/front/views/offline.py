"""What stays when there is no connection: the worker's list, a page, and the manifest."""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import gettext as _

from kithway.front.help_lines import read_help
from kithway.ui.access import anyone

SHELL = ("ui/kithway.css", "ui/leave.js", "ui/offline.js", "ui/favicon.svg")
ICONS = {192: "any", 512: "any maskable"}


@anyone
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker at the root, whose scope it is: what to keep, then the script itself.

    Public addresses alone. The version changes with any of them, and a new one replaces the old.
    """
    script = static("ui/worker.js")
    kept = {"shell": [static(name) for name in SHELL], "pages": _pages()}
    digest = hashlib.blake2b(json.dumps([kept, script]).encode(), digest_size=6)
    kept["version"] = digest.hexdigest()
    source = f"self.KITHWAY = {json.dumps(kept)};\nimportScripts({json.dumps(script)});\n"
    return HttpResponse(
        source, content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )


def _pages() -> dict[str, dict[str, str]]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = {"help": reverse("help-now"), "offline": reverse("offline")}
    return found


@anyone
def offline(request: HttpRequest) -> HttpResponse:
    """Shown in place of a page that could not be fetched. It has the lines of Help now itself."""
    response = render(request, "front/offline.html", {"help": read_help()})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@anyone
def manifest(request: HttpRequest) -> HttpResponse:
    """For who puts the site on a phone's first screen: its name and picture say nothing of why.

    `browser`: in a window without a browser's own buttons, Leave would open the neutral page on top
    of ours.
    """
    return JsonResponse(
        {
            "name": "Kithway",
            "short_name": "Kithway",
            "description": _("Things to do near you."),
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": reverse("home"),
            "scope": "/",
            "display": "browser",
            "theme_color": "#0e3a2d",
            "background_color": "#fbf8f2",
            "icons": [
                {
                    "src": static(f"ui/icon-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size, purpose in ICONS.items()
            ],
        },
        content_type="application/manifest+json",
    )
