"""A team of four to six students for a unit's problem, with a supervising professor."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industries.models import Problem, UnitPerson
from partnership.core.models import LockedQuerySet, Named, Stateful, TimeStamped
from partnership.programme.models import Round, Term
from students.models import Student
from teams.enums import (
    TEAM_AFTER_LETTER,
    LeavingCause,
    MembershipRole,
    MembershipState,
    SupervisionState,
    TeamState,
)
from teams.models.professor import Professor


class TeamQuerySet(LockedQuerySet):
    """Who sees which team."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Members and invited: their own. Professor: own. Unit: after the letter."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        own = Q(
            memberships__student__user=user,
            memberships__state__in=[MembershipState.ACTIVE, MembershipState.INVITED],
        )
        own |= Q(
            supervisions__professor__user=user,
            supervisions__state__in=[SupervisionState.ASKED, SupervisionState.ACCEPTED],
        )
        own |= Q(
            problem__unit__persons__user=user,
            problem__unit__persons__is_active=True,
        ) & (
            Q(state__in=TEAM_AFTER_LETTER)
            | Q(state=TeamState.ON_HOLD, held_from__in=TEAM_AFTER_LETTER)
        )
        return self.filter(pk__in=self.model.objects.filter(own).values("pk"))

    def with_strength(self) -> Self:
        """Annotate `strength`, the number of active members."""
        active = Count("memberships", filter=Q(memberships__state=MembershipState.ACTIVE))
        return self.annotate(strength=active)


@pghistory.track()
class Team(Named, TimeStamped, Stateful):
    """Members, professor, problem; the thread of the whole programme."""

    strength: int  # there after QuerySet.with_strength()

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="teams", verbose_name=_("round")
    )
    problem = models.ForeignKey(
        Problem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("problem"),
    )
    professor = models.ForeignKey(
        Professor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("supervising professor"),
    )
    supervisor = models.ForeignKey(
        UnitPerson,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("industrial supervisor"),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=TeamState, default=TeamState.FORMING, editable=False
    )
    held_from = models.CharField(max_length=12, blank=True, editable=False)
    starts_on = models.DateField(_("works from"), null=True, blank=True)
    ends_on = models.DateField(_("works until"), null=True, blank=True)
    under_strength_since = models.DateField(
        _("under strength since"), null=True, blank=True, editable=False
    )
    replace_by = models.DateField(_("replace by"), null=True, blank=True, editable=False)
    strength_waiver = models.TextField(_("waiver for three members, and why"), blank=True)
    formation_version = models.PositiveSmallIntegerField(default=0, editable=False)
    executed = models.BooleanField(_("reached execution"), default=False, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("round", "state")),)

    def get_absolute_url(self) -> str:
        return reverse("teams:show_team", kwargs={"pk": self.pk})

    @property
    def is_under_strength(self) -> bool:
        """Whether the replacement clock is running."""
        return self.under_strength_since is not None

    def file_visible_to(self, user: Any, file: Any) -> bool:
        """Papers of the team go with the team."""
        return Team.objects.visible_to(user).filter(pk=self.pk).exists()


class MembershipQuerySet(LockedQuerySet):
    """Who sees which membership."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible teams."""
        return self.filter(team__in=Team.objects.visible_to(user))

    def active(self) -> Self:
        """Present members."""
        return self.filter(state=MembershipState.ACTIVE)


@pghistory.track()
class Membership(TimeStamped, Stateful):
    """A student's dated place in a team.

    An active member sits on one of six seats; the unique seat is what makes a seventh
    member impossible in the database itself.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    student = models.ForeignKey(
        Student, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("student")
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(
        _("role in the team"), max_length=10, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=MembershipState,
        default=MembershipState.INVITED,
        editable=False,
    )
    seat = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        editable=False,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_by = models.DateField(_("answer until"), null=True, blank=True)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    leaving_cause = models.CharField(
        _("why the member left"), max_length=10, choices=LeavingCause, blank=True
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("team", "seat", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("team", "seat"), condition=Q(state="active"), name="one_member_per_seat"
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(seat__isnull=False, seat__gte=1, seat__lte=6),
                name="active_member_has_seat_one_to_six",
            ),
            models.UniqueConstraint(
                fields=("student", "term"),
                condition=Q(state="active"),
                name="one_active_team_per_student_term",
            ),
            models.UniqueConstraint(
                fields=("team", "student"),
                condition=Q(state__in=["active", "invited"]),
                name="one_open_membership_per_team",
            ),
            models.UniqueConstraint(
                fields=("team",),
                condition=Q(state="active", role="leader"),
                name="one_leader_per_team",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student} – {self.team}"

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()


class SupervisionQuerySet(LockedQuerySet):
    """Who sees which request to a professor."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. The professor asked: one's own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_office else self.filter(professor__user=user)


@pghistory.track()
class Supervision(TimeStamped, Stateful):
    """A request to a professor to supervise a team, and the answer."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="supervisions")
    professor = models.ForeignKey(
        Professor,
        on_delete=models.PROTECT,
        related_name="supervisions",
        verbose_name=_("professor"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SupervisionState,
        default=SupervisionState.ASKED,
        editable=False,
    )
    no_conflict_declared = models.BooleanField(
        _("I and my close kin have no share or position in this unit"), default=False
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision")
        verbose_name_plural = _("supervisions")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("team",),
                condition=Q(state__in=["asked", "accepted"]),
                name="one_open_supervision_per_team",
            ),
        )

    def __str__(self) -> str:
        return f"{self.professor} – {self.team}"

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()
