"""Forms of the training: the register, a typed code, materials."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.forms import (
    CodeField,
    GradeField,
    HamyarForm,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
)
from partnership.core.workflow import Move
from partnership.documents.forms import UploadField
from partnership.documents.models import StoredFile
from students.enums import AttendanceState
from students.models import CourseMaterial, TrainingSession
from students.selectors.sessions import Attendee, attendance_list

PRESENT, ABSENT = AttendanceState.PRESENT.value, AttendanceState.ABSENT.value


class AttendanceForm(HamyarForm):
    """The register: one tap each, present or absent; a mark where the course has a pass mark.

    Cleaned data are `present` and `absent` (lists of student ids) and `marks` ({id: mark}).
    """

    def __init__(
        self, *args: Any, target: TrainingSession, move: Move | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.people = attendance_list(target)
        self.has_marks = target.course.pass_mark is not None
        choices = [(PRESENT, _("Present")), (ABSENT, _("Absent"))]
        for person in self.people:
            self.fields[f"at_{person.pk}"] = forms.ChoiceField(
                label=person.name,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=person.state if person.state in (PRESENT, ABSENT) else "",
            )
            if self.has_marks:
                self.fields[f"mark_{person.pk}"] = GradeField(
                    label=_("Mark of %(name)s") % {"name": person.name},
                    required=False,
                    initial=person.mark,
                )

    @property
    def registered(self) -> list[dict[str, Any]]:
        """Rows of those with a seat."""
        return list(self._rows(strangers=False))

    @property
    def others(self) -> list[dict[str, Any]]:
        """Rows of those who may have come without a seat."""
        return list(self._rows(strangers=True))

    @property
    def counts(self) -> dict[str, int]:
        """How many are present, absent, and not marked yet among those with a seat."""
        states = [person.state for person in self.people]
        seated = sum(not person.is_stranger for person in self.people)
        present, absent = states.count(PRESENT), states.count(ABSENT)
        return {"present": present, "absent": absent, "open": seated - present - absent}

    def clean(self) -> dict[str, Any]:
        """What was ticked, by student."""
        data = super().clean() or self.cleaned_data
        at = {person.pk: data.get(f"at_{person.pk}", "") for person in self.people}
        marks: dict[int, Decimal | None] = {}
        if self.has_marks:
            names = {person.pk: f"mark_{person.pk}" for person in self.people}
            marks = {pk: data[name] for pk, name in names.items() if name in data}
            for pk, name in names.items():
                if data.get(name) is not None and at[pk] != PRESENT:
                    self.add_error(name, _("A mark is for somebody who was present."))
        return {
            "present": [pk for pk, state in at.items() if state == PRESENT],
            "absent": [pk for pk, state in at.items() if state == ABSENT],
            "marks": marks,
        }

    def _rows(self, *, strangers: bool) -> Iterator[dict[str, Any]]:
        for person in self.people:
            if person.is_stranger == strangers:
                yield {
                    "person": person,
                    "at": self[f"at_{person.pk}"],
                    "mark": self[f"mark_{person.pk}"] if self.has_marks else None,
                    "note": _note(person),
                }


def _note(person: Attendee) -> str:
    if person.is_by_code and person.is_present:
        return _("by code")
    if person.state == AttendanceState.WAITING:
        return _("waited for a seat")
    return "" if person.state else _("not registered")


class TypedCodeForm(HamyarForm):
    """The six characters under the code, for phones that cannot scan."""

    code = CodeField(
        label=gettext_lazy("Code on the wall"),
        max_length=12,
        help_text=gettext_lazy("Six letters and digits; capital or small makes no difference."),
    )


class MaterialForm(OnceFormMixin, HamyarForm):
    """A file or a link of a course."""

    title = PersianCharField(label=gettext_lazy("Title"), max_length=150)
    upload = UploadField(label=gettext_lazy("File"), required=False)
    link = forms.URLField(
        label=gettext_lazy("Link"), required=False, max_length=200, assume_scheme="https"
    )
    order = PersianIntegerField(
        label=gettext_lazy("Order"), required=False, min_value=0, max_value=999
    )

    def __init__(self, *args: Any, material: CourseMaterial | None = None, **options: Any) -> None:
        if material is not None:
            names = ("title", "link", "order")
            options["initial"] = {name: getattr(material, name) for name in names}
        super().__init__(*args, **options)
        self.material = material
        if material is not None and (stored := StoredFile.objects.of(material).first()):
            self.fields["upload"].help_text = _("Now: %(name)s. A new file replaces it.") % {
                "name": stored.name
            }

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, unless there is a file already."""
        data = super().clean() or self.cleaned_data
        has_file = self.material is not None and StoredFile.objects.of(self.material).exists()
        if not data.get("upload") and not data.get("link") and not has_file and not self.errors:
            self.add_error("upload", _("Please choose a file or give a link."))
        data["order"] = data.get("order") or 0
        return data
