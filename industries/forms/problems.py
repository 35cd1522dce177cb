"""Forms about problems."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from industries.enums import Confidentiality, MessageAudience, ProblemState, Urgency
from industries.forms.rows import RowForm, RowsMixin, row_set
from industries.models import Problem
from industries.selectors.revisions import LINKS, PLAIN, figure
from partnership.accounts.enums import OFFICE_ROLES, Role
from partnership.accounts.models import User
from partnership.core.forms import (
    HamyarForm,
    HamyarModelForm,
    OnceFormMixin,
    PersianCharField,
    PersianDecimalField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.numbers import format_number
from partnership.core.views import MoveForm
from partnership.documents.forms import MultiUploadField
from partnership.programme.enums import Weekday
from partnership.programme.models import Major, ObstacleCategory, Round, Skill

said_number = lazy(format_number, str)
LEVELS = [(n, said_number(n)) for n in range(1, 6)]


class BaselineRow(RowForm):
    """One figure: what it is today and where it should go."""

    main = "kpi"
    kpi = PersianCharField(label=_("figure"), max_length=120, required=False)
    unit_label = PersianCharField(label=_("unit of measure"), max_length=30, required=False)
    current = PersianDecimalField(label=_("today"), max_digits=16, decimal_places=3, required=False)
    goal = PersianDecimalField(label=_("goal"), max_digits=16, decimal_places=3, required=False)


class SkillRow(RowForm):
    """A skill, its level, its weight."""

    main = "skill"
    quiet = ("min_level", "weight")
    skill = forms.ModelChoiceField(label=_("skill"), queryset=Skill.objects.none(), required=False)
    min_level = forms.TypedChoiceField(
        label=_("level"), choices=LEVELS, coerce=int, empty_value=3, initial=3, required=False
    )
    weight = forms.TypedChoiceField(
        label=_("weight"), choices=LEVELS, coerce=int, empty_value=3, initial=3, required=False
    )


Baselines = row_set(BaselineRow, spare=2, most=6)
Skills = row_set(SkillRow, spare=2, most=12)


class VisitDaysField(forms.MultipleChoiceField):
    """Days of the week on which the unit can receive a team."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            label=_("days on which a team may come"),
            choices=Weekday.choices,
            required=False,
            help_text=_("Students see at once whether their free days suit."),
        )


class ProblemForm(RowsMixin, OnceFormMixin, HamyarModelForm):
    """A problem in five fields, and more for whoever has the time."""

    row_sets = {"baselines": Baselines, "skills": Skills}
    # Kept with the words on the device: text brought back is known to be older than the server's.
    seen = forms.CharField(widget=forms.HiddenInput(attrs={"data-draft": "on"}), required=False)
    visit_days = VisitDaysField()
    files = MultiUploadField(label=_("Attachments"), required=False, max_files=5)

    #: The five a manager fills on a phone, with the first figure.
    FIRST = ("title", "detail", "category", "urgency")
    MORE = (
        "public_title",
        "public_summary",
        "confidentiality",
        "secondary_category",
        "teams_wanted",
        "team_min",
        "team_max",
        "submission_deadline",
        "majors",
        "visit_days",
        "site_limits",
    )

    class Meta:
        model = Problem
        fields = (
            "title",
            "detail",
            "category",
            "urgency",
            "public_title",
            "public_summary",
            "confidentiality",
            "secondary_category",
            "teams_wanted",
            "team_min",
            "team_max",
            "submission_deadline",
            "majors",
            "visit_days",
            "site_limits",
        )
        widgets = {"majors": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **options: Any) -> None:
        #: {field: what the office wants there} while detail is asked for.
        self.asked: dict[str, str] = options.pop("asked", None) or {}
        instance = options.get("instance")
        if instance is not None and instance.pk and "row_initial" not in options:
            options["row_initial"] = {
                "baselines": [
                    {
                        "kpi": row.kpi,
                        "unit_label": row.unit_label,
                        "current": figure(row.current),
                        "goal": figure(row.goal),
                    }
                    for row in instance.baselines.all()
                ],
                "skills": list(instance.required_skills.values("skill", "min_level", "weight")),
            }
        super().__init__(*args, **options)
        categories = ObstacleCategory.objects.filter(is_active=True)
        self.fields["category"].queryset = categories
        self.fields["secondary_category"].queryset = categories
        self.fields["majors"].queryset = Major.objects.filter(is_active=True)
        self.fields["detail"].help_text = _("What happens, where, since when, what was tried.")
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()
        skills = [("", "–"), *((s.pk, s.name) for s in Skill.objects.filter(is_active=True))]
        for row in self.rows["skills"]:
            row.fields["skill"].queryset = Skill.objects.filter(is_active=True)
            row.fields["skill"].choices = skills

    @property
    def first_fields(self) -> list[dict[str, Any]]:
        """Bound fields of the short form, each with what is asked for it."""
        return self._marked(self.FIRST)

    @property
    def more_fields(self) -> list[dict[str, Any]]:
        """Bound fields below the fold."""
        return self._marked(self.MORE)

    def _marked(self, names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            {"field": self[name], "is_asked": name in self.asked, "note": self.asked.get(name, "")}
            for name in names
        ]

    @property
    def more_open(self) -> bool:
        """Whether to unfold the rest: something is wrong or asked for in it, or written there."""
        folded = (*self.MORE, "skills", "files")
        wrong = any(name in self.errors for name in folded) or bool(self.non_field_errors())
        return wrong or any(name in self.asked for name in folded) or bool(self.instance.pk)

    @property
    def asks_figures(self) -> bool:
        """Whether the office wants more figures."""
        return "baselines" in self.asked

    def content(self) -> dict[str, Any]:
        """What is typed, as a version of the problem holds it; needs a valid form."""
        data = self.cleaned_data
        due = data.get("submission_deadline")
        skills = {row["skill"].pk: row for row in data.get("skills") or ()}
        return {
            **{name: data.get(name) for name in PLAIN if name in data},
            **{name: data[name].pk if data.get(name) else None for name in LINKS},
            "submission_deadline": due.isoformat() if due else None,
            "majors": sorted(major.pk for major in data.get("majors") or ()),
            "skills": sorted([pk, row["min_level"], row["weight"]] for pk, row in skills.items()),
            "baselines": [
                [row["kpi"], row["unit_label"], figure(row["current"]), figure(row["goal"])]
                for row in data.get("baselines") or ()
            ],
        }


