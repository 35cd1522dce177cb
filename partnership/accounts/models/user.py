"""The person: one account, known by e-mail, mobile or student number."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import OFFICE_ROLES, Language
from partnership.core.identifiers import (
    normalise_email,
    normalise_mobile,
    normalise_student_number,
    validate_mobile,
    validate_student_number,
)
from partnership.core.keys import KeyField, joined_sort_key
from partnership.core.models import TimeStamped, in_persian
from partnership.core.text import search_document, search_q


def canonical_email(value: str | None) -> str | None:
    """The address as stored: no stray characters, all lower case; None when empty."""
    return normalise_email(value).lower() if value else None


def identifier_filter(text: str) -> dict[str, str] | None:
    """The lookup for whatever somebody typed into the one box of the sign-in page.

    Persian and Arabic digits, spaces and country codes make no difference. None when the text can
    be no identifier at all.
    """
    for field, normalise in (
        ("email", canonical_email),
        ("mobile", normalise_mobile),
        ("student_number", normalise_student_number),
    ):
        try:
            value = normalise(text)
        except ValidationError:
            continue
        if value:
            return {field: value}
    return None


class UserQuerySet(models.QuerySet):
    """People, and who may look at them."""

    def visible_to(self, user: Any) -> Self:
        """The office sees everybody; everybody else only themselves."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_office else self.filter(pk=user.pk)

    def active(self) -> Self:
        """People who may sign in."""
        return self.filter(is_active=True)

    def with_role(self, *roles: str) -> Self:
        """Active people who hold one of the roles now."""
        held = self.model._meta.get_field("role_grants").related_model.objects.active()
        return self.active().filter(pk__in=held.filter(role__in=roles).values("user"))

    def search(self, query: str) -> Self:
        """People whose name or identifier holds every word of the query."""
        return self.filter(search_q("search", query))

    def locked(self) -> Self:
        """Lock the rows for the open transaction, always in order of their key."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts are made by `services.create_user`; this is the door of Django's own commands."""

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that may do everything, for `manage.py createsuperuser`."""
        user = self.model(email=canonical_email(email), is_staff=True, is_superuser=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find somebody by any identifier, written in any digits."""
        lookup = identifier_filter(username or "")
        if lookup is None:
            raise self.model.DoesNotExist
        return self.get(**lookup)


class User(AbstractBaseUser, PermissionsMixin, TimeStamped):
    """A person. What they may do follows from their active `RoleGrant` rows."""

    email = models.EmailField(_("email"), null=True, blank=True, unique=True)
    mobile = models.CharField(
        _("mobile"), max_length=11, null=True, blank=True, unique=True, validators=[validate_mobile]
    )
    student_number = models.CharField(
        _("student number"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_student_number],
    )
    first_name_fa = models.CharField(_("first name"), max_length=80, blank=True)
    last_name_fa = models.CharField(_("last name"), max_length=80, blank=True)
    first_name_en = models.CharField(_("first name in Latin letters"), max_length=80, blank=True)
    last_name_en = models.CharField(_("last name in Latin letters"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("works in the office"), default=False)
    search = KeyField(
        of=(
            "first_name_fa",
            "last_name_fa",
            "first_name_en",
            "last_name_en",
            "email",
            "mobile",
            "student_number",
        ),
        make=search_document,
    )
    sort_key = KeyField(
        of=("last_name_fa", "first_name_fa", "last_name_en", "first_name_en"), make=joined_sort_key
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("sort_key", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email__isnull=True)
                | models.Q(email=Lower("email")) & ~models.Q(email=""),
                name="user_email_is_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(mobile__isnull=True) | models.Q(mobile__regex=r"^09[0-9]{9}$"),
                name="user_mobile_is_canonical",
            ),
            models.CheckConstraint(
                condition=models.Q(student_number__isnull=True)
                | models.Q(student_number__regex=r"^[0-9]{4,14}$"),
                name="user_student_number_is_digits",
            ),
            models.CheckConstraint(
                condition=models.Q(email__isnull=False)
                | models.Q(mobile__isnull=False)
                | models.Q(student_number__isnull=False),
                name="user_has_an_identifier",
            ),
        )
        indexes = (
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="user_search_trgm"),
            models.Index(fields=["sort_key"], name="user_sort_key"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name in the active language, else in the other, else the identifier."""
        return self.name_in("fa" if in_persian() else "en") or self.identifier

    def name_in(self, language: str) -> str:
        """Name in one language, else in the other; empty when there is none yet."""
        fa = f"{self.first_name_fa} {self.last_name_fa}".strip()
        en = f"{self.first_name_en} {self.last_name_en}".strip()
        return fa or en if language == "fa" else en or fa

    @property
    def identifier(self) -> str:
        """What the person signs in with first."""
        return self.email or self.mobile or self.student_number or ""

    def get_full_name(self) -> str:
        """Name for Django's own pages."""
        return self.full_name

    def get_short_name(self) -> str:
        """First name in the active language."""
        return (self.first_name_fa if in_persian() else self.first_name_en) or self.full_name

    @cached_property
    def roles(self) -> frozenset[str]:
        """Codes of the roles held now: one query, kept as long as this instance (a request)."""
        if self.pk is None:
            return frozenset()
        return frozenset(self.role_grants.filter(revoked_at=None).values_list("role", flat=True))

    def has_role(self, *roles: str) -> bool:
        """Whether the person is active and holds one of the roles."""
        return self.is_active and not self.roles.isdisjoint(roles)

    @property
    def is_office(self) -> bool:
        """Whether the person works at /office/: an active officer or head, or a superuser."""
        return self.is_active and (self.is_superuser or self.has_role(*OFFICE_ROLES))

    def clean(self) -> None:
        """Bring the identifiers to their stored form."""
        super().clean()
        self.email = canonical_email(self.email)
        self.mobile = normalise_mobile(self.mobile) if self.mobile else None
        self.student_number = (
            normalise_student_number(self.student_number) if self.student_number else None
        )
