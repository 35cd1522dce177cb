"""Whom to find, and by what; what the room keeps about one person."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partnership.accounts.enums import OFFICE_ROLES
from partnership.accounts.models import Link, RoleGrant, User
from partnership.accounts.models.user import identifier_filter
from partnership.core.models import ActionLog
from partnership.core.personal import Part, collector, facts_of
from partnership.core.workflow import deed_label


def user_for_identifier(text: str) -> User | None:
    """The person behind an e-mail, mobile or student number, in any digits, or None."""
    lookup = identifier_filter(text)
    return User.objects.filter(**lookup).first() if lookup else None


def people_with_role(*roles: str) -> QuerySet[User]:
    """Active people who hold one of the roles now, in order of their names."""
    return User.objects.with_role(*roles)


def office_people() -> QuerySet[User]:
    """Officers and heads: who gets the letters “to the office”."""
    return people_with_role(*OFFICE_ROLES)


@collector(order=10)
def personal_account(user: User) -> Iterator[Part]:
    """The account, the roles and the links that opened pages in the person's name."""
    until_closed = _("As long as you have an account.")
    yield Part(
        "account",
        _("Account"),
        until_closed,
        [
            facts_of(
                user,
                "email",
                "mobile",
                "student_number",
                "first_name_fa",
                "last_name_fa",
                "first_name_en",
                "last_name_en",
                "language",
                "created_at",
                "last_login",
            )
        ],
    )
    roles = RoleGrant.objects.filter(user=user).order_by("granted_at")
    yield Part(
        "roles",
        _("Roles"),
        until_closed,
        [facts_of(row, "role", "granted_at", "revoked_at") for row in roles],
    )
    links = Link.objects.filter(user=user).order_by("created_at")
    yield Part(
        "links",
        _("One-purpose links"),
        _("Two years."),
        [facts_of(row, "path", "created_at", "expires_at", "uses") for row in links],
    )


@collector(order=90)
def personal_log(user: User) -> Iterator[Part]:
    """What this person did, and what was done about their account."""
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=user.pk)
    rows = ActionLog.objects.filter(about | Q(actor=user)).order_by("at", "pk")
    yield Part(
        "log",
        _("What the log holds"),
        _("Two years; what concerns an academic outcome stays."),
        [
            facts_of(
                row,
                "at",
                step=(_("step"), deed_label(row.verb)),
                kind=(_("concerning"), row.content_type.name),
                reason=(_("reason"), row.reason if row.actor_id == user.pk else ""),
            )
            for row in rows.select_related("content_type")
        ],
    )
