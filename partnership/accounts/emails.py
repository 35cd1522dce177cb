"""Letters about accounts. Those with codes or links are secret: see `Letter`."""

from django.utils.translation import gettext_lazy as _

from partnership.notifications.emails import Letter
from partnership.notifications.enums import Channel, Group

ACCOUNT_VERIFY = Letter(
    key="account.verify",
    subject=_("Confirm your e-mail – Industry Partner"),
    group=Group.ACCOUNT,
    secret=True,
    placeholders=("code",),
)
ACCOUNT_RESET = Letter(
    key="account.reset",
    subject=_("Choose a new password – Industry Partner"),
    group=Group.ACCOUNT,
    action=_("Choose a new password"),
    secret=True,
)
ACCOUNT_EXISTS = Letter(
    key="account.exists",
    subject=_("You already have an account – Industry Partner"),
    group=Group.ACCOUNT,
    action=_("Sign in"),
    secret=True,
)
ACCOUNT_INVITATION = Letter(
    key="account.invitation",
    subject=_("Invitation to Industry Partner: %(role)s"),
    group=Group.ACCOUNT,
    action=_("Accept the invitation"),
    secret=True,
    placeholders=("role",),
)
ACCOUNT_CHANGED = Letter(
    key="account.changed",
    subject=_("Your account was changed – Industry Partner"),
    group=Group.ACCOUNT,
    channels=(Channel.EMAIL,),
)
ACCOUNT_ROLE = Letter(
    key="account.role",
    subject=_("You have a new role: %(role)s"),
    group=Group.ACCOUNT,
    action=_("Open my page"),
    placeholders=("role",),
)
