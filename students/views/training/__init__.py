"""Doors of the initial training."""

from students.views.training.checkin import (
    CheckedIn,
    CheckIn,
    CodeButton,
    LiveCode,
    ShowCode,
    TypeCode,
)
from students.views.training.courses import (
    AddMaterial,
    ChangeMaterial,
    CourseDetail,
    CourseList,
    RemoveMaterial,
)
from students.views.training.papers import (
    DownloadCertificate,
    PrintCourseCertificates,
    PrintSessionCertificates,
    PrintSheet,
)
from students.views.training.register import CorrectAttendance, HoldSession, RecordAttendance
from students.views.training.seats import MyCalendar, SeatView, SessionCalendar
from students.views.training.sessions import (
    ChangeSession,
    PlanSession,
    SessionDetail,
    SessionList,
    cancel_session,
)

__all__ = [
    "AddMaterial",
    "ChangeMaterial",
    "ChangeSession",
    "CheckIn",
    "CheckedIn",
    "CodeButton",
    "CorrectAttendance",
    "CourseDetail",
    "CourseList",
    "DownloadCertificate",
    "HoldSession",
    "LiveCode",
    "MyCalendar",
    "PlanSession",
    "PrintCourseCertificates",
    "PrintSessionCertificates",
    "PrintSheet",
    "RecordAttendance",
    "RemoveMaterial",
    "SeatView",
    "SessionCalendar",
    "SessionDetail",
    "SessionList",
    "ShowCode",
    "TypeCode",
    "cancel_session",
]
