"""Settings, all from the environment; `.env.example` describes each variable.

An https PUBLIC_URL makes them production settings: secure cookies, HSTS, redirects, no demo.
"""

from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from minishop import addresses, env, jobs, logs
from minishop.push import keys
from minishop.staff import theme

env.load()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("DATA_DIR", BASE_DIR / ".data")
EMBEDDED = not env.text("DATABASE_URL")

DEBUG = env.flag("DEBUG", False)
PORT = env.number("PORT", 8000)
PUBLIC_URL = env.text("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
# The sandbox bank, the page of sent messages and staff with a known password: never where customers come.
DEMO = env.flag("DEMO", EMBEDDED and not HTTPS)

SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key", required=not (EMBEDDED or DEBUG))
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
ALLOWED_HOSTS += [urlsplit(PUBLIC_URL).hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [PUBLIC_URL] if HTTPS else [])
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # minishop.csrf is Django's own, taking the browser's word first

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "phonenumber_field",
    "django_htmx",
    "csp",
    "axes",
    "minishop",
    "catalog",
    "members",
    "payments",
    "orders",
]
MIDDLEWARE = [
    "minishop.visits.TrueAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "minishop.csp.Surfaces",
    "minishop.visits.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "minishop.csrf.SameOriginCsrf",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.secondfactor.middleware.SecondFactor",
    "members.devices.middleware.Seen",
    "members.activities.middleware.Invited",
    "minishop.visits.Audience",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "catalog.redirects.middleware.MovedAddresses",
]
ROOT_URLCONF = "minishop.urls"
WSGI_APPLICATION = "minishop.wsgi.application"
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "minishop.context.processors.page",
            ],
        },
    }
]

DATABASES = {"default": addresses.database("DATABASE_URL", DATA_DIR)}

