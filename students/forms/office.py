"""Forms of the office: rejection, record, training, filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from partnership.accounts.models import User
from partnership.core.forms import (
    GradeField,
    HamyarForm,
    HamyarModelForm,
    JalaliDateField,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.numbers import format_number
from partnership.programme.models import CreditRule, Major, TrainingCourse
from students.enums import AppealState, SessionState
from students.models import Student, TrainingSession

ALL = ("", gettext_lazy("All"))
#: Roles that may teach a session.
TEACHERS = ("professor", "officer", "head", "manager", "supervisor", "liaison", "education")


class RecordForm(HamyarForm):
    """Insurance, registered credits, and the registrar's figures."""

    insured_until = JalaliDateField(label=gettext_lazy("Insured until"), required=False)
    internship_credits = forms.TypedChoiceField(
        label=gettext_lazy("Registered internship credits"),
        required=False,
        empty_value=None,
    )
    passed_credits = PersianIntegerField(
        label=gettext_lazy("Credits passed"), min_value=0, max_value=250
    )
    gpa = GradeField(label=gettext_lazy("Grade-point average"))
    on_probation = forms.BooleanField(label=gettext_lazy("On academic probation"), required=False)

    def __init__(self, *args: Any, student: Student, **options: Any) -> None:
        names = ("insured_until", "passed_credits", "gpa", "on_probation")
        initial = {name: getattr(student, name) for name in names}
        credits = student.internship_credits
        initial["internship_credits"] = str(credits) if credits is not None else ""
        super().__init__(*args, **{**options, "initial": initial})
        from_rules = {str(rule.credits): rule.credits for rule in CreditRule.objects.all()}
        field = self.fields["internship_credits"]
        field.choices = [
            ("", "–"),
            *((code, format_number(value.normalize())) for code, value in from_rules.items()),
        ]
        field.coerce = lambda code: from_rules[code]


class CompletionForm(OnceFormMixin, HamyarForm):
    """A course entered by hand."""

    course = forms.ModelChoiceField(
        label=gettext_lazy("Course"), queryset=TrainingCourse.objects.none()
    )
    completed_on = JalaliDateField(label=gettext_lazy("Completed on"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["course"].queryset = TrainingCourse.objects.filter(is_active=True)


class EndCompletionForm(HamyarForm):
    """Why a completed course no longer counts."""

    reason = PersianCharField(label=gettext_lazy("Reason"), max_length=1500, widget=ProseArea)


class SessionForm(OnceFormMixin, HamyarModelForm):
    """Plan a session, or move it."""

    class Meta:
        model = TrainingSession
        fields = (
            "course",
            "starts_at",
            "ends_at",
            "place",
            "link",
            "capacity",
            "instructor",
            "note",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["course"].queryset = TrainingCourse.objects.filter(is_active=True)
        self.fields["capacity"].min_value = 1
        # A professor, the office, or a guest from industry who has an account.
        self.fields["instructor"].queryset = User.objects.with_role(*TEACHERS)
        self.fields["instructor"].empty_label = gettext_lazy("Nobody yet")

    def plan(self) -> dict[str, Any]:
        """As the service takes it."""
        data = self.cleaned_data
        instructor = data["instructor"]
        return {
            "course_id": data["course"].pk,
            "starts_at": data["starts_at"],
            "ends_at": data["ends_at"],
            "place": data["place"],
            "link": data["link"],
            "note": data["note"],
            "capacity": data["capacity"],
            "instructor_id": instructor.pk if instructor else None,
        }

    def _post_clean(self) -> None:
        """The service writes the row, not the form; its rules are the service's."""


class _FilterForm(forms.Form):
    """A filter bar: nothing is required, wrong values filter nothing."""

    q = PersianCharField(label=gettext_lazy("Search"), required=False, max_length=100)


class StudentFilterForm(_FilterForm):
    """Filters of the list of students."""

    major = forms.ModelChoiceField(
        label=gettext_lazy("Major"),
        required=False,
        queryset=Major.objects.all(),
        empty_label=gettext_lazy("All"),
    )
    lacks = forms.ChoiceField(
        label=gettext_lazy("Still missing"),
        required=False,
        choices=[
            ALL,
            ("insurance", gettext_lazy("Accident insurance")),
            ("credits", gettext_lazy("Registered internship credits")),
            ("name_en", gettext_lazy("Name in Latin letters")),
        ],
    )


class AppealFilterForm(_FilterForm):
    """Filters of the list of appeals."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[ALL, *AppealState.choices]
    )
    overdue = forms.BooleanField(label=gettext_lazy("Answer overdue"), required=False)


class SessionFilterForm(forms.Form):
    """Filters of the list of sessions."""

    course = forms.ModelChoiceField(
        label=gettext_lazy("Course"),
        required=False,
        queryset=TrainingCourse.objects.all(),
        empty_label=gettext_lazy("All"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[ALL, *SessionState.choices]
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        required=False,
        choices=[ALL, ("coming", gettext_lazy("Coming")), ("past", gettext_lazy("Past"))],
    )
