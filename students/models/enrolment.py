"""An application of a student for a round, with wishes and free half-days."""

from typing import Any, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.programme.models import Round
from students.enums import (
    EnrolmentState,
    HalfDay,
    RejectionCode,
    ReturnCode,
    WaitCode,
    Weekday,
    WishKind,
)
from students.models.student import Student


class EnrolmentQuerySet(LockedQuerySet):
    """Who sees which application."""

    def visible_to(self, user: Any) -> Self:
        """Office: all but drafts of others. Student: one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self.exclude(state=EnrolmentState.DRAFT)
        return self.filter(student__user=user)


@pghistory.track()
class Enrolment(TimeStamped, Stateful):
    """A student's application for one round."""

    student = models.ForeignKey(
        Student, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("student")
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("round")
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=EnrolmentState,
        default=EnrolmentState.DRAFT,
        editable=False,
    )
    code = models.CharField(_("tracking code"), max_length=12, unique=True, editable=False)
    motivation = models.TextField(_("why you want to take part"), max_length=2000, blank=True)
    conflict = models.TextField(
        _("ties to an industrial unit"),
        max_length=500,
        blank=True,
        help_text=_("A unit where you or close kin work or hold shares. Empty: none."),
    )
    is_flexible = models.BooleanField(
        _("I also accept a suitable problem that is not on my list"), default=True
    )
    consent_data_at = models.DateTimeField(_("consent to data use"), null=True, blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    undertaking_at = models.DateTimeField(_("confidentiality undertaking"), null=True, blank=True)
    undertaking_version = models.CharField(max_length=20, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    revision = models.PositiveSmallIntegerField(_("revision"), default=0)
    rejection_code = models.CharField(_("reason"), max_length=12, choices=RejectionCode, blank=True)
    return_code = models.CharField(_("reason"), max_length=12, choices=ReturnCode, blank=True)
    returned_fields = models.JSONField(
        _("fields to correct"),
        default=dict,
        blank=True,
        help_text=_("The form’s field names with what to do: {field: sentence, may be empty}."),
    )
    wait_code = models.CharField(_("reason"), max_length=12, choices=WaitCode, blank=True)
    waiting_number = models.PositiveIntegerField(
        _("place on the waiting list"), null=True, blank=True, editable=False
    )
    decision_note = models.TextField(_("note to the student"), blank=True)
    declared = models.JSONField(
        _("figures as the student gave them"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Kept when the registrar’s figures replace them."),
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("-submitted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("student", "round"), name="one_enrolment_per_student_round"
            ),
            models.UniqueConstraint(
                fields=("round", "waiting_number"), name="one_waiting_number_per_round"
            ),
        )
        indexes = (models.Index(fields=("round", "state")),)

    @property
    def cv(self) -> StoredFile | None:
        """The CV handed in with it."""
        return StoredFile.objects.of(self, FileKind.CV).first()

    def file_visible_to(self, user: Any, file: Any) -> bool:
        """The CV: its student, the office, professors of the student's team; never a unit."""
        if not user.is_authenticated:
            return False
        if user.is_office or self.student.user_id == user.pk:
            return type(self)._default_manager.visible_to(user).filter(pk=self.pk).exists()
        return self.student.memberships.filter(
            team__professor__user=user, state="active", team__round=self.round_id
        ).exists()

    def __str__(self) -> str:
        return f"{self.code} {self.student}"

    def get_absolute_url(self) -> str:
        return reverse("students:show_enrolment", kwargs={"pk": self.pk})


class Availability(models.Model):
    """A half-day of the week on which the student is free."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="free_blocks")
    weekday = models.CharField(_("day"), max_length=3, choices=Weekday)
    block = models.CharField(_("half-day"), max_length=10, choices=HalfDay)

    class Meta:
        verbose_name = _("free half-day")
        verbose_name_plural = _("free half-days")
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "weekday", "block"), name="free_block_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.get_block_display()}"


def is_secret(problem: Any) -> bool:
    """Students do not see it any more, if they ever did."""
    return bool(problem.confidentiality == "secret")


def title_of_wish(problem: Any) -> str:
    """The public title; of a problem that has become secret, its category alone."""
    return str(problem.category.name if is_secret(problem) else problem.shown_title)


class Preference(models.Model):
    """A problem the student would like, by rank."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="preferences")
    problem = models.ForeignKey(
        "industries.Problem",
        on_delete=models.PROTECT,
        related_name="preferences",
        verbose_name=_("problem"),
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(fields=("enrolment", "problem"), name="wish_a_problem_once"),
            models.UniqueConstraint(fields=("enrolment", "rank"), name="one_wish_per_rank"),
            models.CheckConstraint(
                condition=Q(rank__gte=1) & Q(rank__lte=5), name="wish_rank_one_to_five"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank}. {self.problem}"

    @property
    def shown_title(self) -> str:
        """What the problem is called before students."""
        return title_of_wish(self.problem)


class CompanionWish(models.Model):
    """To be with, or not with, another student of the round.

    Students write a student number and never learn whether it is known here; `companion` is found
    by the service, at once or when that student applies.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="companion_wishes"
    )
    student_number = models.CharField(_("student number"), max_length=14, blank=True)
    companion = models.ForeignKey(
        Student,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("student"),
    )
    kind = models.CharField(_("wish"), max_length=10, choices=WishKind)

    class Meta:
        verbose_name = _("companion wish")
        verbose_name_plural = _("companion wishes")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "companion"), name="one_wish_per_companion"
            ),
            models.UniqueConstraint(
                fields=("enrolment", "student_number"),
                condition=~Q(student_number=""),
                name="one_wish_per_companion_number",
            ),
            models.CheckConstraint(
                condition=~Q(student_number="") | Q(companion__isnull=False),
                name="companion_wish_names_somebody",
            ),
        )
        indexes = (models.Index(fields=("student_number",)),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.companion or self.student_number}"
