"""A student's appeal against a rejection or a grade."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, Stateful, TimeStamped
from students.enums import AppealState, AppealSubject
from students.models.enrolment import Enrolment


class AppealQuerySet(LockedQuerySet):
    """Who sees which appeal."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Student: one's own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_office else self.filter(enrolment__student__user=user)


class Appeal(TimeStamped, Stateful):
    """One appeal per enrolment and subject; answered once."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="appeals", verbose_name=_("enrolment")
    )
    subject = models.CharField(
        _("subject"), max_length=10, choices=AppealSubject, default=AppealSubject.REJECTION
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AppealState, default=AppealState.OPEN, editable=False
    )
    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    statement = models.TextField(_("what you object to, and why"), max_length=3000)
    answer = models.TextField(_("answer"), blank=True)
    answer_due = models.DateField(_("answer due"))

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=("enrolment", "subject"), name="one_appeal_each"),
        )

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("students:show_appeal", kwargs={"pk": self.pk})
