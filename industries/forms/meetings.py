"""Forms about the plan of a joint meeting and the list of meetings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.enums import PROBLEM_CLOSED, MeetingKind, MeetingState, ProblemState, UnitState
from industries.forms.rows import RowForm, RowsMixin, SectionsMixin, row_set
from industries.models import IndustrialUnit, JointMeeting, Problem
from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.core.forms import (
    EmailAddressField,
    HamyarForm,
    HamyarModelForm,
    MobileField,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
)

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


class AgendaRow(RowForm):
    """One item: what, about which problem, by whom, how long."""

    main = "title"
    quiet = ("id", "is_follow_up")
    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_follow_up = forms.BooleanField(widget=forms.HiddenInput, required=False)
    title = PersianCharField(label=_("item"), max_length=200, required=False)
    problem = forms.TypedChoiceField(
        label=_("problem"), required=False, coerce=int, empty_value=None
    )
    presenter = PersianCharField(label=_("who presents it"), max_length=120, required=False)
    minutes = PersianIntegerField(
        label=_("minutes planned"), min_value=1, max_value=480, required=False
    )


class OutsiderRow(RowForm):
    """Somebody without an account: the Ministry, a town company, an agency."""

    main = "name"
    quiet = ("id",)
    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = PersianCharField(label=_("name"), max_length=120, required=False)
    position = PersianCharField(label=_("position"), max_length=120, required=False)
    organisation = PersianCharField(label=_("organisation"), max_length=160, required=False)
    email = EmailAddressField(label=_("e-mail"), max_length=254, required=False)
    mobile = MobileField(label=_("mobile"), required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody has to be reachable, if only by telephone."""
        data = super().clean()
        reachable = data.get("email") or data.get("mobile")
        if data.get("name") and not reachable and not self.errors:
            self.add_error("email", _("Enter an e-mail or a mobile number of this person."))
        return data


AgendaRows = row_set(AgendaRow, spare=3, most=40)
OutsiderRows = row_set(OutsiderRow, spare=2, most=40)


