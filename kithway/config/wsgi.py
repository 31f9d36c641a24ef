import os

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from kithway.ui.pagecache import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithway.config.settings")
django = get_wsgi_application()
if settings.DEBUG:
    # Whatever starts it: debug pages never meet data that is not the demo's.
    call_command("check", verbosity=0)
application = PageCache(django, leave_alone=("/static/",))
