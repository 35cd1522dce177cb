"""The words of a referral to the working group, frozen when it is made, in both languages."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from industries.models import Referral
from partnership.core.numbers import format_number
from partnership.core.text import to_persian_digits


def snapshot_of(referral: Referral, reason: str) -> dict[str, Any]:
    """`{language: {unit, agency, rows}}`; a row is label, value, and whether it is a code."""
    found = {}
    for language in ("fa", "en"):
        with override(language):
            found[language] = {
                "unit": referral.problem.unit.name,
                "agency": referral.agency,
                "request": referral.request,
                "rows": [
                    {"label": str(capfirst(label)), "value": str(value), "ltr": is_code}
                    for label, value, is_code in _rows(referral, reason)
                    if value not in (None, "")
                ],
            }
    return found


def _rows(referral: Referral, reason: str) -> list[tuple[Any, Any, bool]]:
    problem = referral.problem
    unit = problem.unit
    manager = unit.persons.filter(is_active=True, role__in=("manager", "owner")).first()
    rows: list[tuple[Any, Any, bool]] = [
        (_("Industrial unit"), unit.name, False),
        (_("legal-entity national ID"), _code(unit.legal_id), True),
        (_("industrial place"), unit.place.name if unit.place else "", False),
        (_("ISIC class"), f"{_code(unit.isic.code)} {unit.isic.name}" if unit.isic else "", False),
        (_("licence number"), _code(unit.licence_no), True),
        (_("employees"), format_number(unit.employees), False),
        (_("Factory manager"), manager.name if manager else "", False),
        (_("category"), problem.category.name, False),
        (_("Production obstacle"), problem.text("title"), False),
        (_("what happens, since when, how much"), problem.text("detail"), False),
    ]
    for row in problem.baselines.all():
        words = _("today %(current)s, goal %(goal)s") % {
            "current": format_number(row.current) or "–",
            "goal": format_number(row.goal) or "–",
        }
        measure = row.text("unit_label")
        rows.append(
            (f"{row.text('kpi')} ({measure})" if measure else row.text("kpi"), words, False)
        )
    return [*rows, (_("Reason for the referral"), reason, False)]


def _code(text: str) -> str:
    return to_persian_digits(text) if text and _("Yes") != "Yes" else text
