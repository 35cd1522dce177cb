"""What the enrolment form starts with: the account, the student's record, the draft."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from partnership.accounts.models import User
from students.enums import CONSENT_VERSION, UNDERTAKING_VERSION
from students.models import Enrolment, Student
from students.selectors import companions_of

#: Never brought back from a draft: secrets, files, and what only the form of the moment knows.
_NOT_TYPED = frozenset({"password", "cv", "form_key"})


def as_typed(fields: Mapping[str, forms.Field], data: Mapping[str, list[str]]) -> dict[str, Any]:
    """Values of a draft as each field's widget reads them, whether valid or not."""
    post = QueryDict(mutable=True)
    for name, words in data.items():
        post.setlist(name, words)
    values = {}
    for name, field in fields.items():
        if name in _NOT_TYPED or field.disabled:
            continue
        if not field.widget.value_omitted_from_data(post, {}, name):
            values[name] = field.widget.value_from_datadict(post, {}, name)
    return values


def known_about(person: User | None, enrolment: Enrolment | None) -> dict[str, Any]:
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
            "consents_to_data": enrolment.consent_version == CONSENT_VERSION,
            "gives_undertaking": enrolment.undertaking_version == UNDERTAKING_VERSION,
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
