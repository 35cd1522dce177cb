"""What participants of a course read: a file or a link."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, TimeStamped
from partnership.programme.models import TrainingCourse
from students.enums import ENROLMENT_ACCEPTED
from students.models.enrolment import Enrolment
from students.models.training import TrainingSession


class CourseMaterialQuerySet(LockedQuerySet):
    """Who reads which material."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Accepted students: all. Instructors: those of the courses they teach."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        accepted = Enrolment.objects.filter(student__user=user, state__in=ENROLMENT_ACCEPTED)
        if accepted.exists():
            return self
        taught = TrainingSession.objects.filter(instructor=user)
        return self.filter(Q(course__in=taught.values("course")))


class CourseMaterial(TimeStamped):
    """One piece of material; its file, if any, is a StoredFile that belongs to this row."""

    course = models.ForeignKey(
        TrainingCourse, on_delete=models.PROTECT, related_name="materials", verbose_name=_("course")
    )
    title = models.CharField(_("title"), max_length=150)
    link = models.URLField(_("link"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CourseMaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("course material")
        verbose_name_plural = _("course materials")
        ordering = ("course", "order", "pk")

    def __str__(self) -> str:
        return self.title
