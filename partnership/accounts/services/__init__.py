"""What other rooms may ask of accounts."""

from partnership.accounts.services.erasure import anonymise_user
from partnership.accounts.services.invitations import (
    Invited,
    accept_invitation,
    invitation_for_token,
    invite_person,
    renew_invitation,
    revoke_invitation,
)
from partnership.accounts.services.links import (
    SESSION_LINKS,
    create_link,
    link_in_force,
    log_link_use,
    open_link,
    prolong_links_about,
    revoke_link,
    revoke_links_about,
)
from partnership.accounts.services.people import (
    change_identifiers,
    choose_language,
    create_user,
    deactivate_user,
    reactivate_user,
    require_good_password,
    update_profile,
)
from partnership.accounts.services.personal import export_my_data
from partnership.accounts.services.recovery import (
    announce_account,
    request_password_reset,
    write_to,
)
from partnership.accounts.services.roles import grant_role, revoke_role

__all__ = [
    "SESSION_LINKS",
    "Invited",
    "accept_invitation",
    "announce_account",
    "anonymise_user",
    "change_identifiers",
    "choose_language",
    "create_link",
    "create_user",
    "deactivate_user",
    "export_my_data",
    "grant_role",
    "invitation_for_token",
    "invite_person",
    "link_in_force",
    "log_link_use",
    "open_link",
    "prolong_links_about",
    "reactivate_user",
    "renew_invitation",
    "request_password_reset",
    "require_good_password",
    "revoke_invitation",
    "revoke_link",
    "revoke_links_about",
    "revoke_role",
    "update_profile",
    "write_to",
]