REDIS_URL = addresses.redis("REDIS_URL", DATA_DIR)
BROKER_URL = env.text("BROKER_URL", f"{REDIS_URL}/0")
CACHE_URL = env.text("CACHE_URL", f"{REDIS_URL}/1")
CACHES = {
    "default": {
        "BACKEND": "minishop.cache.ForgivingCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "shop",
        "OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "retry": None},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60

globals().update(jobs.settings(BROKER_URL, DATA_DIR))

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "minishop" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
CURRENCY = env.text("CURRENCY", "CNY")
ORDER_PREFIX = env.text("ORDER_PREFIX", "LL")
HOLD_MINUTES = env.number("HOLD_MINUTES", 15)
IN_STORE_DAYS = env.number("IN_STORE_DAYS", 7)
# How long pieces to collect are kept on their shelf, and how long before its end their shopper is reminded.
PICKUP_KEEP_DAYS = env.number("PICKUP_KEEP_DAYS", 14)
PICKUP_REMIND_DAYS = env.number("PICKUP_REMIND_DAYS", 3)
ORDER_COMPLETE_DAYS = env.number("ORDER_COMPLETE_DAYS", 7)
RETURN_DAYS = env.number("RETURN_DAYS", 7)
FAULT_DAYS = env.number("FAULT_DAYS", 30)
RETURN_GOODS_DAYS = env.number("RETURN_GOODS_DAYS", 10)
RETURN_AUTO_LIMIT = env.number("RETURN_AUTO_LIMIT", 300)
RETURN_AUTO_A_MONTH = env.number("RETURN_AUTO_A_MONTH", 3)
REFUND_SECOND_ABOVE = env.number("REFUND_SECOND_ABOVE", 3000)
REVIEW_ASK_DAYS = env.number("REVIEW_ASK_DAYS", 7)
TAX_RATE = env.text("TAX_RATE", "0.13")
# What a bag costs, step by step: delivery is priced by the goods before coupons, so that none costs it.
PRICING_STEPS = [
    "orders.pricing.member_price.step",
    "orders.pricing.steps.rewards",
    "orders.pricing.steps.delivery",
    "orders.pricing.coupons.step",
]

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "minishop" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "minishop.brand.finders.BundleFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CSRF_FAILURE_VIEW = "minishop.context.errors.stale_form"
STORAGES = {
    "default": addresses.storage("STORAGE_URL"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STORAGES["private"] = addresses.private_storage(STORAGES["default"], DATA_DIR / "private")
MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_DIR / "media")
#: "address:port" that may be fetched from or posted to although no public address; for tests only.
FETCH_ALLOW: list[str] = []
#: The same for receivers of webhooks.
WEBHOOK_ALLOW: list[str] = []
_media_domain = STORAGES["default"].get("OPTIONS", {}).get("custom_domain")
MEDIA_URL = f"https://{_media_domain}/" if _media_domain else "/media/"

globals().update(addresses.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "shop@localhost")
MESSAGE_CHANNELS = {
    "email": env.text("EMAIL_CHANNEL", "minishop.notify.channels.Email"),
    "sms": env.text("SMS_CHANNEL", "minishop.notify.channels.Console"),
    "push": "minishop.push.channel.Push",
}

# Push: a shop on one machine makes its own key; elsewhere there is no push without one.
VAPID_PRIVATE_KEY = (
    env.secret("VAPID_PRIVATE_KEY", DATA_DIR / "vapid_key", required=False, make=keys.new)
    if EMBEDDED or DEBUG
    else env.text("VAPID_PRIVATE_KEY")
)
VAPID_CONTACT = parseaddr(DEFAULT_FROM_EMAIL)[1]

# Gateways by dotted path, in the order shoppers see them; the sandbox only where no money is real.
PAYMENT_GATEWAYS = env.words(
    "PAYMENT_GATEWAYS",
    [
        *(["payments.gateways.sandbox.gateway.SandboxGateway"] if DEMO else []),
        "payments.gateways.offline.gateway.OfflineGateway",
    ],
)

# Means of payment of the shop's own, held while the rest is paid; and in which order money goes back:
# what came through a gateway first.
# The first is used first where several are ticked: points have a floor, credit takes any rest.
INTERNAL_TENDERS = ["members.points.tender.PointsMoney", "members.credit.tender.StoreCredit"]
REFUND_ORDER = ["gateway", "points", "store-credit"]
# How much store credit staff may give at once without the right to give more.
CREDIT_GRANT_LIMIT = env.number("CREDIT_GRANT_LIMIT", 500)
# How many people staff may give something to at once without the right to give to more.
BULK_GRANT_LIMIT = env.number("BULK_GRANT_LIMIT", 500)
# How many points staff may give or take at once without the right to give more.
POINTS_GRANT_LIMIT = env.number("POINTS_GRANT_LIMIT", 2000)
# Carriers by dotted path, in the order staff see them; the sandbox only where no parcel is real.
CARRIERS = env.words(
    "CARRIERS",
    [
        "orders.carriers.manual.ManualCarrier",
        *(["orders.carriers.sandbox.carrier.SandboxCarrier"] if DEMO else []),
    ],
)

# Who makes the files of invoices: our own drawing, or a provider of electronic fapiao.
INVOICE_ISSUER = env.text("INVOICE_ISSUER", "orders.invoices.issuers.LocalIssuer")

LOGGING = logs.configure(as_json=not (DEMO or DEBUG), level=env.text("LOG_LEVEL", "INFO"))

# Sign-in by WeChat, where its app is known; in a demo a sandbox of ours stands in.
WECHAT_APP_ID = env.text("WECHAT_APP_ID")
WECHAT_APP_SECRET = env.text("WECHAT_APP_SECRET")
WECHAT_OPEN_BASE = env.text("WECHAT_OPEN_BASE", "https://open.weixin.qq.com")
WECHAT_API_BASE = env.text("WECHAT_API_BASE", "https://api.weixin.qq.com")
# Staff prove who they are twice, but for clerks; a demo says in a banner that it does not ask.
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", not DEMO)

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "me"
SIGN_IN_CODES_A_DAY = env.number("SIGN_IN_CODES_A_DAY", 2000)  # for the whole shop: a bill that can't explode
# The same for wishes to be told by SMS when a piece is back.
STOCK_ALERTS_BY_SMS_A_DAY = env.number("STOCK_ALERTS_BY_SMS_A_DAY", 500)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Staff: ten wrong passwords for one name from one address close that door for a quarter of an hour.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"
UNFOLD = theme.UNFOLD

# How often the API may be asked by one person or household: (requests, seconds).
API_LIMITS = {"read": (600, 60), "write": (120, 60), "order": (30, 60)}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "members.tokens.authentication.TokenAuthentication",
        "minishop.api.sessions.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["minishop.api.parsing.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["minishop.api.throttles.Throttle"],
    "DEFAULT_PAGINATION_CLASS": "minishop.api.pages.Pages",
    "DEFAULT_SCHEMA_CLASS": "minishop.openapi.schema.Schema",
    "EXCEPTION_HANDLER": "minishop.api.answering.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Minishop API",
    "DESCRIPTION": "What a shopper sees and does, for other programs.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["minishop.openapi.schema.finish"],
    "DISABLE_ERRORS_AND_WARNINGS": False,
}
