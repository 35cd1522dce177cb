"""Forms of the students' room."""

from students.forms.enrol import FIELD_LABELS, EnrolForm, returnable_fields
from students.forms.office import (
    AppealFilterForm,
    CompletionForm,
    EndCompletionForm,
    RecordForm,
    SessionFilterForm,
    SessionForm,
    StudentFilterForm,
)
from students.forms.review import DECISION_FORMS, PlaceForm, ReviewFilterForm
from students.forms.student import AppealForm
from students.forms.training import AttendanceForm, MaterialForm, TypedCodeForm

__all__ = [
    "DECISION_FORMS",
    "FIELD_LABELS",
    "AppealFilterForm",
    "AppealForm",
    "AttendanceForm",
    "CompletionForm",
    "EndCompletionForm",
    "EnrolForm",
    "MaterialForm",
    "PlaceForm",
    "RecordForm",
    "ReviewFilterForm",
    "SessionFilterForm",
    "SessionForm",
    "StudentFilterForm",
    "TypedCodeForm",
    "returnable_fields",
]
