"""Forms about letters of introduction and visits."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from industries.enums import PersonRole
from industries.models import UnitPerson
from partnership.core.forms import (
    EmailAddressField,
    HamyarForm,
    HamyarModelForm,
    JalaliDateField,
    MobileField,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm
from students.enums import Weekday
from students.models import Student
from teams.models import Visit


class LetterForm(OnceFormMixin, HamyarForm):
    """When the team works at the unit, and for what."""

    starts_on = JalaliDateField(label=gettext_lazy("From"))
    ends_on = JalaliDateField(label=gettext_lazy("Until"))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Days of the week"),
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    hours_each = PersianIntegerField(
        label=gettext_lazy("Hours for each member"), min_value=1, max_value=1000, initial=240
    )
    purpose = PersianCharField(
        label=gettext_lazy("Purpose"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: assessment and proposal of solutions, in both languages."),
    )


class NumberForm(MoveForm):
    """Date and validity; the number itself is the secretariat's next one."""

    date = JalaliDateField(label=gettext_lazy("Letter date"))
    valid_until = JalaliDateField(label=gettext_lazy("Valid until"))
    field_order = ("date", "valid_until", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        self.fields["date"].initial = today
        self.fields["valid_until"].initial = max(
            self.target.ends_on, today + timedelta(days=self.target.team.round.report_within_days)
        )


class AcceptLetterForm(MoveForm):
    """The industrial supervisor: somebody known, or somebody new."""

    supervisor = forms.ModelChoiceField(
        label=gettext_lazy("Industrial supervisor (on site)"),
        required=False,
        queryset=UnitPerson.objects.none(),
        empty_label=gettext_lazy("Somebody else, named below"),
    )
    name_fa = PersianCharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Only for somebody who is not in the list; they are invited."),
    )
    title_fa = PersianCharField(label=gettext_lazy("Position"), max_length=120, required=False)
    mobile = MobileField(label=gettext_lazy("Mobile"), required=False)
    email = EmailAddressField(label=gettext_lazy("E-mail"), required=False)
    note = PersianCharField(
        label=gettext_lazy("Note for the office and the team"), max_length=300, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = UnitPerson.objects.filter(
            unit=self.target.team.problem.unit,
            is_active=True,
            role__in=[PersonRole.SUPERVISOR, PersonRole.MANAGER],
        ).order_by("-role", "pk")
        self.fields["supervisor"].queryset = people
        self.fields["supervisor"].initial = people.first()

    def clean(self) -> dict[str, Any]:
        """Hand the person on by key."""
        data = super().clean() or self.cleaned_data
        if "supervisor" in data:
            person = data.pop("supervisor")
            data["supervisor_id"] = person.pk if person else None
        return data


class SupervisorForm(OnceFormMixin, HamyarForm):
    """Another industrial supervisor."""

    supervisor = forms.ModelChoiceField(
        label=gettext_lazy("Industrial supervisor (on site)"), queryset=UnitPerson.objects.none()
    )

    def __init__(self, *args: Any, team: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["supervisor"].queryset = UnitPerson.objects.filter(
            unit=team.problem.unit, is_active=True
        )


class VisitForm(OnceFormMixin, HamyarModelForm):
    """A dated visit."""

    class Meta:
        model = Visit
        fields = (
            "date",
            "starts_at",
            "ends_at",
            "gate_contact",
            "gate_phone",
            "safety_gear",
            "transport",
            "note",
        )


class PresenceField(forms.ModelMultipleChoiceField):
    """Students by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return obj.full_name


def _people_of(visit: Visit) -> Any:
    members = visit.team.memberships.active().values("student")
    known = visit.presences.values("student")
    return Student.objects.filter(pk__in=members) | Student.objects.filter(pk__in=known)


class RecordVisitForm(MoveForm):
    """Who was there."""

    present = PresenceField(
        label=gettext_lazy("Who was present"), queryset=Student.objects.none(), required=False
    )
    note = PersianCharField(
        label=gettext_lazy("Note"), max_length=2000, required=False, widget=ProseArea
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["present"].queryset = _people_of(self.target)
        self.fields["present"].initial = list(self.fields["present"].queryset)

    def clean_present(self) -> list[int]:
        """The service takes keys."""
        return [student.pk for student in self.cleaned_data["present"]]


class PresenceForm(OnceFormMixin, HamyarForm):
    """Correct who was there."""

    present = PresenceField(
        label=gettext_lazy("Who was present"), queryset=Student.objects.none(), required=False
    )

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["present"].queryset = _people_of(visit)
        self.fields["present"].initial = visit.presences.filter(was_present=True).values_list(
            "student", flat=True
        )

    def clean_present(self) -> list[int]:
        """The service takes keys."""
        return [student.pk for student in self.cleaned_data["present"]]
