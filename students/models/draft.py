"""What somebody has typed into the enrolment form and not handed in yet."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import LockedQuerySet, TimeStamped
from partnership.programme.models import Round


class EnrolmentDraftQuerySet(LockedQuerySet):
    """Whose draft it is."""

    def visible_to(self, user: Any) -> Self:
        """Only one's own; the office never sees what was not handed in."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class EnrolmentDraft(TimeStamped):
    """Words as typed, by field name: nothing is checked and nothing is thrown away.

    `data` is {field: [text, …]}, never a password. A visitor without an account finds the draft by
    a secret in a cookie or in a link; only its hash is stored. `version` tells two tabs apart.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    key_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(_("kept until"))

    objects = EnrolmentDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of an application")
        verbose_name_plural = _("drafts of applications")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "user"), condition=Q(user__isnull=False), name="one_draft_a_round"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(key_hash__isnull=False),
                name="draft_belongs_to_somebody",
            ),
        )

    def file_visible_to(self, user: Any, file: Any) -> bool:
        """The account's own; a visitor sees the name of a CV kept so far, never its address."""
        return bool(user.is_authenticated and self.user_id == user.pk)

    def __str__(self) -> str:
        return f"{self.round} #{self.pk}"
