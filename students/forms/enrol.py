"""The form of enrolment: account and application in one page of numbered sections."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
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
from partnership.documents.forms import UploadField
from partnership.documents.inspection import Accepted
from partnership.programme.enums import Degree, Gender
from partnership.programme.models import Major
from students.enums import EnrolmentState
from students.forms.companions import CompanionsForm
from students.forms.enrol_known import as_typed, known_about
from students.forms.enrol_steps import ALL_WISHES, REVIEW, STEPS, WISHES, field_labels, step_of
from students.forms.pickers import AvailabilityField, SkillsField
from students.forms.wishes import WishesMixin
from students.models import Enrolment, EnrolmentDraft
from students.services import Application, Profile

#: Name of the second button: keep a draft instead of sending.
DRAFT = "draft"
#: Needed to send, not to keep a draft.
TO_SEND = ("availability", "consents_to_data", "gives_undertaking")


class EnrolForm(OnceFormMixin, WishesMixin, CompanionsForm, HamyarForm):
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
    cv = UploadField(
        label=gettext_lazy("CV"), required=False, types=("pdf", "docx", "jpg", "png"), max_mb=5
    )
    remove_cv = forms.BooleanField(label=gettext_lazy("Remove this file"), required=False)
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
        draft: EnrolmentDraft | None = None,
        **options: Any,
    ) -> None:
        self.person, self.enrolment, self.draft = person, enrolment, draft
        is_returned = enrolment is not None and enrolment.state == EnrolmentState.RETURNED
        #: What the office wants corrected: {field: sentence, maybe empty}.
        self.notes = dict(enrolment.returned_fields) if enrolment and is_returned else {}
        options["initial"] = {**known_about(person, enrolment), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.fields["major"].queryset = Major.objects.filter(is_active=True)
        self.fields["entry_year"].max_value = jalali_year(today())
        self.add_wishes()
        for name in ("first_name_en", "last_name_en"):
            self.fields[name].widget.attrs.update({"dir": "ltr", "lang": "en"})
        self.fields["password"].help_text = _(
            "At least 8 characters; a short sentence is easiest to remember."
        )
        if person is not None:
            del self.fields["email"], self.fields["password"]
            if person.student_number:
                self.fields["student_number"].disabled = True
        for name, attrs in _KEYBOARD.items():
            if name in self.fields:
                self.fields[name].widget.attrs.update(attrs)
        if draft is not None:
            self.initial.update(as_typed(self.fields, draft.data))

    @property
    def is_draft(self) -> bool:
        """Whether the draft button was pressed."""
        return self.data.get("action") == DRAFT

    def clean(self) -> dict[str, Any]:
        """Sending needs what a draft may leave open."""
        data = super().clean() or self.cleaned_data
        if not self.is_draft:
            for name in TO_SEND:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _NEEDED[name])
            self._clean_password(data)
        return data

    def _clean_password(self, data: dict[str, Any]) -> None:
        """Say at once what the account would refuse at the end."""
        if self.person is not None or not data.get("password"):
            return
        names = ("first_name_fa", "last_name_fa", "first_name_en", "last_name_en")
        numbers = ("email", "mobile", "student_number")
        somebody = User(**{name: data.get(name) or None for name in numbers})
        for name in names:
            setattr(somebody, name, data.get(name) or "")
        try:
            validate_password(data["password"], somebody)
        except ValidationError as error:
            self.add_error("password", error)

    def profile(self) -> Profile:
        """Identity and studies, as the service takes them."""
        data = self.cleaned_data
        same = [f for f in Profile.__dataclass_fields__ if f in data]
        return Profile(major_id=data["major"].pk, **{name: data[name] for name in same})

    def application(self, *, kept_cv: Accepted | None = None) -> Application:
        """What is asked for, as the service takes it; `kept_cv` came with the draft."""
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
            cv=data["cv"] or kept_cv,
            removes_cv=data["remove_cv"],
            consents_to_data=data["consents_to_data"],
            gives_undertaking=data["gives_undertaking"],
        )

    def sections(self) -> Iterator[dict[str, Any]]:
        """Numbered steps of the page, each with its bound fields and what the office marked."""
        for number, step in enumerate(STEPS, start=1):
            names = [name for name in step.fields if name in self.fields]
            fields = [
                {"field": self[name], "is_marked": name in self.notes, "note": self.notes.get(name)}
                for name in names
            ]
            yield {
                "number": number,
                "key": step.key,
                "title": step.title,
                "note": step.note,
                "fields": fields,
                "has_errors": self.is_bound and any(name in self.errors for name in names),
                "is_marked": any(name in self.notes for name in step.fields),
                "wishes_note": self.notes.get(ALL_WISHES) if ALL_WISHES in step.fields else None,
            }

    def first_step(self) -> str:
        """Key of the step to open: the first with an error, marked by the office, left open."""
        steps = list(self.sections())
        for reason in ("has_errors", "is_marked"):
            for step in steps:
                if step[reason]:
                    return str(step["key"])
        typed = (self.draft.data.get("step") or [""])[0] if self.draft else ""
        if typed == REVIEW:  # drawn once the step before it is sound
            return STEPS[-1].key
        return typed if typed in {step.key for step in STEPS} else STEPS[0].key


#: {field name: label} of everything the office may mark when it returns an application.
FIELD_LABELS = field_labels(EnrolForm.base_fields)


def returnable_fields() -> list[tuple[str, str, str]]:
    """(name, label, title of the step) of each field the office may send back for correction."""
    return [(name, str(label), str(step_of(name).title)) for name, label in FIELD_LABELS.items()]


#: What phones show and fill in by themselves; the rest stands in the fields.
_KEYBOARD: dict[str, dict[str, str]] = {
    "first_name_fa": {"autocomplete": "given-name", "enterkeyhint": "next"},
    "last_name_fa": {"autocomplete": "family-name", "enterkeyhint": "next"},
    "first_name_en": {"enterkeyhint": "next"},
    "last_name_en": {"enterkeyhint": "next"},
    "national_id": {"enterkeyhint": "next"},
    "student_number": {"enterkeyhint": "next"},
    "mobile": {"enterkeyhint": "next"},
    "email": {"enterkeyhint": "next"},
    "password": {"enterkeyhint": "done"},
    "entry_year": {"enterkeyhint": "next"},
    "passed_credits": {"enterkeyhint": "next"},
    "gpa": {"enterkeyhint": "done"},
}
_NEEDED = {
    "availability": gettext_lazy("Mark at least one half-day on which you are free."),
    "consents_to_data": gettext_lazy(
        "Without this consent the office cannot process the application."
    ),
    "gives_undertaking": gettext_lazy("Without the undertaking no unit can be shown to you."),
}