class AcceptForm(MoveForm):
    """What the office settles when it opens a problem to teams."""

    public_title = PersianCharField(label=_("public title"), max_length=200)
    public_summary = PersianCharField(
        label=_("public summary"), max_length=1000, required=False, widget=ProseArea
    )
    category = forms.ModelChoiceField(label=_("category"), queryset=ObstacleCategory.objects.none())
    round = forms.ModelChoiceField(label=_("round"), queryset=Round.objects.none())
    teams_wanted = forms.TypedChoiceField(label=_("teams wanted"), choices=LEVELS[:2], coerce=int)
    visit_days = VisitDaysField()
    named_people = forms.ModelMultipleChoiceField(
        label=_("people who may read a secret problem"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        problem = self.target
        self.fields["category"].queryset = ObstacleCategory.objects.filter(is_active=True)
        self.fields["round"].queryset = Round.objects.all()
        current = Round.objects.current()
        self.initial = {
            "public_title": problem.public_title,
            "public_summary": problem.public_summary,
            "category": problem.category_id,
            "teams_wanted": problem.teams_wanted,
            "visit_days": problem.visit_days,
            "round": problem.round_id or (current.pk if current else None),
            **self.initial,
        }
        if problem.confidentiality == Confidentiality.SECRET:
            self.fields["named_people"].queryset = people_to_name()
            self.initial["named_people"] = list(problem.named_people.values_list("pk", flat=True))
        else:
            del self.fields["named_people"]


def people_to_name() -> Any:
    """Who may be named for a secret problem: the office and professors."""
    return User.objects.with_role(*OFFICE_ROLES, Role.PROFESSOR)


class ReadersForm(HamyarForm):
    """Who may read a secret problem."""

    people = forms.ModelMultipleChoiceField(
        label=_("people who may read a secret problem"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = people_to_name()


class MessageForm(OnceFormMixin, HamyarForm):
    """A question or an answer."""

    body = PersianCharField(label=_("message"), max_length=3000, widget=ProseArea)
    audience = forms.ChoiceField(label=_("who reads it"), choices=MessageAudience.choices)
    reply_to = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, audiences: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict(MessageAudience.choices)
        self.fields["audience"].choices = [(code, names[code]) for code in audiences]


class ProblemFilter(HamyarForm):
    """Search and filters of the office's and a unit's list."""

    q = PersianCharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("state"), required=False)
    category = forms.ModelChoiceField(
        label=_("category"),
        required=False,
        queryset=ObstacleCategory.objects.none(),
        empty_label=_("All"),
    )
    urgency = forms.ChoiceField(label=_("urgency"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("All")), *ProblemState.choices]
        self.fields["urgency"].choices = [("", _("All")), *Urgency.choices]
        self.fields["category"].queryset = ObstacleCategory.objects.filter(is_active=True)