class MeetingForm(RowsMixin, SectionsMixin, OnceFormMixin, HamyarModelForm):
    """The plan: when, where, what about, who."""

    row_sets = {"agenda": AgendaRows, "outsiders": OutsiderRows}
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

    class Meta:
        model = JointMeeting
        fields = (
            "kind",
            "title",
            "starts_at",
            "ends_at",
            "place",
            "problems",
            "chair",
            "secretary",
        )
        widgets = {"problems": forms.CheckboxSelectMultiple}

    section_names = (
        (
            _("When and where"),
            ("kind", "title", "starts_at", "ends_at", "place", "chair", "secretary"),
        ),
        (_("What about"), ("problems",)),
        (_("Who"), ("people", "units")),
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        instance = options.get("instance")
        if instance is not None and "row_initial" not in options:
            options["row_initial"] = rows_of(instance)
        super().__init__(*args, **options)
        #: Pressed to fill in units and items of the chosen problems: shown again, not judged.
        self.proposes = bool(self.data) and "propose" in self.data
        self.fields["kind"].choices = [
            choice for choice in MeetingKind.choices if choice[0] != MeetingKind.WORKING_GROUP
        ]
        self.fields["people"].queryset = invitable_people()
        self.fields["units"].queryset = IndustrialUnit.objects.visible_to(user).exclude(
            state__in=(UnitState.CLOSED, UnitState.REJECTED, UnitState.MERGED)
        )
        mine = self.instance.problems.values("pk") if self.instance.pk else ()
        visible = Problem.objects.visible_to(user).select_related("unit")
        closed = (*PROBLEM_CLOSED, ProblemState.DRAFT)
        self.fields["problems"].queryset = visible.exclude(state__in=closed) | visible.filter(
            pk__in=mine
        )
        self.fields["problems"].label_from_instance = lambda p: f"{p} – {p.unit}"
        self._offer_problems()
        if self.instance.pk:
            self._start_from(self.instance)
        for name in ("problems", "people", "units"):
            self._chosen_first(name)

    def _chosen_first(self, name: str) -> None:
        """In a long list what is ticked stands on top."""
        chosen = {str(getattr(value, "pk", value)) for value in self[name].value() or ()}
        choices = [(str(value), label) for value, label in self.fields[name].choices]
        self.fields[name].choices = sorted(choices, key=lambda pair: pair[0] not in chosen)

    def _start_from(self, meeting: JointMeeting) -> None:
        self.fields["seen"].initial = meeting.updated_at.isoformat()
        invitees = list(meeting.invitees.current().values_list("user_id", "unit_id"))
        self.initial["people"] = [user_id for user_id, _unit in invitees if user_id]
        self.initial["units"] = [unit_id for _user, unit_id in invitees if unit_id]

    def _offer_problems(self) -> None:
        """Items are about one of the problems on the list; the same choices for every row."""
        field = self.fields["problems"]
        choices = [(p.pk, field.label_from_instance(p)) for p in field.queryset]
        hidden = []
        if self.instance.pk:
            offered = [pk for pk, _label in choices]
            hidden = [
                (pk, _("A secret problem"))
                for pk in self.instance.problems.exclude(pk__in=offered).values_list(
                    "pk", flat=True
                )
            ]
        field.choices = choices
        for row in self.rows["agenda"]:
            row.fields["problem"].choices = [("", _("Not chosen")), *choices, *hidden]

    def full_clean(self) -> None:
        """Nothing is wrong with a form that only asks for proposals."""
        if getattr(self, "proposes", False):
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """A new meeting lies ahead and ends after it begins; the agenda says something."""
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
        if "agenda" in data and not data["agenda"]:
            self.rows["agenda"][0].add_error("title", _("Write down at least one item."))
            self.add_error(None, _("The agenda needs at least one item."))
        self._refuse_twins(data.get("outsiders", []))
        return data

    def _refuse_twins(self, outsiders: list[dict[str, Any]]) -> None:
        """The same address twice is one person or a slip of the hand."""
        seen: set[Any] = set()
        for row in outsiders:
            keys = {(row["name"], row["organisation"])} | ({row["email"].lower()} - {""})
            if keys & seen:
                self.add_error(
                    None, _("%(name)s is on the list of guests twice.") % {"name": row["name"]}
                )
            seen |= keys

    def plan(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("agenda", "form_key")}
        problems = {p.pk: p for p in data["problems"]}
        wanted = {row["problem"] for row in self.cleaned_data["agenda"] if row["problem"]}
        found = {p.pk: p for p in Problem.objects.filter(pk__in=wanted - set(problems))}
        data["items"] = [
            {**row, "problem": (problems | found).get(row["problem"])}
            for row in self.cleaned_data["agenda"]
        ]
        return data


def rows_of(meeting: JointMeeting, *, copies: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Agenda and guests as the form's rows; `copies` are for another meeting, without their ids."""
    outsiders = meeting.invitees.current().filter(user=None, unit=None, came_uninvited=False)
    rows = {
        "agenda": [
            {
                "id": item.pk,
                "title": item.title,
                "problem": item.problem_id,
                "presenter": item.presenter,
                "minutes": item.minutes,
                "is_follow_up": item.is_follow_up,
            }
            for item in meeting.items.all()
        ],
        "outsiders": [
            {
                "id": row.pk,
                **{
                    name: getattr(row, name)
                    for name in ("name", "position", "organisation", "email", "mobile")
                },
            }
            for row in outsiders
        ],
    }
    if copies:
        for kind in rows.values():
            for row in kind:
                row["id"] = None
    return rows


def proposed(data: QueryDict, problems: Iterable[Problem]) -> QueryDict:
    """What was typed, with the units of the chosen problems ticked and an item for each problem."""
    filled = data.copy()
    problems = list(problems)
    units = dict.fromkeys([*data.getlist("units"), *(str(p.unit_id) for p in problems)])
    filled.setlist("units", list(units))
    total = int(data.get("agenda-TOTAL_FORMS") or 0) if _is_count(data) else 0
    there = {data.get(f"agenda-{place}-problem") for place in range(total)}
    free = [place for place in range(total) if not data.get(f"agenda-{place}-title", "").strip()]
    for problem in problems:
        if str(problem.pk) in there or total >= AgendaRows.max_num:
            continue
        place = free.pop(0) if free else total
        total = max(total, place + 1)
        filled[f"agenda-{place}-title"] = str(problem)
        filled[f"agenda-{place}-problem"] = str(problem.pk)
    filled["agenda-TOTAL_FORMS"] = str(total)
    return filled


def _is_count(data: QueryDict) -> bool:
    written = data.get("agenda-TOTAL_FORMS") or ""
    return written.isascii() and written.isdigit() and int(written[:4]) <= AgendaRows.max_num


class MeetingFilter(HamyarForm):
    """Filters of the list of meetings."""

    state = forms.ChoiceField(label=_("state"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("All")), *MeetingState.choices]
