"""Sign-in: django-allauth, identifiers, passwords, second factor."""

from partnership.settings.env import DEMO, env

AUTHENTICATION_BACKENDS = [
    "partnership.accounts.backends.IdentifierBackend",
    "rules.permissions.ObjectPermissionBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "partnership.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# Accounts made by the office or an invitation are verified already.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 1800
# Digits only: a Persian keyboard has them at hand. Five tries among a million.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "partnership.accounts.forms.sign_in.SignInForm",
    "add_email": "partnership.accounts.forms.sign_in.NewEmailForm",
    "change_password": "partnership.accounts.forms.sign_in.PasswordChangeForm",
    "set_password": "partnership.accounts.forms.sign_in.PasswordSetForm",
    "reset_password_from_key": "partnership.accounts.forms.sign_in.PasswordResetKeyForm",
    "reauthenticate": "partnership.accounts.forms.sign_in.ConfirmPasswordForm",
    "confirm_email_verification_code": "partnership.accounts.forms.sign_in.ConfirmCodeForm",
}
ACCOUNT_RATE_LIMITS = (
    {
        # Only wrong tries count: a whole faculty may sit behind one address.
        "login": None,
        "login_failed": "10/5m/key,50/5m/ip",
        "reset_password": "20/h/ip,3/h/key",
        "confirm_email": "1/60s/key",
    }
    if env.bool("RATELIMITS", default=True)
    else False
)

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {
            "user_attributes": (
                "email",
                "mobile",
                "student_number",
                "first_name_en",
                "last_name_en",
                "first_name_fa",
                "last_name_fa",
            )
        },
    },
    {
        "NAME": "partnership.accounts.passwords.LengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "partnership.accounts.passwords.OfficeLengthValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "partnership.accounts.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "partnership.accounts.forms.factors.FactorForm",
    "reauthenticate": "partnership.accounts.forms.factors.FactorAgainForm",
    "activate_totp": "partnership.accounts.forms.factors.FirstFactorForm",
    "add_webauthn": "partnership.accounts.forms.factors.KeyForm",
    "edit_webauthn": "partnership.accounts.forms.factors.KeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Hamyar"
MFA_TOTP_TOLERANCE = 1
# Behind how many proxies of ours we stand; 0 means X-Forwarded-For is never believed.
_behind_proxy = env.bool("BEHIND_PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=int(_behind_proxy))
SESSION_ABSOLUTE_AGE = 7 * 24 * 3600
SESSION_TICK = 600  # seconds between two writes of the idle clock
DEMO_PASSWORD = "hamyar-demo" if DEMO else ""
