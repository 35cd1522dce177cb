"""The form of enrolment: account and application in one page of numbered sections."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts.forms import password_field
from partnership.accounts.models import User
from partnership.core.forms import (
    EmailAddressField,
    GradeField,
    HamyarForm,
    MobileField,
    NationalIdField,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
    StudentNumberField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.jalali import jalali_year, today
from partnership.core.numbers import format_number
from partnership.programme.enums import Degree, Gender
from partnership.programme.models import Major
from students.forms.companions import CompanionsForm
from students.forms.enrol_steps import STEPS, WISHES, field_labels, step_of
from students.forms.pickers import AvailabilityField, SkillsField
from students.models import Enrolment, Student
from students.selectors import companions_of, listed_problems
from students.services import Application, Profile

#: Name of the second button: keep a draft instead of sending.
DRAFT = "draft"
#: Needed to send, not to keep a draft.
TO_SEND = ("availability", "consents_to_data", "gives_undertaking")


class EnrolForm(OnceFormMixin, CompanionsForm, HamyarForm):
    """Fields carry the model's names; `profile()` and `application()` are for the service."""

    first_name_fa = PersianCharField(label=gettext_lazy("First name"), max_length=80)
    last_name_fa = PersianCharField(label=gettext_lazy("Last name"), max_length=80)
    first_name_en = PersianCharField(
        label=gettext_lazy("First name in Latin letters"), max_length=80, required=False
    )
    last_name_en = PersianCharField(
        label=gettext_lazy("Last name in Latin letters"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("As in the passport. Needed for the English certificate; may wait."),
    )
    national_id = NationalIdField(
        label=gettext_lazy("National ID"), help_text=gettext_lazy("10 digits"), max_length=20
    )
    student_number = StudentNumberField(label=gettext_lazy("Student number"), max_length=30)
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        required=False,
        choices=[("", gettext_lazy("I would rather not say")), *Gender.choices],
        help_text=gettext_lazy("Only for the form of address in letters and certificates."),
    )
    mobile = MobileField(
        label=gettext_lazy("Mobile"),
        max_length=20,
        help_text=gettext_lazy("11 digits, starting with 09"),
    )
    email = EmailAddressField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("We send a code to it, and later every letter."),
    )
    password = password_field(gettext_lazy("Choose a password"), "new-password")

    major = forms.ModelChoiceField(
        label=gettext_lazy("Major"),
        queryset=Major.objects.none(),
        empty_label=gettext_lazy("Choose…"),
    )
    degree = forms.ChoiceField(label=gettext_lazy("Degree"), choices=Degree.choices)
    entry_year = PersianIntegerField(
        label=gettext_lazy("Entry year"),
        required=False,
        min_value=1380,
        max_value=1450,
        help_text=gettext_lazy("Jalali, such as 1402"),
    )
    passed_credits = PersianIntegerField(
        label=gettext_lazy("Credits passed"), min_value=0, max_value=250
    )
    gpa = GradeField(label=gettext_lazy("Grade-point average"), help_text=gettext_lazy("Out of 20"))
    on_probation = forms.BooleanField(
        label=gettext_lazy("I was on academic probation in the previous term"), required=False
    )

    skills = SkillsField(label=gettext_lazy("Skills"), required=False)
    availability = AvailabilityField(label=gettext_lazy("Free half-days"), required=False)

    is_flexible = forms.BooleanField(
        label=gettext_lazy("I also accept a suitable problem that is not on my list"),
        required=False,
        initial=True,
    )
    motivation = PersianCharField(
        label=gettext_lazy("Why do you want to take part?"),
        max_length=2000,
        required=False,
        widget=ProseArea,
        help_text=gettext_lazy("Two or three sentences are enough."),
    )
    conflict = PersianCharField(
        label=gettext_lazy("Ties to an industrial unit"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("A unit where you or close kin work or hold shares. Empty: none."),
    )
    consents_to_data = forms.BooleanField(
        label=gettext_lazy("I agree that the office uses these details for the programme"),
        required=False,
    )
    gives_undertaking = forms.BooleanField(
        label=gettext_lazy("I have read the confidentiality undertaking and accept it"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        person: User | None = None,
        enrolment: Enrolment | None = None,
        **options: Any,
    ) -> None:
        self.person, self.enrolment = person, enrolment
        options["initial"] = {**_initial(person, enrolment), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.fields["major"].queryset = Major.objects.filter(is_active=True)
        self.fields["entry_year"].max_value = jalali_year(today())
        self._add_wishes()
        for name in ("first_name_en", "last_name_en"):
            self.fields[name].widget.attrs.update({"dir": "ltr", "lang": "en"})
        self.fields["password"].help_text = _(
            "At least 8 characters; a short sentence is easiest to remember."
        )
        if person is not None:
            del self.fields["email"], self.fields["password"]
            if person.student_number:
                self.fields["student_number"].disabled = True

    def _add_wishes(self) -> None:
        """One box for each rank; problems show their public title, never the confidential one."""
        problems = listed_problems()
        choices = [("", _("No wish")), *((row.pk, row.shown_title) for row in problems)]
        if len(choices) == 1:
            return  # nothing is listed yet; the section says so by having no boxes
        for rank, name in enumerate(WISHES, start=1):
            field = forms.ModelChoiceField(
                queryset=problems,
                required=False,
                label=format_lazy("{} {}", _("Wish"), format_number(rank)),
            )
            field.choices = choices  # read once for all five boxes
            self.fields[name] = field

    @property
    def is_draft(self) -> bool:
        """Whether the draft button was pressed."""
        return self.data.get("action") == DRAFT

    def clean(self) -> dict[str, Any]:
        """Sending needs what a draft may leave open; wishes differ from each other."""
        data = super().clean() or self.cleaned_data
        if not self.is_draft:
            for name in TO_SEND:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _NEEDED[name])
        seen: set[int] = set()
        for name in WISHES:
            problem = data.get(name)
            if problem and problem.pk in seen:
                self.add_error(name, _("You have already chosen this problem."))
            elif problem:
                seen.add(problem.pk)
        return data

    def profile(self) -> Profile:
        """Identity and studies, as the service takes them."""
        data = self.cleaned_data
        same = [f for f in Profile.__dataclass_fields__ if f in data]
        return Profile(major_id=data["major"].pk, **{name: data[name] for name in same})

    def application(self) -> Application:
        """What is asked for, as the service takes it."""
        data = self.cleaned_data
        return Application(
            motivation=data["motivation"],
            conflict=data["conflict"],
            is_flexible=data["is_flexible"],
            skills=data["skills"],
            free_blocks=data["availability"],
            wishes=tuple(data[name].pk for name in WISHES if data.get(name)),
            together=data["together"],
            apart=data["apart"],
            consents_to_data=data["consents_to_data"],
            gives_undertaking=data["gives_undertaking"],
        )

    def sections(self) -> Iterator[dict[str, Any]]:
        """Numbered sections of the page, each with its bound fields."""
        for number, step in enumerate(STEPS, start=1):
            yield {
                "number": number,
                "key": step.key,
                "title": step.title,
                "note": step.note,
                "fields": [self[name] for name in step.fields if name in self.fields],
            }


#: {field name: label} of everything the office may mark when it returns an application.
FIELD_LABELS = field_labels(EnrolForm.base_fields)


def returnable_fields() -> list[tuple[str, str, str]]:
    """(name, label, title of the step) of each field the office may send back for correction."""
    return [(name, str(label), str(step_of(name).title)) for name, label in FIELD_LABELS.items()]


_NEEDED = {
    "availability": gettext_lazy("Mark at least one half-day on which you are free."),
    "consents_to_data": gettext_lazy(
        "Without this consent the office cannot process the application."
    ),
    "gives_undertaking": gettext_lazy("Without the undertaking no unit can be shown to you."),
}


def _initial(person: User | None, enrolment: Enrolment | None) -> dict[str, Any]:
    """What is known already: from the account, the student's record, the draft."""
    if person is None:
        return {}
    names = (
        "first_name_fa",
        "last_name_fa",
        "first_name_en",
        "last_name_en",
        "mobile",
        "student_number",
    )
    known = {name: getattr(person, name) for name in names}
    student = enrolment.student if enrolment else Student.objects.filter(user=person).first()
    if student is not None:
        own = (
            *names,
            "national_id",
            "gender",
            "major",
            "degree",
            "entry_year",
            "passed_credits",
            "gpa",
            "on_probation",
        )
        known |= {name: getattr(student, name) for name in own}
        known["skills"] = dict(student.skills.values_list("skill_id", "level"))
    if enrolment is not None:
        known |= {
            "motivation": enrolment.motivation,
            "conflict": enrolment.conflict,
            "is_flexible": enrolment.is_flexible,
            "consents_to_data": bool(enrolment.consent_data_at),
            "gives_undertaking": bool(enrolment.undertaking_at),
            "availability": [f"{b.weekday}-{b.block}" for b in enrolment.free_blocks.all()],
        }
        companions = companions_of(enrolment, reader=person)
        known |= {
            "together": [wish.number for wish in companions.together],
            "apart": [wish.number for wish in companions.apart],
        }
        known |= {
            f"preference_{wish.rank}": wish.problem_id for wish in enrolment.preferences.all()
        }
    return known
