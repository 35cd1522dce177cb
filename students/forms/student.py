"""Forms of students and instructors: appeal, attendance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.core.workflow import Move
from students.models import TrainingSession
from students.selectors.sessions import attendance_list


class AppealForm(OnceFormMixin, HamyarForm):
    """What a student objects to."""

    statement = PersianCharField(
        label=gettext_lazy("What you object to, and why"), max_length=3000, widget=ProseArea
    )


class AttendanceForm(HamyarForm):
    """Who was there: one tick each, registered students first."""

    present = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Present"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Everybody else counts as absent."),
    )

    def __init__(
        self, *args: Any, target: TrainingSession, move: Move | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        people = attendance_list(target)
        self.fields["present"].choices = [(person.pk, person.label) for person in people]
        self.initial.setdefault("present", [person.pk for person in people if person.is_present])
