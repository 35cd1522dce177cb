"""Moves of applications."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move, deeds
from students.enums import EnrolmentState as S

SUBMIT = Move(
    name="students.enrolment.submit",
    sources=frozenset({S.DRAFT, S.RETURNED}),
    target=S.SUBMITTED,
    permission="students.submit_enrolment",
    label=_("Submit"),
    explains=_("The office is told and reviews the application. You get a tracking code."),
    tone="primary",
    icon="send",
    back="students.enrolment.return",
    order=10,
)
RETURN = Move(
    name="students.enrolment.return",
    sources=frozenset({S.SUBMITTED, S.WAITING}),
    target=S.RETURNED,
    permission="students.review_enrolment",
    label=_("Return for correction"),
    explains=_("The student is told what to correct and may send the application again."),
    reason="required",
    icon="arrow-counterclockwise",
    back="students.enrolment.submit",
    order=30,
)
APPROVE = Move(
    name="students.enrolment.approve",
    sources=frozenset({S.SUBMITTED, S.WAITING}),
    target=S.APPROVED,
    permission="students.review_enrolment",
    label=_("Approve"),
    explains=_("The student is told and is invited to the initial training."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="students.enrolment.withdraw",
    order=10,
)
WAIT = Move(
    name="students.enrolment.wait",
    sources=frozenset({S.SUBMITTED}),
    target=S.WAITING,
    permission="students.review_enrolment",
    label=_("Put on the waiting list"),
    explains=_("The student is told that the application waits for a free place."),
    reason="optional",
    icon="hourglass-split",
    back="students.enrolment.approve",
    order=20,
)
REJECT = Move(
    name="students.enrolment.reject",
    sources=frozenset({S.SUBMITTED, S.WAITING}),
    target=S.REJECTED,
    permission="students.review_enrolment",
    label=_("Reject"),
    explains=_("The student is told the reason and may appeal within five working days."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="students.enrolment.reopen",
    order=40,
)
REOPEN = Move(
    name="students.enrolment.reopen",
    sources=frozenset({S.REJECTED, S.WITHDRAWN}),
    target=S.SUBMITTED,
    permission="students.review_enrolment",
    label=_("Reopen the application"),
    explains=_("The application returns to the review queue; the student is told."),
    reason="required",
    icon="arrow-counterclockwise",
    back="students.enrolment.reject",
    order=50,
)
PROMOTE = Move(
    name="students.enrolment.promote",
    sources=frozenset({S.WAITING}),
    target=S.APPROVED,
    permission="students.review_enrolment",
    label=_("Promoted from the waiting list"),
    explains=_("Follows by itself when a place is free; the student is told."),
    back="students.enrolment.withdraw",
    by_system=True,
)
TRAIN = Move(
    name="students.enrolment.train",
    sources=frozenset({S.APPROVED}),
    target=S.TRAINED,
    permission="students.record_training",
    label=_("Training completed"),
    explains=_("Follows by itself once every mandatory course is passed."),
    back="students.enrolment.expire",
    by_system=True,
)
EXPIRE = Move(
    name="students.enrolment.expire",
    sources=frozenset({S.TRAINED}),
    target=S.APPROVED,
    permission="students.record_training",
    label=_("Training incomplete again"),
    explains=_("Follows by itself when a mandatory course is withdrawn or has expired."),
    back="students.enrolment.train",
    by_system=True,
)
WITHDRAW = Move(
    name="students.enrolment.withdraw",
    sources=frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED, S.WAITING, S.APPROVED, S.TRAINED}),
    target=S.WITHDRAWN,
    permission="students.withdraw_enrolment",
    label=_("Withdraw"),
    explains=_("The application is closed. The office and, if there is one, the team are told."),
    reason="optional",
    tone="danger",
    icon="box-arrow-left",
    back="students.enrolment.resume",
    order=90,
)
RESUME = Move(
    name="students.enrolment.resume",
    sources=frozenset({S.WITHDRAWN}),
    target=S.DRAFT,
    permission="students.resume_enrolment",
    label=_("Take the application up again"),
    explains=_(
        "The application becomes a draft with everything you wrote; nobody sees it until you "
        "send it again. Possible while the call is open."
    ),
    icon="arrow-counterclockwise",
    back="students.enrolment.withdraw",
    hidden=True,
    order=95,
)

deeds.update(
    {
        "students.enrolment.save": _("Application written"),
        "students.enrolment.rank_wishes": _("Wishes changed"),
        "students.enrolment.waive": _("Rule waived"),
        "students.enrolment.end_waiver": _("Waiver ended"),
        "students.enrolment.reorder": _("Place on the waiting list changed"),
        "students.student.change_record": _("Insurance or academic record changed"),
        "students.student.reveal_national_id": _("National ID looked at"),
    }
)
