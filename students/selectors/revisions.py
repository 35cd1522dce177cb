"""What an application says, field by field, and what has changed since it was sent before."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from partnership.core.changes import Change
from partnership.core.identifiers import mask_national_id
from partnership.core.models import in_persian
from partnership.core.numbers import format_number
from partnership.core.text import to_persian_digits
from partnership.programme.enums import Degree, Gender
from partnership.programme.models import Major, Skill
from students.enums import FIELD_LABELS, HalfDay, Weekday, WishKind
from students.models import Enrolment, Preference
from students.models.enrolment import title_of_wish
from students.selectors.drafts import cv_of

#: Columns of the student's record that the form writes, by the form's name for them.
_RECORD = (
    "first_name_fa",
    "last_name_fa",
    "first_name_en",
    "last_name_en",
    "student_number",
    "gender",
    "mobile",
    "degree",
    "entry_year",
    "passed_credits",
    "on_probation",
)
_SALT = "students.revision"


def content_of(enrolment: Enrolment) -> dict[str, Any]:
    """The application by the form's field names, as JSON; the national ID only as a fingerprint."""
    student = enrolment.student
    content: dict[str, Any] = {name: getattr(student, name) for name in _RECORD}
    wishes = list(enrolment.companion_wishes.values_list("kind", "student_number"))
    cv = cv_of(enrolment)
    return {
        **content,
        "national_id": _fingerprint(student.national_id),
        "major": student.major_id,
        "gpa": str(student.gpa),
        "skills": {str(pk): level for pk, level in student.skills.values_list("skill_id", "level")},
        "availability": sorted(f"{b.weekday}-{b.block}" for b in enrolment.free_blocks.all()),
        "wishes": [wish.problem_id for wish in enrolment.preferences.all()],
        "companions_together": sorted(n for kind, n in wishes if kind == WishKind.TOGETHER),
        "companions_apart": sorted(n for kind, n in wishes if kind == WishKind.APART),
        "motivation": enrolment.motivation,
        "conflict": enrolment.conflict,
        "cv": {"file": cv.pk, "name": cv.name} if cv else None,
    }


def changes_of(enrolment: Enrolment) -> list[Change]:
    """What differs between the last two sendings, and what was asked for and did not change.

    Fields the office had asked for come first. Empty after the first sending.
    """
    last_two = list(enrolment.revisions.order_by("-number")[:2])
    if len(last_two) < 2:
        return []
    now, before = last_two
    # The database keeps no order of keys: the form's own order is the reader's.
    form = list(dict.fromkeys([*FIELD_LABELS, *now.content, *now.returned]))
    names = sorted(form, key=lambda name: name not in now.returned)
    differ = {n for n in names if now.content.get(n) != before.content.get(n)}
    shown = [n for n in names if n in differ or n in now.returned]
    words = _Words(shown, (now.content, before.content))
    return [
        Change(
            field=name,
            label=str(FIELD_LABELS.get(name, name)),
            before=words.of(name, before.content.get(name)),
            after=words.of(name, now.content.get(name)),
            changed=name in differ,
            asked=now.returned.get(name),
        )
        for name in shown
    ]


def _fingerprint(national_id: str) -> str:
    digest = salted_hmac(_SALT, national_id).hexdigest()[:16]
    return f"{mask_national_id(national_id)}#{digest}"


class _Words:
    """Values in the reader's language; names of majors, skills and problems are read once."""

    def __init__(self, fields: Iterable[str], contents: Iterable[dict[str, Any]]) -> None:
        wanted, rows = set(fields), list(contents)
        self._major_names = (
            {row.pk: row.name for row in Major.objects.all()} if "major" in wanted else {}
        )
        skills = {int(pk) for row in rows for pk in row.get("skills") or {}}
        self._skill_names = (
            {row.pk: row.name for row in Skill.objects.filter(pk__in=skills)}
            if "skills" in wanted and skills
            else {}
        )
        problem: Any = Preference._meta.get_field("problem").related_model
        ids = {pk for row in rows for pk in row.get("wishes") or []}
        self._problem_names = (
            {
                row.pk: title_of_wish(row)
                for row in problem.objects.filter(pk__in=ids).select_related("category")
            }
            if "wishes" in wanted and ids
            else {}
        )

    def of(self, field: str, value: Any) -> str:
        """One value of one field."""
        if value in (None, "", [], {}):
            return "–"
        maker = getattr(self, f"_say_{field}", None)
        return str(maker(value)) if maker else str(value)

    def _say_national_id(self, value: str) -> str:
        return value.partition("#")[0]

    def _say_gender(self, value: str) -> Any:
        return Gender(value).label

    def _say_degree(self, value: str) -> Any:
        return Degree(value).label

    def _say_major(self, value: int) -> str:
        return self._major_names.get(value, "–")

    def _say_on_probation(self, value: bool) -> str:
        return _("Yes") if value else _("No")

    def _say_passed_credits(self, value: int) -> str:
        return format_number(value)

    def _say_gpa(self, value: str) -> str:
        return format_number(Decimal(value))

    def _say_code(self, value: Any) -> str:
        return to_persian_digits(value) if in_persian() else str(value)

    _say_student_number = _say_mobile = _say_entry_year = _say_code

    def _say_cv(self, value: dict[str, Any]) -> str:
        return str(value.get("name", ""))

    def _say_wishes(self, value: list[int]) -> str:
        return _(", ").join(self._problem_names.get(pk, "–") for pk in value)

    def _say_skills(self, value: dict[str, int]) -> str:
        return _(", ").join(
            f"{self._skill_names.get(int(pk), '–')} ({format_number(level)})"
            for pk, level in value.items()
        )

    def _say_companions(self, value: list[str]) -> str:
        return _(", ").join(value)

    _say_companions_together = _say_companions_apart = _say_companions

    def _say_availability(self, value: list[str]) -> str:
        cells = (cell.split("-") for cell in value)
        return _(", ").join(f"{Weekday(day).label} {HalfDay(block).label}" for day, block in cells)
