"""Forms of the students' room."""

from students.forms.enrol import FIELD_LABELS, EnrolForm, returnable_fields
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
    "FIELD_LABELS",
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
    "returnable_fields",
]
