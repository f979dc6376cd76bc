"""Settings, from the environment, safe by default; what runs lives in `.var/`."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from miramas_guide import catalogues

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")

# Everything made at run time: database, media, static files, secret, backups, counters.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / ".var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
IS_HTTPS = _site.scheme == "https"


def _secret_key() -> str:
    """From SECRET_KEY, else the file that `make run` generated; never a default one."""
    key = env("SECRET_KEY", default="")
    file = VAR_DIR / "secret"
    if not key and file.exists():
        key = file.read_text(encoding="ascii").strip()
    if not key and not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY manque : définissez-la dans l’environnement, ou lancez « make run »."
        )
    return key or "only-for-development-never-in-production"


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_site.hostname, "localhost", "127.0.0.1"])

INSTALLED_APPS = [
    "miramas_guide.apps.GuideAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django_filters",
    "leaflet",
    "lucide",
    "simple_history",
    "solo",
    "csp",
    "actors",
    "services",
    "miramas_guide",
]

MIDDLEWARE = [
    "miramas_guide.health.HealthMiddleware",
    "miramas_guide.logs.RequestIdMiddleware",
    "miramas_guide.patience.PatienceMiddleware",
    "miramas_guide.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "services.web.refusals.RefusalMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "actors.accounts.sessions.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "miramas_guide.urls"
WSGI_APPLICATION = "miramas_guide.wsgi.application"
AUTH_USER_MODEL = "actors.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "admin:login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "services.web.context.guide",
            ]
        },
    }
]

_SQLITE = {
    # WAL: readers never wait for a writer. IMMEDIATE: a writer waits at its start, not half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
    ),
}


def _database(url: str) -> dict:
    config = environ.Env.db_url_config(url)
    # Kept: to open one costs 2 ms with SQLite and its settings, more with PostgreSQL.
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] = _SQLITE
        config["CONN_MAX_AGE"] = None
    else:
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
        config.setdefault("OPTIONS", {})["connect_timeout"] = 3
    return config


DATABASES = {
    "default": _database(env("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'guide.sqlite3'}"))
}
# A streaming replica for the shared pages (services/web/replica.py).
if _replica := env("DATABASE_REPLICA_URL", default=""):
    DATABASES["replica"] = _database(_replica) | {"TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["services.web.replica.ReplicaRouter"]

CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://"),
    # Rendered pages, keyed by the revision: some 20 kB each, compressed.
    "pages": {
        **env.cache_url("CACHE_URL", default="locmemcache://pages"),
        "TIMEOUT": 3600,
        "KEY_PREFIX": "page",
    },
}
for _cache in CACHES.values():
    if _cache["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        _cache["BACKEND"] = "miramas_guide.caches.ForgivingRedisCache"
        _cache["OPTIONS"] = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
if "locmem" in CACHES["pages"]["BACKEND"]:
    CACHES["pages"]["OPTIONS"] = {"MAX_ENTRIES": 500, "CULL_FREQUENCY": 5}
# Part of every page's key: another release renders other pages from the same data.
RELEASE = env("RELEASE", default=str((BASE_DIR / "templates").stat().st_mtime_ns))

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "actors.accounts.passwords.RescueLengthValidator"},
]
# Slow and hungry for memory, like Argon2, and part of Python; older digests still open.
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}"
    for name in ("ScryptPasswordHasher", "PBKDF2PasswordHasher")
]
# A telephone's code after the password, for `/gestion/`.
SECOND_FACTOR_REQUIRED = IS_HTTPS

LANGUAGE_CODE = "fr"
LANGUAGES = [
    ("fr", _("français")),
    ("en", _("anglais")),
    ("ar", _("arabe")),
    ("tr", _("turc")),
    ("es", _("espagnol")),
    ("pt", _("portugais")),
]
LOCALE_PATHS = [catalogues.compiled(VAR_DIR / "locale")]
LANGUAGES_READY = catalogues.ready()
LANGUAGES_REVIEWED = catalogues.REVIEWED
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_MAX_AGE = 60

# The map's tiles: IGN Plan, served by the Géoplateforme, written out so that it can be changed.
TILES_URL = env(
    "TILES_URL",
    default=(
        "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
        "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
        "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    ),
)
_tiles = urlsplit(TILES_URL)
_TILES_ORIGIN = f"{_tiles.scheme}://{_tiles.netloc}" if _tiles.netloc else SELF
GEOCODER_URL = env("GEOCODER_URL", default="https://data.geopf.fr/geocodage")

LEAFLET_CONFIG = {
    "DEFAULT_CENTER": (43.582222, 5.001944),
    "DEFAULT_ZOOM": 14,
    "MIN_ZOOM": 10,
    "MAX_ZOOM": 18,
    "RESET_VIEW": False,
    "SCALE": "metric",
    "ATTRIBUTION_PREFIX": False,
    "TILES": [
        (
            "Plan IGN",
            TILES_URL,
            {
                "attribution": "© IGN – Géoplateforme",
                "maxZoom": 18,
                "referrerPolicy": "strict-origin",
            },
        )
    ],
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **{
            f"{kind}-src": [SELF]
            for kind in ("script", "style", "font", "connect", "manifest", "worker")
        },
        "img-src": [SELF, "data:", _TILES_ORIGIN],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Cookies and redirects follow the scheme of SITE_URL: plain HTTP on one's own machine works.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 3600
LANGUAGE_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "services.views.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # a mail server that stalls must not hold a page
# Whom to write to when a job of the night fails; nobody unless named.
ALERT_EMAIL = env("ALERT_EMAIL", default="")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"guide@{_site.hostname}")

# The meaning of words (a 65 MB table in memory): off, the search still works by words alone.
SEARCH_SEMANTICS = env.bool("SEARCH_SEMANTICS", default=True)

# ProConnect, for staff and partners: off until its address and our names there are given.
PROCONNECT_URL = env("PROCONNECT_URL", default="").rstrip("/")
PROCONNECT_CLIENT_ID = env("PROCONNECT_CLIENT_ID", default="")
PROCONNECT_CLIENT_SECRET = env("PROCONNECT_CLIENT_SECRET", default="")
PROCONNECT_ALGORITHM = env("PROCONNECT_ALGORITHM", default="RS256")
# The SIRET of the town's services whose staff may enter.
PROCONNECT_SIRETS = env.list("PROCONNECT_SIRETS", default=[])
PROCONNECT_TIMEOUT_S = 5

# Partners' personal links; a new one revokes the former (services/upkeep/partners.py).
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "sesame.backends.ModelBackend",
]
if PROCONNECT_URL:
    AUTHENTICATION_BACKENDS.append("actors.accounts.proconnect.backend.ProConnectBackend")
    # Signing out of the guide leads to signing out of ProConnect.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        "{0.scheme}://{0.netloc}".format(urlsplit(PROCONNECT_URL))
    )
SESAME_MAX_AGE = 30 * 24 * 3600

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "miramas_guide.logs.JsonFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            **({} if DEBUG else {"formatter": "json"}),
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
