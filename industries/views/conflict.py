"""Two people wrote on one problem: what each of them said, and one text to go on with."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from industries.models import Problem, ProblemRevision
from industries.selectors.revisions import changes_between, content_of
from partnership.core.changes import Change
from partnership.core.jalali import format_date

_ROWS = {
    "baselines": ("kpi", "unit_label", "current", "goal"),
    "skills": ("skill", "min_level", "weight"),
}


@dataclass(frozen=True)
class Conflict:
    """`both` were changed by both: `before` is the other's text, `after` what is typed here.

    `taken` only the other had changed; they stand in the form already. `data` is the form to go
    on with: nothing typed is lost, nothing saved is overwritten before the reader says so.
    """

    last: ProblemRevision | None
    both: list[Change]
    taken: list[Change]
    data: QueryDict


def conflict_of(form: Any, newest: Problem, posted: QueryDict) -> Conflict:
    """Compare what is typed with what is saved, by way of the version the form was made from."""
    theirs, last = content_of(newest), newest.revisions.select_related("author").first()
    mine = {**theirs, **form.content()}
    seen = form.cleaned_data.get("seen") or "-"
    base = newest.revisions.filter(stamp=seen).first()
    differ = [name for name in theirs if mine[name] != theirs[name]]
    only_theirs = [n for n in differ if base is not None and base.content.get(n) == mine[n]]
    data = posted.copy()
    data["seen"], data["form_key"] = newest.updated_at.isoformat(), str(uuid4())
    for name in only_theirs:
        _take(data, name, theirs[name])
    changes = changes_between(theirs, mine)
    return Conflict(
        last=last,
        both=[change for change in changes if change.field not in only_theirs],
        taken=[change for change in changes if change.field in only_theirs],
        data=data,
    )


def _take(data: QueryDict, name: str, value: Any) -> None:
    """Write a value of a version into the posted form."""
    if name in _ROWS:
        for key in [key for key in data if re.match(rf"{name}-\d", key)]:
            del data[key]
        for at, row in enumerate(value):
            for part, cell in zip(_ROWS[name], row, strict=True):
                data[f"{name}-{at}-{part}"] = "" if cell is None else str(cell)
        data[f"{name}-TOTAL_FORMS"], data[f"{name}-INITIAL_FORMS"] = str(len(value)), "0"
    elif name == "majors":
        data.setlist(name, [str(pk) for pk in value])
    elif name == "submission_deadline":
        data[name] = format_date(date.fromisoformat(value), style="input") if value else ""
    else:
        data[name] = "" if value is None else str(value)
