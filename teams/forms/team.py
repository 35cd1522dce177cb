"""Forms about teams, members and professors."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industries.models import Problem
from partnership.core.forms import (
    HamyarForm,
    HamyarModelForm,
    OnceFormMixin,
    PersianCharField,
)
from partnership.core.forms.fields import EmailAddressField
from partnership.core.forms.widgets import ProseArea
from partnership.core.numbers import format_number
from partnership.core.views import MoveForm
from partnership.programme.models import Major, Round
from students.models import Student
from teams.enums import LeavingCause, TeamState
from teams.models import Membership, Professor, Team
from teams.selectors.team import professors_to_ask
from teams.services.team import PROBLEM_TAKES_TEAMS

ALL = ("", gettext_lazy("All"))


class ProblemChoice(forms.ModelChoiceField):
    """A problem with its unit, so that two of the same title are told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} – {obj.unit}"


class ProfessorChoice(forms.ModelChoiceField):
    """A professor with the places left."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(professor)s – %(major)s – %(load)s of %(capacity)s teams") % {
            "professor": obj.full_name,
            "major": obj.major,
            "load": format_number(obj.load),
            "capacity": format_number(obj.capacity),
        }


class TeamForm(OnceFormMixin, HamyarForm):
    """Names and problem of a team."""

    name_fa = PersianCharField(label=gettext_lazy("Persian name"), max_length=100)
    name_en = PersianCharField(label=gettext_lazy("English name"), max_length=100, required=False)
    round = forms.ModelChoiceField(label=gettext_lazy("Round"), queryset=Round.objects.none())
    problem = ProblemChoice(
        label=gettext_lazy("Problem"),
        queryset=Problem.objects.none(),
        required=False,
        help_text=gettext_lazy("May stay empty until the team is confirmed."),
    )

    def __init__(self, *args: Any, user: Any, team: Team | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        seen = Problem.objects.visible_to(user).select_related("unit", "category")
        problems = seen.filter(state__in=PROBLEM_TAKES_TEAMS)
        if team is not None:
            del self.fields["round"]
            problems |= seen.filter(pk=team.problem_id)
        else:
            rounds = Round.objects.select_related("term")
            self.fields["round"].queryset = rounds
            self.fields["round"].initial = rounds.filter(is_current=True).first()
        self.fields["problem"].queryset = problems.order_by("unit__sort_name", "pk")

    def words(self) -> dict[str, Any]:
        """Arguments for the service: objects by their keys."""
        data = dict(self.cleaned_data)
        problem, round_ = data.pop("problem"), data.pop("round", None)
        data["problem_id"] = problem.pk if problem else None
        return {**data, "round_id": round_.pk} if round_ else data


class TeamFilterForm(HamyarForm):
    """What the list of teams is narrowed by."""

    q = PersianCharField(label=gettext_lazy("Search"), required=False)
    round = forms.ModelChoiceField(
        label=gettext_lazy("Round"),
        required=False,
        queryset=Round.objects.all(),
        empty_label=ALL[1],
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[ALL, *TeamState.choices]
    )
    strength = forms.ChoiceField(
        label=gettext_lazy("Strength"),
        required=False,
        choices=[ALL, ("weak", gettext_lazy("Under strength"))],
    )


class CandidateFilterForm(HamyarForm):
    """What the list of students to choose from is narrowed by."""

    q = PersianCharField(label=gettext_lazy("Search"), required=False)
    major = forms.ModelChoiceField(
        label=gettext_lazy("Major"),
        required=False,
        queryset=Major.objects.all(),
        empty_label=ALL[1],
    )


class AddMemberForm(HamyarForm):
    """A student for the team: invited, or seated at once."""

    HOW = [("invite", gettext_lazy("Invite")), ("seat", gettext_lazy("Seat at once"))]
    student = forms.ModelChoiceField(label=gettext_lazy("Student"), queryset=Student.objects.none())
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=HOW)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["student"].queryset = Student.objects.visible_to(user)


class LeaderForm(HamyarForm):
    """Which present member leads."""

    membership = forms.ModelChoiceField(
        label=gettext_lazy("Team leader"), queryset=Membership.objects.none()
    )

    def __init__(self, *args: Any, team: Team, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["membership"].queryset = team.memberships.active()


class AskProfessorForm(HamyarForm):
    """Whom to ask; only professors with a free place stand in the list."""

    professor = ProfessorChoice(label=gettext_lazy("Professor"), queryset=Professor.objects.none())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["professor"].queryset = professors_to_ask()


class LeaveForm(MoveForm):
    """Why somebody leaves: in a code for the figures, in words for the record."""

    cause = forms.ChoiceField(label=gettext_lazy("Why"), choices=())
    CAUSES: tuple[str, ...] = (LeavingCause.WITHDREW, LeavingCause.ILLNESS)
    field_order = ("cause", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cause"].choices = [(code, LeavingCause(code).label) for code in self.CAUSES]
        self.order_fields(self.field_order)


class OfficeLeaveForm(LeaveForm):
    """The office may also remove a member."""

    CAUSES = (LeavingCause.WITHDREW, LeavingCause.ILLNESS, LeavingCause.REMOVED)


class ReplaceForm(OnceFormMixin, HamyarForm):
    """Who comes in a member's place, and why."""

    student = forms.ModelChoiceField(
        label=gettext_lazy("New member"), queryset=Student.objects.none()
    )
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=AddMemberForm.HOW, initial="seat")
    cause = forms.ChoiceField(
        label=gettext_lazy("Why the member leaves"),
        choices=[
            (code, LeavingCause(code).label)
            for code in (LeavingCause.REPLACED, *OfficeLeaveForm.CAUSES)
        ],
    )
    reason = PersianCharField(label=gettext_lazy("Reason"), max_length=1500, widget=ProseArea)

    def __init__(self, *args: Any, students: Any, has_left: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["student"].queryset = students
        if has_left:
            del self.fields["cause"], self.fields["reason"]

    def words(self) -> dict[str, Any]:
        """Arguments for the service."""
        data = dict(self.cleaned_data)
        student, how = data.pop("student"), data.pop("how")
        return {**data, "student_id": student.pk, "at_once": how == "seat"}


class AcceptTeamForm(MoveForm):
    """The professor's declaration."""

    no_conflict_declared = forms.BooleanField(
        label=gettext_lazy("I and my close kin have no share or position in this unit"),
        error_messages={
            "required": gettext_lazy(
                "Please confirm that you and your close kin have no share or position in this unit."
            )
        },
    )


class WaiverForm(OnceFormMixin, HamyarForm):
    """Why a team may go on with three."""

    reason = PersianCharField(
        label=gettext_lazy("Reason"),
        max_length=1500,
        widget=ProseArea,
        help_text=gettext_lazy("It becomes part of the record and the team reads it."),
    )


class ProfessorForm(OnceFormMixin, HamyarModelForm):
    """A professor's record."""

    email = EmailAddressField(label=gettext_lazy("E-mail"))

    class Meta:
        model = Professor
        fields = (
            "first_name_fa",
            "last_name_fa",
            "first_name_en",
            "last_name_en",
            "gender",
            "rank",
            "major",
            "capacity",
            "expertise",
            "personnel_no",
            "mobile",
            "is_active",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            del self.fields["email"]
        else:
            self.order_fields(["email"])


class ProfessorFilterForm(HamyarForm):
    """What the list of professors is narrowed by."""

    q = PersianCharField(label=gettext_lazy("Search"), required=False)
    major = forms.ModelChoiceField(
        label=gettext_lazy("Major"),
        required=False,
        queryset=Major.objects.all(),
        empty_label=ALL[1],
    )
    places = forms.ChoiceField(
        label=gettext_lazy("Places"),
        required=False,
        choices=[ALL, ("free", gettext_lazy("With a free place"))],
    )
