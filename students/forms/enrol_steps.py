"""The steps of the enrolment form: which field stands where, and what the office may send back."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from students.enums import MAX_WISHES

#: Boxes of the ranked wishes; together they are one thing to the reader, "wishes".
WISHES = tuple(f"preference_{rank}" for rank in range(1, MAX_WISHES + 1))
#: Name under which the office marks the wishes as a whole.
ALL_WISHES = "wishes"
#: Name of the last step, which asks nothing and shows everything.
REVIEW = "review"


@dataclass(frozen=True)
class Step:
    """One screen of the form: `key` is its address on the page."""

    key: str
    title: str | Promise
    note: str | Promise
    fields: tuple[str, ...]


STEPS = (
    Step(
        "identity",
        _("Who you are"),
        _("As on your student card; digits and letters may be Persian or Latin."),
        (
            "first_name_fa",
            "last_name_fa",
            "national_id",
            "student_number",
            "first_name_en",
            "last_name_en",
            "gender",
        ),
    ),
    Step(
        "contact",
        _("How we reach you"),
        _("With these and your password you sign in later."),
        ("mobile", "email", "password"),
    ),
    Step(
        "studies",
        _("Your studies"),
        _("As in the education system; the office compares them with the registrar’s list."),
        ("major", "degree", "entry_year", "passed_credits", "gpa", "on_probation"),
    ),
    Step(
        "skills",
        _("What you can do and when you are free"),
        _("Teams are put together so that skills complement each other and free times meet."),
        ("availability", "skills"),
    ),
    Step(
        "wishes",
        _("What you would like to work on"),
        _("Up to five problems, the dearest first. You may leave all of them open."),
        (
            *WISHES,
            ALL_WISHES,
            "is_flexible",
            "together",
            "apart",
            "motivation",
        ),
    ),
    Step(
        "declarations",
        _("Declarations and CV"),
        "",
        ("cv", "remove_cv", "conflict", "consents_to_data", "gives_undertaking"),
    ),
)
#: Never sent back: they are the account's own, or a consent nobody can correct for another.
_NOT_RETURNABLE = frozenset(
    {
        "email",
        "password",
        "remove_cv",
        "is_flexible",
        "consents_to_data",
        "gives_undertaking",
        *WISHES,
    }
)
#: Labels of what is more than one box.
_GROUPS = {ALL_WISHES: _("Ranked wishes")}


def step_of(name: str) -> Step:
    """The step on which a field stands."""
    return next(step for step in STEPS if name in step.fields)


def field_labels(fields: dict[str, Any]) -> dict[str, str | Promise]:
    """{field name: label} in the order of the form, for fields the office may send back."""
    labels: dict[str, str | Promise] = {}
    for step in STEPS:
        for name in step.fields:
            if name in _NOT_RETURNABLE:
                continue
            if name in _GROUPS:
                labels[name] = _GROUPS[name]
            elif name in fields:
                labels[name] = fields[name].label
    return labels
