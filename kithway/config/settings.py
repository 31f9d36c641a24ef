"""Settings of one installation. What differs between installations is read in env.py."""

from kithway.config import env

DATA = env.data_folder()
DEBUG = env.flag("KITHWAY_DEBUG")
SECRET_KEY = env.secret_key(DATA)
ALLOWED_HOSTS = env.words("KITHWAY_HOSTS", "localhost 127.0.0.1 [::1]")
HTTPS = env.flag("KITHWAY_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_htmx",
    "kithway.people",
    "kithway.community",
    "kithway.gatherings",
    "kithway.front",
    "kithway.demo",
    "kithway.ui",
    "django.forms",  # after ours, so that a widget template of ours is found first
]
# No sessions here: public pages use no cookie, so that they can be cached.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kithway.ui.policy.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "kithway.config.urls"
WSGI_APPLICATION = "kithway.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [env.ROOT / "kithway" / "ui"],  # for components/
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["kithway.ui.context.shell"],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

FORM_RENDERER = "kithway.ui.forms.Renderer"
# A function that tells the shell what this installation is called and whether it is a demo.
SITE = "kithway.front.site.read_site"

DATABASES = {"default": env.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
GAZETTEER = DATA / "gazetteer.sqlite3"

LANGUAGE_CODE = "en"
# Each by its own name, which is the same in all of them.
LANGUAGES = [("en", "English"), ("es", "Español"), ("fr", "Français"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [env.ROOT / "kithway" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 31_536_000 if not DEBUG else 0

# `no-referrer` would make Django refuse our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

# Where the site is reached from outside: for links in what is printed or sent.
SITE_URL = env.text("KITHWAY_URL", "http://127.0.0.1:8000").rstrip("/")
# Where “Leave this page” goes: a page that anyone might have open.
LEAVE_TO = env.text("KITHWAY_LEAVE_TO", "https://www.bbc.co.uk/weather")
DISTANCE_UNIT = "mi"

# Errors keep type and place; no query string, body or visitor's address reaches a log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"no_tokens": {"()": "kithway.ui.logs.NoTokens"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# Lists come from public addresses only. Tests, which have no other host, let them come from here.
LISTS_FROM_HERE = False
