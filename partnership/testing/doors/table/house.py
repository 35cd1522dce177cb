"""Public pages, accounts, the inbox, files."""

from partnership.testing.doors.people import (
    ANON,
    EVERYBODY,
    LEADER,
    OBSERVER,
    OFFICE,
    PRESIDENT,
    PROFESSOR,
    SIGNED_IN,
    TEAM,
    UNIT,
)
from partnership.testing.doors.shape import Door

PORTAL = [
    Door("portal:show_home", ok=EVERYBODY, public=True, only_get=True),
    Door("portal:show_me", ok=SIGNED_IN, only_get=True),
    Door("portal:show_obstacles", ok=OFFICE | OBSERVER | PRESIDENT, only_get=True),
    Door("portal:show_health", ok=EVERYBODY, public=True, only_get=True),
    Door("portal:show_readiness", ok=EVERYBODY, public=True, only_get=True),
    # Counters are for the machine that holds the token.
    Door("portal:show_metrics", shut=EVERYBODY, public=True, only_get=True),
]

#: Sign-in pages send on whoever is signed in.
_IN = {"ok": ANON, "sent": SIGNED_IN, "public": True}
ACCOUNTS = [
    Door("account_login", **_IN),
    Door("accounts:sign_in", **_IN),
    Door("account_signup", **_IN),
    Door("account_reset_password", ok=EVERYBODY, public=True),
    Door("accounts:recover_account", ok=EVERYBODY, public=True),
    Door("account_reset_password_done", ok=EVERYBODY, public=True, only_get=True),
    Door("account_reset_password_from_key_done", ok=EVERYBODY, public=True, only_get=True),
    Door(
        "account_reset_password_from_key",
        ok=EVERYBODY,
        public=True,
        kwargs={"uidb36": "1", "key": "nothing"},
    ),
    Door("account_inactive", ok=EVERYBODY, public=True, only_get=True),
    Door("account_email_verification_sent", sent=EVERYBODY, public=True),
    Door("account_confirm_login_code", sent=EVERYBODY, public=True),
    Door("account_logout", ok=SIGNED_IN, sent=ANON),
    Door("account_email", ok=SIGNED_IN),
    Door("account_change_password", ok=SIGNED_IN),
    Door("account_set_password", sent=SIGNED_IN),
    Door("account_reauthenticate", ok=SIGNED_IN),
    Door("accounts:edit_profile", ok=SIGNED_IN),
    Door("accounts:show_my_data", ok=SIGNED_IN, only_get=True),
    # The copy asks for the password again, as every change of the account does.
    Door("accounts:export_my_data", sent=SIGNED_IN, only_post=True),
    Door(
        "accounts:open_invitation",
        sent=EVERYBODY,
        public=True,
        kwargs={"token": "$invitation"},
        only_get=True,
    ),
    # Only a browser that opened an invitation has one to accept or renew.
    Door("accounts:accept_invitation", shut=EVERYBODY, public=True),
    Door("accounts:renew_invitation", shut=EVERYBODY, public=True, only_post=True),
    Door("open_link", sent=EVERYBODY, public=True, kwargs={"token": "$link"}, only_get=True),
    Door("set_language", sent=EVERYBODY, public=True, only_post=True),
    Door("mfa_index", ok=SIGNED_IN, only_get=True),
    Door("mfa_authenticate", sent=EVERYBODY, public=True),
    Door("mfa_reauthenticate", sent=SIGNED_IN),
    # Changing a factor asks for the password again; without a factor there is none to see.
    Door("mfa_activate_totp", sent=SIGNED_IN),
    Door("mfa_deactivate_totp", shut=SIGNED_IN),
    Door("mfa_view_recovery_codes", shut=SIGNED_IN, only_get=True),
    Door("mfa_generate_recovery_codes", sent=SIGNED_IN),
    Door("mfa_download_recovery_codes", shut=SIGNED_IN, only_get=True),
    Door("mfa_list_webauthn", ok=SIGNED_IN, only_get=True),
    Door("mfa_add_webauthn", sent=SIGNED_IN),
    Door("mfa_reauthenticate_webauthn", sent=SIGNED_IN),
    Door("mfa_remove_webauthn", kwargs={"pk": 1}, sent=SIGNED_IN),
    Door("mfa_edit_webauthn", kwargs={"pk": 1}, sent=SIGNED_IN),
]

INBOX = [
    Door("notifications:list_messages", ok=SIGNED_IN, only_get=True),
    Door("notifications:open_message", "message", ok=LEADER, only_get=True),
    Door("notifications:mark_all_read", sent=SIGNED_IN, only_post=True),
    Door("notifications:set_preferences", ok=SIGNED_IN),
    # A file is as private as what it is attached to: here a solution the manager compares.
    Door(
        "documents:download_file",
        "file",
        ok=TEAM | PROFESSOR | UNIT | OFFICE,
        kwargs={"public_id": "$file"},
        only_get=True,
    ),
]

DOORS = [*PORTAL, *ACCOUNTS, *INBOX]
