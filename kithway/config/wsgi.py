import os

from django.core.wsgi import get_wsgi_application

from kithway.ui.pagecache import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithway.config.settings")
application = PageCache(get_wsgi_application(), leave_alone=("/static/",))
