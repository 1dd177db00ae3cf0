"""Django settings; everything that differs between machines comes from environment variables."""

from importlib.metadata import distribution
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from marketplace import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.read("DATA_DIR", "str", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = environment.read("DEBUG", "bool", False)
SECRET_KEY = environment.read("SECRET_KEY", "str")
ALLOWED_HOSTS = environment.read("ALLOWED_HOSTS", "list", ["localhost", "127.0.0.1"])
PUBLIC_URL = environment.url("PUBLIC_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "placements",
    "labels",
    "companies",
    "schools",
    "marketplace.home",
    "marketplace.web",
    "marketplace.api",
    "marketplace.commitments",
    "marketplace.billing",
    "marketplace.documents",
    "marketplace.notifications",
    "marketplace.accounts",
    "marketplace.audit",
    "marketplace.mail",
    "marketplace.jobs",
    "marketplace.reference",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "marketplace.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.web.middleware.LeavingMiddleware",
    "marketplace.web.middleware.ReloadedMiddleware",
    "marketplace.web.middleware.RefusedMiddleware",
    "marketplace.reference.figures.ReadFiguresOnce",
]

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "marketplace.home.context.frame",
            ]
        },
    }
]
FORM_RENDERER = "marketplace.web.renderer.FieldRenderer"

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "marketplace.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "marketplace.accounts.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FORM_CLASS = "marketplace.accounts.forms.profile.NameForm"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {"activate_totp": "marketplace.accounts.forms.second_factor.ActivateForm"}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "marketplace" / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "media"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# Leaflet's own static folder only: as an installed app the package needs GDAL.
STATICFILES_DIRS = [
    Path(str(distribution("django-leaflet").locate_file("leaflet"))) / "static",
    ("reference", BASE_DIR / "marketplace" / "reference_data"),
]

vars().update(environment.mail())
EMAIL_TIMEOUT = 10
SMS_URL = environment.url("SMS_URL", "")
SMS_TOKEN = environment.read("SMS_TOKEN", "str", "")
DEFAULT_FROM_EMAIL = "Ik werk mee <noreply@ikwerkmee.example>"

AUDIT_SIGNING_KEY = environment.signing_key("AUDIT_SIGNING_KEY")
DOCUMENT_SEAL_KEY = environment.signing_key("DOCUMENT_SEAL_KEY")
LABEL_SIGNING_KEY = environment.signing_key("LABEL_SIGNING_KEY")

STRIPE_API_KEY, STRIPE_API_BASE, STRIPE_WEBHOOK_SECRET = environment.stripe()
BILLING_IBAN = environment.read("BILLING_IBAN", "str", "")

BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = environment.read("CELERY_BROKER_URL", "str", "") or environment.read(
    "BROKER_URL", "str", "filesystem://"
)
if CELERY_BROKER_URL.startswith("filesystem:"):
    BROKER_DIR.mkdir(mode=0o700, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR),
        "data_folder_out": str(BROKER_DIR),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "marketplace.jobs.tasks.sweep", "schedule": 15},
    "seal-audit": {"task": "marketplace.audit.tasks.seal", "schedule": 5},
    "send-digests": {"task": "marketplace.notifications.tasks.send_digests", "schedule": crontab(hour=7, minute=30)},
    "locate-sites": {"task": "companies.tasks.locate_sites", "schedule": crontab(hour=1, minute=0)},
    "forget-dead-jobs": {"task": "marketplace.api.tasks.forget_dead_jobs", "schedule": crontab(hour=4, minute=15)},
    "forget-sessions": {"task": "marketplace.accounts.tasks.forget_sessions", "schedule": crontab(hour=4, minute=20)},
    "forget-answers": {"task": "marketplace.api.tasks.forget_answers", "schedule": crontab(minute=45)},
    "issue-badges": {"task": "labels.tasks.credential.issue_missing", "schedule": 60},
    "reconcile-payments": {"task": "marketplace.billing.tasks.reconcile", "schedule": 300},
    "suspend-unpaid": {"task": "labels.tasks.fee.suspend_unpaid", "schedule": crontab(hour=1, minute=45)},
    "expire-labels": {"task": "labels.tasks.label.expire_labels", "schedule": crontab(hour=1, minute=30)},
    "open-renewals": {"task": "labels.tasks.label.open_renewals", "schedule": crontab(hour=2, minute=30)},
    "remind-to-renew": {"task": "labels.tasks.label.remind_to_renew", "schedule": crontab(hour=6, minute=40)},
    "remind-to-sign": {"task": "marketplace.commitments.tasks.remind_to_sign", "schedule": crontab(hour=6, minute=45)},
    "follow-measures": {"task": "labels.tasks.measure.follow_measures", "schedule": crontab(hour=0, minute=5)},
    "warn-of-lapse": {"task": "labels.tasks.measure.warn_of_lapse", "schedule": crontab(hour=6, minute=10)},
    "ask-pledges": {"task": "labels.tasks.pledge.ask_companies", "schedule": crontab(hour=7, minute=0)},
    "escalate-cases": {"task": "labels.tasks.case.escalate_late", "schedule": crontab(hour=6, minute=15)},
    "escalate-appeals": {"task": "labels.tasks.appeal.escalate_late", "schedule": crontab(hour=6, minute=25)},
    "follow-checks": {"task": "labels.tasks.campaign.follow_checks", "schedule": crontab(hour=6, minute=20)},
    "close-capacity": {"task": "placements.tasks.capacity.close_what_is_over", "schedule": crontab(hour=2, minute=0)},
    "tell-companies": {"task": "placements.tasks.capacity.tell_companies", "schedule": crontab(hour=6, minute=30)},
    "start-rounds": {"task": "placements.tasks.round.start_due", "schedule": crontab(hour=3, minute=0)},
    "fail-lost-rounds": {"task": "placements.tasks.round.fail_lost", "schedule": crontab(minute="*/15")},
    "release-matches": {"task": "placements.tasks.round.release_overdue", "schedule": crontab(hour=3, minute=30)},
    "match-weekly": {"task": "placements.tasks.rematch.run_weekly", "schedule": crontab(hour=4, minute=30)},
    "lapse-offers": {"task": "placements.tasks.offer.lapse_overdue", "schedule": 600},
    "start-placements": {"task": "placements.tasks.placement.start_due", "schedule": 600},
    "seal-agreements": {"task": "placements.tasks.agreement.seal_complete", "schedule": crontab(hour=0, minute=30)},
    "make-documents": {
        "task": "placements.tasks.agreement.ask_for_missing_documents",
        "schedule": crontab(hour=2, minute=30),
    },
    "make-evidence": {"task": "placements.tasks.evidence.make_missing", "schedule": 600},
    "warn-not-ready": {"task": "placements.tasks.agreement.warn_not_ready", "schedule": crontab(hour=6, minute=0)},
    "tell-labels": {"task": "placements.tasks.label_facts.tell_labels", "schedule": crontab(hour=1, minute=15)},
    "follow-coaches": {"task": "placements.tasks.coach.follow_coaches", "schedule": crontab(hour=2, minute=10)},
    "check-mentors": {"task": "placements.tasks.mentor.check_mentors", "schedule": crontab(hour=2, minute=15)},
    "check-schedules": {"task": "placements.tasks.schedule.check_schedules", "schedule": crontab(hour=2, minute=30)},
    "ask-surveys": {"task": "placements.tasks.survey.ask", "schedule": crontab(hour=7, minute=15)},
    "pool-surveys": {"task": "placements.tasks.survey.pool", "schedule": crontab(day_of_month=1, hour=4, minute=0)},
    "run-timers": {"task": "placements.tasks.timer.run_timers", "schedule": crontab(hour=5, minute=30)},
    "ask-about-leavers": {
        "task": "placements.tasks.hiring.ask_about_leavers",
        "schedule": crontab(hour=5, minute=45),
    },
    "renew-student-links": {
        "task": "placements.tasks.student_link.renew_links",
        "schedule": crontab(hour=7, minute=20),
    },
    "list-reviews": {"task": "placements.tasks.review.list_for_review", "schedule": 600},
    "end-placements": {"task": "placements.tasks.placement.end_due", "schedule": 600},
}

