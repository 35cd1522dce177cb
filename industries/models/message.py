"""Questions and answers about a problem, each for its audience."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from industries.enums import MessageAudience
from industries.models.problem import Problem
from industries.models.unit import UnitPerson
from partnership.core import hooks
from partnership.core.models import LockedQuerySet, TimeStamped


class ProblemMessageQuerySet(LockedQuerySet):
    """Questions and answers by their audience."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Unit: its own. Others: what is meant for them on problems they see."""
        if not user.is_authenticated:
            return self.none()
        seen = self.filter(problem__in=Problem.objects.listed_for(user))
        if user.is_office:
            return seen
        of_unit = Q(problem__unit__persons__user=user, problem__unit__persons__is_active=True)
        mine = Q(author=user) | Q(audience=MessageAudience.EVERYBODY)
        mine |= Q(reply_to__author=user) & ~Q(audience=MessageAudience.OFFICE)
        mine |= ~Q(audience=MessageAudience.OFFICE) & of_unit
        if user.has_role("professor"):
            mine |= Q(audience__in=(MessageAudience.PROFESSORS, MessageAudience.UNDERTAKEN))
        elif user.has_role("student") and hooks.ask("has_undertaken", user, default=False):
            mine |= Q(audience=MessageAudience.UNDERTAKEN)
        return seen.filter(pk__in=self.model.objects.filter(mine).values("pk"))

    def unanswered(self) -> Self:
        """Questions that somebody else has not answered yet and that want an answer."""
        answers = self.model.objects.filter(reply_to=OuterRef("pk")).exclude(
            author=OuterRef("author")
        )
        return self.filter(reply_to=None, wants_answer=True).exclude(Exists(answers))

    def with_side(self) -> Self:
        """`is_inside`: whether its writer is of the problem's own unit."""
        inside = UnitPerson.objects.filter(
            unit=OuterRef("problem__unit"), user=OuterRef("author"), is_active=True
        )
        return self.annotate(is_inside=Exists(inside))


class ProblemMessage(TimeStamped):
    """A question or an answer about a problem."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
    )
    reply_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    audience = models.CharField(
        _("who reads it"), max_length=12, choices=MessageAudience, default=MessageAudience.UNIT
    )
    body = models.TextField(_("message"), max_length=3000)
    wants_answer = models.BooleanField(_("wants an answer"), default=True, editable=False)

    objects = ProblemMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("question or answer")
        verbose_name_plural = _("questions and answers")
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.body[:60]
