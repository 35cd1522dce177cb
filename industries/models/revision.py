"""What a problem said each time it was saved."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.models.problem import Problem
from partnership.core.models import LockedQuerySet


class ProblemRevisionQuerySet(LockedQuerySet):
    """Who reads earlier versions."""

    def visible_to(self, user: Any) -> Self:
        """Those who see the problem in full."""
        return self.filter(problem__in=Problem.objects.visible_to(user))


class ProblemRevision(models.Model):
    """A problem as it stood after a save that changed something.

    `content` is {field: value} as `industries.selectors.revisions.content_of` writes it; `stamp`
    is the problem's `updated_at` of that save, by which a form knows what it was made from.
    """

    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("problem")
    )
    version = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"), default=dict, editable=False)
    stamp = models.CharField(max_length=40, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    restored_from = models.PositiveIntegerField(_("restored from version"), null=True, blank=True)
    created_at = models.DateTimeField(_("saved on"), default=timezone.now, editable=False)

    objects = ProblemRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a problem")
        verbose_name_plural = _("versions of problems")
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=("problem", "version"), name="one_row_per_problem_version"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="problem_version_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.problem_id}/{self.version}"
