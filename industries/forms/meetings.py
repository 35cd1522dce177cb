"""Forms about joint meetings and their minutes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.enums import MeetingState, ResolutionState, Rsvp, UnitState
from industries.forms.rows import RowForm, RowsMixin, SectionsMixin, row_set
from industries.models import IndustrialUnit, JointMeeting, Problem
from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.core.forms import (
    HamyarForm,
    HamyarModelForm,
    JalaliDateField,
    OnceFormMixin,
    PersianCharField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm

_INVITABLE = (
    Role.HEAD,
    Role.OFFICER,
    Role.PROFESSOR,
    Role.LIAISON,
    Role.OBSERVER,
    Role.PRESIDENT,
    Role.EDUCATION,
)


def invitable_people() -> Any:
    """Who is invited in person; units are invited as units."""
    return User.objects.with_role(*_INVITABLE)


class MeetingForm(SectionsMixin, OnceFormMixin, HamyarModelForm):
    """The plan: when, where, what about, who."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    people = forms.ModelMultipleChoiceField(
        label=_("People to invite"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Units to invite"),
        queryset=IndustrialUnit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    section_names = (
        (
            _("When and where"),
            ("kind", "title", "starts_at", "ends_at", "place", "chair", "secretary"),
        ),
        (_("What about"), ("agenda", "problems")),
        (_("Who"), ("people", "units")),
    )

    class Meta:
        model = JointMeeting
        fields = (
            "kind",
            "title",
            "starts_at",
            "ends_at",
            "place",
            "agenda",
            "problems",
            "chair",
            "secretary",
        )
        widgets = {"problems": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = invitable_people()
        self.fields["units"].queryset = IndustrialUnit.objects.visible_to(user).exclude(
            state__in=(UnitState.CLOSED, UnitState.REJECTED, UnitState.MERGED)
        )
        self.fields["problems"].queryset = Problem.objects.visible_to(user).select_related("unit")
        self.fields["problems"].label_from_instance = lambda p: f"{p} – {p.unit}"
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()
            invitees = list(self.instance.invitees.values_list("user_id", "unit_id"))
            self.initial["people"] = [user_id for user_id, _unit in invitees if user_id]
            self.initial["units"] = [unit_id for _user, unit_id in invitees if unit_id]

    def clean(self) -> dict[str, Any]:
        """A new meeting lies ahead and ends after it begins."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and starts < timezone.now() and "starts_at" in self.changed_data:
            self.add_error("starts_at", _("This day has passed. Please choose a later one."))
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The meeting cannot end before it begins."))
        if self.instance.pk and "problems" in data:
            # Problems this officer is not named for were not offered, and stay.
            offered = self.fields["problems"].queryset.values("pk")
            data["problems"] = [
                *data["problems"],
                *self.instance.problems.exclude(pk__in=offered),
            ]
        return data


class ResolutionRow(RowForm):
    """One resolution: what, who, until when, about which problem."""

    main = "body"
    body = PersianCharField(
        label=_("resolution"), max_length=1000, required=False, widget=ProseArea({"rows": "2"})
    )
    owner = forms.ChoiceField(label=_("owner"), required=False)
    due_on = JalaliDateField(label=_("due on"), required=False)
    problem = forms.ModelChoiceField(
        label=_("problem"), queryset=Problem.objects.none(), required=False
    )


Resolutions = row_set(ResolutionRow, spare=3, most=30)


class MinutesFields(RowsMixin, forms.Form):
    """Attendance, discussion, resolutions; needs `self.meeting` before rows are filled."""

    row_sets = {"resolutions": Resolutions}
    chair = PersianCharField(label=_("chair"), max_length=120, required=False)
    secretary = PersianCharField(label=_("secretary"), max_length=120, required=False)
    present = forms.MultipleChoiceField(
        label=_("Who was present?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    discussion = PersianCharField(
        label=_("discussion in short"),
        max_length=8000,
        required=False,
        widget=ProseArea({"rows": "8"}),
    )

    def fill(self, meeting: JointMeeting, reader: Any) -> None:
        """Choices and first values from the meeting.

        A secret problem the reader is not named for keeps its place, but not its title.
        """
        invitees = list(meeting.invitees.select_related("user", "unit"))
        self.fields["present"].choices = [(str(row.pk), str(row)) for row in invitees]
        readable = set(Problem.objects.visible_to(reader).values_list("pk", flat=True))
        owners = [("", "–"), *_owners(invitees)]
        for row in self.rows["resolutions"]:
            row.fields["owner"].choices = owners
            row.fields["problem"].queryset = meeting.problems.all()
            row.fields["problem"].label_from_instance = lambda problem: (
                str(problem) if problem.pk in readable else _("A secret problem")
            )
        self.initial = {
            "chair": meeting.chair,
            "secretary": meeting.secretary,
            "discussion": meeting.discussion,
            "present": [str(row.pk) for row in invitees if row.was_present is not False],
            **self.initial,
        }

    def minutes(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = {name: self.cleaned_data[name] for name in ("chair", "secretary", "discussion")}
        data["present"] = [int(pk) for pk in self.cleaned_data["present"]]
        data["resolutions"] = [_resolution(row) for row in self.cleaned_data["resolutions"]]
        return data


def resolution_initial(meeting: JointMeeting) -> list[dict[str, Any]]:
    """Rows as the form shows them."""
    rows = []
    for row in meeting.resolutions.all():
        owner = f"unit:{row.owner_unit_id}" if row.owner_unit_id else ""
        owner = f"user:{row.owner_user_id}" if row.owner_user_id else owner
        rows.append(
            {"body": row.body, "owner": owner, "due_on": row.due_on, "problem": row.problem_id}
        )
    return rows


class HoldForm(MinutesFields, MoveForm):
    """Record a meeting; `cleaned_data` is what the service takes."""

    def __init__(self, *args: Any, target: JointMeeting, reader: Any, **options: Any) -> None:
        super().__init__(
            *args, target=target, row_initial={"resolutions": resolution_initial(target)}, **options
        )
        self.fill(target, reader)

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into the service's words, once everything is right."""
        super().clean()
        if not self.errors:
            self.cleaned_data = self.minutes()
        return self.cleaned_data


class MinutesForm(MinutesFields, HamyarForm):
    """Correct minutes that are not final."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, meeting: JointMeeting, reader: Any, **options: Any) -> None:
        super().__init__(*args, row_initial={"resolutions": resolution_initial(meeting)}, **options)
        self.fill(meeting, reader)
        self.fields["seen"].initial = meeting.updated_at.isoformat()


class RsvpForm(HamyarForm):
    """Will you come?"""

    rsvp = forms.ChoiceField(
        label=_("Will you come?"),
        choices=[(Rsvp.YES, _("I will come")), (Rsvp.NO, _("I cannot come"))],
        widget=forms.RadioSelect,
    )


class MeetingFilter(HamyarForm):
    """Filters of the list of meetings."""

    state = forms.ChoiceField(label=_("state"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("All")), *MeetingState.choices]


class ResolutionFilter(HamyarForm):
    """Filters of the list of resolutions."""

    state = forms.ChoiceField(label=_("state"), required=False)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("All")), *ResolutionState.choices]


def _owners(invitees: list[Any]) -> list[tuple[str, str]]:
    units = [(f"unit:{row.unit_id}", str(row)) for row in invitees if row.unit_id]
    people = [(f"user:{row.user_id}", str(row)) for row in invitees if row.user_id]
    known = {code for code, _name in people}
    others = [(f"user:{u.pk}", str(u)) for u in invitable_people() if f"user:{u.pk}" not in known]
    return [*units, *people, *others]


def _resolution(row: dict[str, Any]) -> dict[str, Any]:
    """Columns of a Resolution from a row of the form."""
    kind, _colon, pk = (row.get("owner") or "").partition(":")
    return {
        "body": row["body"],
        "due_on": row.get("due_on"),
        "problem": row.get("problem"),
        "owner_unit": IndustrialUnit.objects.get(pk=pk) if kind == "unit" else None,
        "owner_user": User.objects.get(pk=pk) if kind == "user" else None,
    }
