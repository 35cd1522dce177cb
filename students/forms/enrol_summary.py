"""Everything typed, readable, for the last step: look over and send."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from partnership.core.jalali import active_language
from partnership.core.numbers import format_number
from partnership.core.text import join_words, to_persian_digits
from partnership.documents.models import StoredFile
from partnership.programme.models import Skill
from students.enums import HalfDay, Weekday
from students.forms.enrol import EnrolForm
from students.forms.enrol_steps import STEPS, WISHES
from students.forms.pickers import LEVELS

#: Codes keep their digits and their direction.
_CODES = frozenset({"national_id", "student_number", "mobile", "email"})
_LATIN = frozenset({"first_name_en", "last_name_en"})
_NOT_SHOWN = frozenset({"remove_cv"})
#: Required in fact, though their widgets do not say so.
_NEEDED = frozenset({"availability", "consents_to_data", "gives_undertaking"})


def summary_of(form: EnrolForm, cv: StoredFile | None = None) -> list[dict[str, Any]]:
    """Steps with rows {label, value | values, is_code, errors}; the form has been validated."""
    return [
        {"key": step.key, "title": step.title, "rows": list(_rows(form, step.fields, cv))}
        for step in STEPS
    ]


def _rows(
    form: EnrolForm, names: tuple[str, ...], cv: StoredFile | None
) -> Iterator[dict[str, Any]]:
    wishes_shown = False
    for name in names:
        if name not in form.fields or name in _NOT_SHOWN:
            continue
        if name in WISHES:
            if not wishes_shown:
                wishes_shown = True
                yield _wishes(form)
            continue
        field = form.fields[name]
        shown = cv.name if name == "cv" and cv else _shown(form, name)
        is_list = isinstance(shown, list)
        yield {
            "name": name,
            "label": field.label,
            "value": "" if is_list else shown,
            "values": shown if is_list else [],
            "is_code": name in _CODES or name in _LATIN,
            "is_needed": field.required or name in _NEEDED,
            "errors": form.errors.get(name, []),
        }


def _wishes(form: EnrolForm) -> dict[str, Any]:
    chosen = [(name, form.cleaned_data.get(name)) for name in WISHES if name in form.fields]
    titles = [
        f"{format_number(rank)}. {problem.shown_title}"
        for rank, problem in enumerate((problem for _name, problem in chosen if problem), start=1)
    ]
    errors = [error for name, _problem in chosen for error in form.errors.get(name, [])]
    return {
        "name": "wishes",
        "label": _("Ranked wishes"),
        "value": "" if titles else _("No wish"),
        "values": titles,
        "is_code": False,
        "is_needed": False,
        "errors": errors,
    }


def _shown(form: EnrolForm, name: str) -> Any:
    """The value as its reader would say it; what is wrong is shown as it was typed."""
    field, value = form.fields[name], form.cleaned_data.get(name)
    if name == "password":
        return _("Chosen, not shown") if form[name].data else ""
    if name in form.errors:
        typed = form[name].data
        return typed if isinstance(typed, str) else ""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if name == "skills":
        return _skills(value or {})
    if name == "availability":
        return _half_days(value or ())
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, "")) if value else ""
    if name in ("passed_credits", "gpa") and value is not None:
        return format_number(value)
    if name == "entry_year" and value is not None:
        return to_persian_digits(value) if active_language() == "fa" else str(value)
    if isinstance(value, tuple | list):
        return [str(part) for part in value]
    if name == "cv":
        return value.name if value else ""
    return "" if value is None else str(value)


def _skills(levels: dict[int, int]) -> list[str]:
    words = dict(LEVELS)
    names = Skill.objects.in_bulk(list(levels))
    return [f"{names[pk].name}: {words[level]}" for pk, level in levels.items() if pk in names]


def _half_days(blocks: Any) -> list[str]:
    days = []
    for day in Weekday:
        free = [str(block.label) for block in HalfDay if (day.value, block.value) in blocks]
        if free:
            days.append(f"{day.label}: {join_words(free, lang=active_language())}")
    return days
