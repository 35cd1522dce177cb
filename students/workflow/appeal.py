"""Moves of appeals."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move, deeds
from students.enums import AppealState as A

ACCEPT_APPEAL = Move(
    name="students.appeal.accept",
    sources=frozenset({A.OPEN}),
    target=A.ACCEPTED,
    permission="students.answer_appeal",
    label=_("Accept the appeal"),
    explains=_("The application is reopened and the student is told."),
    reason="required",
    tone="primary",
    icon="check-lg",
    back="One appeal, one answer: the decision on the appeal is final.",
)
DISMISS_APPEAL = Move(
    name="students.appeal.dismiss",
    sources=frozenset({A.OPEN}),
    target=A.DISMISSED,
    permission="students.answer_appeal",
    label=_("Dismiss the appeal"),
    explains=_("The student is told the answer."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="One appeal, one answer: the decision on the appeal is final.",
)

deeds.update({"students.appeal.open": _("Appeal opened")})
