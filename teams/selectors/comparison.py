"""Solutions side by side: columns and rows for the comparison component."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.numbers import format_number, format_rial, format_toman
from partnership.core.tones import look_of
from teams.models import Solution

Cell = dict[str, Any]
NONE_SAID = "–"


def comparison(
    solutions: list[Solution],
    criteria: list[Any],
    *,
    user: Any,
    form: Any = None,
    links: bool = True,
) -> dict[str, Any]:
    """Columns (one a solution) and rows (one a question) for `components/compare.html`.

    With a form the score rows hold its boxes, else the scores that were given. The cheapest, the
    quickest and the most beneficial are marked when there is something to choose from.
    """
    rows = [
        _row(_("Summary"), solutions, lambda s: {"value": s.text("summary")}),
        _row(
            _("Cost"),
            solutions,
            lambda s: {
                "value": format_rial(s.cost_rial, words=False),
                "note": format_toman(s.cost_rial),
            },
            best=lambda s: -s.cost_rial,
        ),
        _row(_("Weeks to execute"), solutions, _weeks, best=lambda s: -s.weeks),
        _row(_("Expected benefit"), solutions, _benefit, best=lambda s: s.benefit_rial),
        _row(_("Figure before and after"), solutions, _figures),
        _row(_("Risks"), solutions, lambda s: {"value": s.text("risks") or NONE_SAID}),
        _row(
            _("Needed from the unit"), solutions, lambda s: {"value": s.text("needs") or NONE_SAID}
        ),
        _row(_("Endorsed by"), solutions, _endorsed),
    ]
    # What nobody said is no row: the manager reads on a phone.
    rows = [row for row in rows if any(cell["value"] != NONE_SAID for cell in row["cells"])]
    rows += [_score_row(criterion, solutions, form) for criterion in criteria]
    return {
        "columns": [_column(solution, links) for solution in solutions],
        "rows": rows,
    }


def _column(solution: Solution, links: bool) -> Cell:
    look = look_of(solution)
    team = solution.team
    names = [team.name, team.professor.full_name if team.professor else ""] if team else []
    return {
        "title": solution.text("title"),
        "subtitle": " – ".join(name for name in names if name),
        "url": solution.get_absolute_url() if links else "",
        "badge": {"tone": look.tone, "icon": look.icon, "label": solution.get_state_display()},
        "moves": [],
    }


def _row(
    label: str,
    solutions: list[Solution],
    cell: Callable[[Solution], Cell],
    best: Callable[[Solution], Any] | None = None,
) -> dict[str, Any]:
    cells = [cell(solution) for solution in solutions]
    values = [best(solution) for solution in solutions] if best else []
    known = [value for value in values if value is not None]
    if len(known) > 1 and len(set(known)) > 1:
        top = max(known)
        for one, value in zip(cells, values, strict=True):
            one["best"] = value == top
    return {"label": label, "cells": cells, "differs": len({c["value"] for c in cells}) > 1}


def _weeks(solution: Solution) -> Cell:
    number = solution.weeks
    return {"value": ngettext("%(n)s week", "%(n)s weeks", number) % {"n": format_number(number)}}


def _benefit(solution: Solution) -> Cell:
    note = ""
    if solution.benefit_rial is not None:
        note = _("%(amount)s a year") % {"amount": format_toman(solution.benefit_rial)}
    return {"value": solution.text("benefit"), "note": note}


def _figures(solution: Solution) -> Cell:
    if solution.benefit_before is None or solution.benefit_after is None:
        return {"value": NONE_SAID}
    value = _("from %(before)s to %(after)s") % {
        "before": _plain(solution.benefit_before),
        "after": _plain(solution.benefit_after),
    }
    unit = solution.baseline.unit_label if solution.baseline else ""
    kpi = solution.baseline.text("kpi") if solution.baseline else ""
    return {"value": f"{value} {unit}".strip(), "note": kpi}


def _plain(value: Decimal) -> str:
    return format_number(Decimal(f"{value:f}".rstrip("0").rstrip(".")) if value % 1 else int(value))


def _endorsed(solution: Solution) -> Cell:
    valid = [e for e in solution.endorsements.all() if e.withdrawn_at is None]
    if not valid:
        return {"value": NONE_SAID}
    return {"value": valid[0].professor.full_name, "note": valid[0].comment}


def _score_row(criterion: Any, solutions: list[Solution], form: Any) -> dict[str, Any]:
    cells: list[Cell] = []
    for solution in solutions:
        if form is not None:
            cells.append({"value": form[form.score_name(solution, criterion)]})
            continue
        given = [r.score for r in solution.reviews.all() if r.criterion_id == criterion.pk]
        mean = Decimal(sum(given)) / len(given) if given else None
        cells.append({"value": format_number(round(mean, 1)) if mean is not None else NONE_SAID})
    return {
        "label": criterion.name,
        "hint": _("1 to 5"),
        "cells": cells,
        "differs": form is None and len({cell["value"] for cell in cells}) > 1,
    }
