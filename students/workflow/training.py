"""Moves of training sessions."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move, deeds
from students.enums import SessionState as T

HOLD_SESSION = Move(
    name="students.trainingsession.hold",
    sources=frozenset({T.PLANNED}),
    target=T.HELD,
    permission="students.record_training",
    label=_("Close the register"),
    explains=_(
        "Those present complete the course (with a pass mark: if theirs reaches it); "
        "whoever has all mandatory courses is trained."
    ),
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
    explains=_("Everybody registered or waiting for a seat is told."),
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
        "students.trainingsession.open_code": _("Attendance code opened"),
        "students.trainingsession.close_code": _("Attendance code closed"),
        "programme.trainingcourse.add_material": _("Course material added"),
        "programme.trainingcourse.change_material": _("Course material changed"),
        "programme.trainingcourse.remove_material": _("Course material removed"),
        "students.student.complete_course": _("Completed course recorded"),
        "students.student.end_course": _("Completed course declared void"),
    }
)
