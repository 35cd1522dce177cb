"""Training sessions, seats in them, and courses completed."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.identifiers import generate_code
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

    def with_seats(self) -> Self:
        """Add `taken` (seats given) and `queue` (students waiting for one).

        Counted in subqueries: the joins of `visible_to` would hide other people's seats.
        """
        seats = Attendance.objects.filter(session=OuterRef("pk")).order_by()

        def count(rows: models.QuerySet) -> Coalesce:
            number = rows.order_by().values("session").annotate(n=Count("pk")).values("n")
            return Coalesce(Subquery(number), 0)

        return self.annotate(taken=count(seats.seated()), queue=count(seats.waiting()))

    def with_own_seat(self, user: Any) -> Self:
        """Add `is_mine` (this person has a seat) and `waits` (this person waits for one)."""
        seats = Attendance.objects.filter(session=OuterRef("pk"), student__user=user)
        return self.annotate(is_mine=Exists(seats.seated()), waits=Exists(seats.waiting()))


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


class AttendanceQuerySet(models.QuerySet):
    """Seats: given, or waited for in the order of asking."""

    def seated(self) -> Self:
        """Everybody who has a seat; those who wait have none."""
        return self.exclude(state=AttendanceState.WAITING)

    def waiting(self) -> Self:
        """Those who wait, the first in line first."""
        return self.filter(state=AttendanceState.WAITING).order_by("created_at", "pk")


class Attendance(models.Model):
    """A student's seat in a session, or the place in the line for one."""

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

    objects = AttendanceQuerySet.as_manager()

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
        """Those neither voided nor expired on that day (today by default)."""
        on = day or timezone.localdate()
        return self.standing().filter(Q(expires_on=None) | Q(expires_on__gte=on))

    def standing(self) -> Self:
        """Those that were not declared void; expired ones are among them."""
        return self.filter(voided_at=None)

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
        _("verification code"),
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        default=generate_code,
    )
    snapshot = models.JSONField(default=dict, editable=False)
    snapshot_hash = models.CharField(max_length=64, blank=True, editable=False)
    voided_at = models.DateTimeField(
        _("declared void at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("A void certificate stays on record and is shown as void when it is checked."),
    )

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("completed course")
        verbose_name_plural = _("completed courses")
        constraints = (
            models.UniqueConstraint(
                fields=("student", "course", "completed_on"),
                condition=Q(voided_at=None),
                name="one_completion_a_day",
            ),
            models.CheckConstraint(
                condition=Q(code=None) | ~Q(snapshot_hash=""),
                name="course_certificate_is_frozen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student}: {self.course}"

    @property
    def has_expired(self) -> bool:
        """Its time is over."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()
