"""Training sessions, seats in them, and courses completed."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from partnership.programme.models import Round, TrainingCourse
from students.enums import AttendanceSource, AttendanceState, SessionState
from students.models.student import Student


class TrainingSessionQuerySet(LockedQuerySet):
    """Who sees which session."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Instructor: one's own. Accepted students: those of their round."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        return self.filter(
            Q(instructor=user)
            | Q(seats__student__user=user)
            | Q(
                round__enrolments__student__user=user,
                round__enrolments__state__in=["approved", "trained"],
            )
        ).distinct()


class TrainingSession(TimeStamped, Stateful):
    """A course held at a time and place (times in UTC)."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("round")
    )
    course = models.ForeignKey(
        TrainingCourse, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("course")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SessionState,
        default=SessionState.PLANNED,
        editable=False,
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200)
    link = models.URLField(
        _("link"), blank=True, help_text=_("For a session held online; empty otherwise.")
    )
    note = models.CharField(_("what to bring, what to know"), max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"), default=40)
    instructor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="training_sessions",
        verbose_name=_("instructor"),
    )
    sequence = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text=_("Version of the calendar entry.")
    )
    checkin_key = models.CharField(max_length=32, blank=True, editable=False)
    checkin_until = models.DateTimeField(
        _("code open until"), null=True, blank=True, editable=False
    )

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ("-starts_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.course}"

    def get_absolute_url(self) -> str:
        return reverse("students:show_session", kwargs={"pk": self.pk})


class Attendance(models.Model):
    """A student's seat in a session."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="seats")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="seats")
    state = models.CharField(
        _("attendance"),
        max_length=10,
        choices=AttendanceState,
        default=AttendanceState.REGISTERED,
    )
    source = models.CharField(_("known from"), max_length=10, choices=AttendanceSource, blank=True)
    mark = models.DecimalField(
        _("mark"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (
            models.UniqueConstraint(fields=("session", "student"), name="one_seat_per_student"),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.get_state_display()}"


class CompletionQuerySet(LockedQuerySet):
    """Completed courses."""

    def valid_on(self, day: date | None = None) -> Self:
        """Those not expired on that day (today by default)."""
        on = day or timezone.localdate()
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=on))

    def visible_to(self, user: Any) -> Self:
        """Those of students one may see."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_office else self.filter(student__user=user)


class CourseCompletion(TimeStamped):
    """A course a student has passed, until it expires."""

    student = models.ForeignKey(
        Student, on_delete=models.PROTECT, related_name="completions", verbose_name=_("student")
    )
    course = models.ForeignKey(
        TrainingCourse,
        on_delete=models.PROTECT,
        related_name="completions",
        verbose_name=_("course"),
    )
    session = models.ForeignKey(
        TrainingSession, on_delete=models.PROTECT, null=True, blank=True, related_name="completions"
    )
    completed_on = models.DateField(_("completed on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=4, decimal_places=2, null=True, blank=True)
    code = models.CharField(
        _("verification code"), max_length=10, unique=True, null=True, blank=True, editable=False
    )

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("completed course")
        verbose_name_plural = _("completed courses")
        constraints = (
            models.UniqueConstraint(
                fields=("student", "course", "completed_on"), name="one_completion_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.course}"
