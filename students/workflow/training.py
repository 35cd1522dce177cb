"""Moves of training sessions."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move, deeds
from students.enums import SessionState as T

HOLD_SESSION = Move(
    name="students.trainingsession.hold",
    sources=frozenset({T.PLANNED}),
    target=T.HELD,
    permission="students.record_training",
    label=_("Record attendance"),
    explains=_("Those present complete the course; whoever has all mandatory courses is trained."),
    tone="primary",
    icon="clipboard-check",
    back="A held session stays; a wrong attendance is corrected on the same page.",
)
CANCEL_SESSION = Move(
    name="students.trainingsession.cancel",
    sources=frozenset({T.PLANNED}),
    target=T.CANCELLED,
    permission="students.manage_training",
    label=_("Cancel the session"),
    explains=_("Everybody registered is told."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="A new session is planned instead.",
)

deeds.update(
    {
        "students.trainingsession.plan": _("Session planned"),
        "students.trainingsession.change": _("Plan of the session changed"),
        "students.trainingsession.correct": _("Attendance corrected"),
        "students.student.complete_course": _("Completed course recorded"),
        "students.student.end_course": _("Completed course declared void"),
    }
)
