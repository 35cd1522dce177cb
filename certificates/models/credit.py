"""A member's internship credit and the list that carries it to education."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.enums import CreditState
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from partnership.programme.models import Faculty, Term
from teams.models import Membership


class GradeListQuerySet(LockedQuerySet):
    """Who sees which grade list."""

    def visible_to(self, user: Any) -> Self:
        """Office and education officers."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_office or user.has_role("education") else self.none()


class GradeList(TimeStamped):
    """A frozen list of grades for one faculty and term; corrections make a new version."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="grade_lists")
    faculty = models.ForeignKey(Faculty, on_delete=models.PROTECT, related_name="grade_lists")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    rows = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = GradeListQuerySet.as_manager()

    class Meta:
        verbose_name = _("grade list")
        verbose_name_plural = _("grade lists")
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("term", "faculty", "version"), name="grade_list_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.term.code} {self.faculty} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("certificates:show_grade_list", kwargs={"pk": self.pk})


class CreditQuerySet(LockedQuerySet):
    """Who sees which credit."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Student: own. Professor: own teams. Education: from sent on."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        seen = Q(membership__student__user=user) | Q(membership__team__professor__user=user)
        if user.has_role("education"):
            seen |= Q(state__in=[CreditState.SENT, CreditState.RECORDED, CreditState.RETURNED])
        return self.filter(seen).distinct()


@pghistory.track()
class Credit(TimeStamped, Stateful):
    """What stands between a member and the credit; figures frozen when sent."""

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="credit")
    student = models.ForeignKey(
        "students.Student", on_delete=models.PROTECT, related_name="internship_credit_rows"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CreditState, default=CreditState.BLOCKED, editable=False
    )
    blocked_by = models.JSONField(_("closed gates"), default=list, blank=True, editable=False)
    credits = models.DecimalField(
        _("credits"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    hours = models.DecimalField(
        _("confirmed hours"), max_digits=6, decimal_places=2, default=0, editable=False
    )
    min_hours = models.PositiveSmallIntegerField(
        _("least hours"), null=True, blank=True, editable=False
    )
    supervisor_points = models.DecimalField(
        _("industrial supervisor’s points"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    professor_points = models.DecimalField(
        _("professor’s points"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    grade = models.DecimalField(
        _("grade"), max_digits=4, decimal_places=2, null=True, blank=True, editable=False
    )
    grade_list = models.ForeignKey(
        GradeList, on_delete=models.PROTECT, null=True, blank=True, related_name="credits"
    )
    education_letter = models.CharField(_("education’s letter number"), max_length=40, blank=True)
    result_version = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("internship credit")
        verbose_name_plural = _("internship credits")
        ordering = ("-updated_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("student",),
                condition=Q(state__in=["sent", "recorded"]),
                name="credit_once_per_student",
            ),
            models.CheckConstraint(
                condition=Q(grade=None) | Q(grade__gte=0, grade__lte=20),
                name="credit_grade_out_of_twenty",
            ),
        )

    def __str__(self) -> str:
        return str(self.membership)

    def get_absolute_url(self) -> str:
        return reverse("certificates:show_credit", kwargs={"pk": self.pk})
