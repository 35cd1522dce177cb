"""Moves of a withdrawal: what leaving after the letter counts as."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move, deeds
from students.enums import WithdrawalState as W

EXCUSE = Move(
    name="students.withdrawal.excuse",
    sources=frozenset({W.PENDING, W.UNEXCUSED}),
    target=W.EXCUSED,
    permission="students.judge_withdrawal",
    label=_("Excuse the withdrawal"),
    explains=_("It does not count against the student, who is told."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="students.withdrawal.refuse_excuse",
    order=10,
)
REFUSE_EXCUSE = Move(
    name="students.withdrawal.refuse_excuse",
    sources=frozenset({W.PENDING, W.EXCUSED}),
    target=W.UNEXCUSED,
    permission="students.judge_withdrawal",
    label=_("Count it as unexcused"),
    explains=_(
        "The student is told the reason. After as many unexcused withdrawals as the round "
        "allows, the student may not enrol for the months the round names."
    ),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="students.withdrawal.excuse",
    order=20,
)

deeds.update({"students.withdrawal.give_view": _("Professor’s view given")})