ROUND_SPLIT_ABOVE = environment.read("ROUND_SPLIT_ABOVE", "int", 2_000_000)  # pairs; a larger round goes out in parts

GEOCODER = environment.read("GEOCODER", "str", "none")
if GEOCODER not in {"none", "nominatim", "photon", "flanders"}:
    raise ImproperlyConfigured("The environment variable GEOCODER must be nominatim, photon, flanders or none.")
GEOCODER_URL = environment.url("GEOCODER_URL", "")
TILE_URL = environment.read("TILE_URL", "str", "")
TILE_ATTRIBUTION = environment.read("TILE_ATTRIBUTION", "str", "")

API_RATE, API_RATE_ANONYMOUS = "600/minute", "60/minute"
COSTLY_RATE = "60/minute"  # documents, badges and stickers that anybody may have made or checked, per address
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "marketplace.api.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["marketplace.api.permissions.IsActor"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["marketplace.api.parsers.WholeJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["marketplace.api.filters.PageFilters"],
    "DEFAULT_PAGINATION_CLASS": "marketplace.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "marketplace.api.schema.HouseSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "marketplace.api.throttling.OfActors",
        "marketplace.api.throttling.OfNobody",
    ],
    "DEFAULT_METADATA_CLASS": None,
    "NUM_PROXIES": 1 if PUBLIC_URL.startswith("https://") else 0,
    "EXCEPTION_HANDLER": "marketplace.api.errors.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ik werk mee aan de toekomst van A",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "CompanyStatus": "companies.enums.CompanyStatus",
        "LabelStatus": "labels.enums.LabelStatus",
        "CapacityStatus": "placements.enums.CapacityStatus",
        "RequestStatus": "placements.enums.RequestStatus",
        "RoundStatus": "placements.enums.RoundStatus",
        "MatchStatus": "placements.enums.MatchStatus",
        "Method": "placements.enums.Method",
        "Policy": "placements.enums.Policy",
        "OfferStatus": "placements.enums.OfferStatus",
        "PlacementStatus": "placements.enums.PlacementStatus",
        "AgreementStatus": "placements.enums.AgreementStatus",
        "SignatureStatus": "placements.enums.SignatureStatus",
        "HandOverStatus": "placements.enums.HandOverStatus",
        "PriorLearningStatus": "placements.enums.PriorLearningStatus",
        "EvidenceKind": "placements.enums.EvidenceKind",
        "HiringQuestionStatus": "placements.enums.HiringQuestionStatus",
        "HiringCause": "placements.enums.HiringCause",
        "RematchCause": "placements.enums.RematchCause",
        "OfferKind": "placements.enums.OfferKind",
        "TextKind": "marketplace.commitments.models.TextKind",
        "DeclineReason": "placements.enums.DeclineReason",
        "DropReason": "placements.enums.DropReason",
        "EndReason": "placements.enums.EndReason",
        "StopReason": "placements.api.placement.REASONS",
        "Form": "placements.enums.Form",
        "LearningPlace": "schools.enums.Place",
        "Party": "placements.enums.Party",
        "FamilyParty": "placements.api.placement.FAMILY",
        "PracticalNeed": "schools.enums.Need",
        "Attest": "schools.enums.Attest",
        "Language": "schools.enums.Language",
        "ContactLanguage": "schools.enums.ContactLanguage",
        "Sector": "companies.sectors.Sector",
        "Level": "labels.enums.Level",
        "Role": "marketplace.actor.Role",
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *environment.origin(TILE_URL)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PUBLIC_URL.startswith("https://"):
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else the whole city shares the proxy's address and its limit on logging in
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
