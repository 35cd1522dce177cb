"""Forms of the students' room."""

from students.forms.enrol import EnrolForm
from students.forms.office import (
    AppealFilterForm,
    CompletionForm,
    EndCompletionForm,
    EnrolmentFilterForm,
    RecordForm,
    RejectForm,
    SessionFilterForm,
    SessionForm,
    StudentFilterForm,
)
from students.forms.student import AppealForm, AttendanceForm

__all__ = [
    "AppealFilterForm",
    "AppealForm",
    "AttendanceForm",
    "CompletionForm",
    "EndCompletionForm",
    "EnrolForm",
    "EnrolmentFilterForm",
    "RecordForm",
    "RejectForm",
    "SessionFilterForm",
    "SessionForm",
    "StudentFilterForm",
]
