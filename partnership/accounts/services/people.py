"""Accounts: make, change, close."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts.enums import Language
from partnership.accounts.models import Link, User
from partnership.accounts.services.roles import grant_role
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.core.text import normalise_text

NAMES = ("first_name_fa", "last_name_fa", "first_name_en", "last_name_en")
_TAKEN = {
    "email": gettext_lazy("This e-mail address already belongs to an account."),
    "mobile": gettext_lazy("This mobile number already belongs to an account."),
    "student_number": gettext_lazy("This student number already belongs to an account."),
}


@transaction.atomic
def create_user(
    *,
    email: str | None = None,
    mobile: str | None = None,
    student_number: str | None = None,
    password: str | None = None,
    language: str = "",
    roles: tuple[str, ...] = (),
    verified: bool = False,
    check_password: bool = True,
    actor: User | None = None,
    **names: str,
) -> User:
    """Make an account; identifiers and names are normalised here.

    `verified` says that the e-mail is known to reach the person (an invitation, the office's own
    record); otherwise it is confirmed at the first sign-in. Without a password the person sets
    one through a letter. `names` are the four name columns.

    Raises DomainError (with `field`) for a malformed or taken identifier or a weak password.
    """
    user = User(
        email=email, mobile=mobile, student_number=student_number, language=_language(language)
    )
    _write_names(user, names)
    _clean_identifiers(user)
    if password and check_password:
        require_good_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise _taken(user) from error
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    for role in roles:
        grant_role(user_id=user.pk, role=role, actor=actor)
    ActionLog.objects.record(user, verb="accounts.user.create", actor=actor or user)
    return user


@transaction.atomic
def set_first_password(*, user_id: int, password: str, language: str = "", **names: str) -> User:
    """Give an account its first password; its owner has just shown that the e-mail is theirs.

    Raises DomainError for a weak password.
    """
    user = User.objects.locked().get(pk=user_id)
    _write_names(user, names)
    user.language = _language(language) or user.language
    require_good_password(password, user)
    user.set_password(password)
    user.save()
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
    ActionLog.objects.record(user, verb="accounts.user.set_password", actor=user)
    return user


@transaction.atomic
def update_profile(
    *,
    user_id: int,
    actor: User,
    language: str | None = None,
    mobile: str | None = None,
    **names: str,
) -> User:
    """Change names, mobile and language; only what is given.

    Raises DomainError when the mobile is taken.
    """
    user = User.objects.locked().get(pk=user_id)
    if actor.pk != user.pk and not actor.has_perm("accounts.change_user", user):
        raise NotAllowed(_("Only the office changes other people’s accounts."))
    _write_names(user, names)
    if mobile is not None:
        user.mobile = mobile or None
    if language is not None:
        user.language = _language(language)
    _clean_identifiers(user)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise _taken(user) from error
    ActionLog.objects.record(user, verb="accounts.user.update", actor=actor)
    return user


@transaction.atomic
def change_identifiers(
    *, user_id: int, actor: User, email: str | None, mobile: str | None, student_number: str | None
) -> User:
    """The office corrects somebody's identifiers; a changed e-mail has to be confirmed again."""
    if not actor.has_perm("accounts.change_user"):
        raise NotAllowed(_("Only the office changes other people’s accounts."))
    user = User.objects.locked().get(pk=user_id)
    before = user.email
    user.email, user.mobile, user.student_number = (
        email or None,
        mobile or None,
        student_number or None,
    )
    _clean_identifiers(user)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise _taken(user) from error
    if user.email != before:
        EmailAddress.objects.filter(user=user).delete()
        if user.email:
            EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    ActionLog.objects.record(user, verb="accounts.user.change_identifiers", actor=actor)
    return user


def choose_language(*, user_id: int, language: str) -> None:
    """Remember the language somebody switched to."""
    User.objects.filter(pk=user_id).update(language=_language(language), updated_at=timezone.now())


@transaction.atomic
def deactivate_user(*, user_id: int, actor: User, reason: str = "") -> User:
    """Close an account at once: the next request of its sessions and links is a stranger's."""
    user = User.objects.locked().get(pk=user_id)
    if user.pk == actor.pk:
        raise DomainError(_("You cannot close your own account."))
    if user.is_staff and not actor.has_perm("accounts.grant_office_role"):
        raise NotAllowed(_("Only the head of the office decides about accounts of the office."))
    if not user.is_active:
        return user
    user.is_active = False
    user.save(update_fields=["is_active", "updated_at"])
    Link.objects.filter(user=user).alive().update(revoked_at=timezone.now())
    ActionLog.objects.record(
        user,
        verb="accounts.user.deactivate",
        actor=actor,
        before="active",
        after="closed",
        reason=reason,
    )
    return user


@transaction.atomic
def reactivate_user(*, user_id: int, actor: User, reason: str = "") -> User:
    """Open a closed account again."""
    user = User.objects.locked().get(pk=user_id)
    if user.is_staff and not actor.has_perm("accounts.grant_office_role"):
        raise NotAllowed(_("Only the head of the office decides about accounts of the office."))
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active", "updated_at"])
    ActionLog.objects.record(
        user,
        verb="accounts.user.reactivate",
        actor=actor,
        before="closed",
        after="active",
        reason=reason,
    )
    return user


def require_good_password(password: str, user: User) -> None:
    """Raise DomainError with the validators' sentences for a password that is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="password") from error


def _write_names(user: User, names: dict[str, str]) -> None:
    for name, value in names.items():
        if name not in NAMES:
            raise TypeError(f"{name} is no name of a person.")
        setattr(user, name, normalise_text(value)[:80])


def _clean_identifiers(user: User) -> None:
    try:
        user.clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    if not (user.email or user.mobile or user.student_number):
        raise DomainError(_("Give an e-mail address, a mobile number or a student number."))


def _taken(user: User) -> DomainError:
    """Which identifier somebody else has."""
    for field, sentence in _TAKEN.items():
        value = getattr(user, field)
        if value and User.objects.filter(**{field: value}).exclude(pk=user.pk).exists():
            return DomainError(sentence, field=field)
    return DomainError(_("These details already belong to an account."))


def _language(code: str) -> str:
    return code if code in Language.values else ""
