"""The agenda of a joint meeting: what is talked about, in order, and what was said."""

from collections.abc import Container

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from industries.models.meeting import JointMeeting
from industries.models.problem import Problem
from partnership.core.models import LockedQuerySet, Translatable


class AgendaItem(Translatable):
    """One item. `is_follow_up` marks the one under which earlier resolutions are looked at."""

    meeting = models.ForeignKey(JointMeeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("item"), max_length=200)
    problem = models.ForeignKey(
        Problem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("problem"),
    )
    presenter = models.CharField(_("who presents it"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes planned"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
    )
    is_follow_up = models.BooleanField(_("follows up earlier resolutions"), default=False)
    discussion = models.TextField(_("what was said"), max_length=4000, blank=True)

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting",),
                condition=models.Q(is_follow_up=True),
                name="one_follow_up_item",
            ),
        )

    def __str__(self) -> str:
        return self.text("title")

    def title_for(self, readable: Container[int]) -> str:
        """The title for somebody who may read these problems in full.

        An item about another problem bears that problem's public title instead: what an officer
        typed about a secret one may give it away.
        """
        if self.problem is None or self.problem_id in readable:
            return self.text("title")
        return self.problem.shown_title
