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
    "kithway.vault",
    "kithway.people",
    "kithway.host",
    "kithway.community",
    "kithway.consent",
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
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kithway.ui.templatetags.beside",
            ],
        },
    }
]

FORM_RENDERER = "kithway.ui.forms.Renderer"
# A function that tells the shell what this installation is called and whether it is a demo.
SITE = "kithway.front.site.read_site"

KEYS_FOLDER = DATA / "keys"
# What is sealed here opens in no other installation.
INSTALLATION = env.made_once(KEYS_FOLDER / "installation")
# Stirred into every password hash, so that a stolen database alone is not worth guessing at.
PEPPER = env.made_once(KEYS_FOLDER / "pepper").encode()
DATABASES = {"default": env.database(DATA), "keys": env.keys_database(DATA)}
DATABASE_ROUTERS = ["kithway.vault.router.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["kithway.people.passwords.Peppered"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Sent only where a steward has set it up.
MAIL_URL = env.mail_url("KITHWAY_MAIL_URL")
MAIL_FROM = env.text("KITHWAY_MAIL_FROM", "")
# Text messages go through a function `send(number, text)`, by its dotted path, or as JSON to an
# address with a key; by default through none.
TEXT_URL = env.text("KITHWAY_TEXT_URL", "")
TEXT_KEY = env.text("KITHWAY_TEXT_KEY", "")
TEXT_GATEWAY = env.text(
    "KITHWAY_TEXT_GATEWAY", "kithway.people.telling.posted.send" if TEXT_URL else ""
)
# Whether anyone may start a community here at once; else a steward says yes first.
COMMUNITIES_OPEN = env.flag("KITHWAY_COMMUNITIES_OPEN")
# Whether guests may keep as many places in an hour as they like: for benchmarks.
GUESTS_UNLIMITED = env.flag("KITHWAY_GUESTS_UNLIMITED")
GAZETTEER = DATA / "gazetteer.sqlite3"
# Where `kithway backup` writes, and where the doctor looks for its files.
BACKUPS = env.folder("KITHWAY_BACKUPS")

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
# Goes with the browser's window.
CSRF_COOKIE_AGE = None
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
