"""Rows inside a form."""

from typing import Any

import pytest
from django.urls import reverse

from industries.enums import ProblemState
from industries.forms.products import ProductRow
from industries.forms.rows import RowsMixin, row_set
from industries.tests.factories import ProblemFactory, UnitPersonFactory
from partnership.core.forms import HamyarForm


class _Form(RowsMixin, HamyarForm):
    row_sets = {"rows": row_set(ProductRow, spare=1, most=3)}


def _data(*rows: dict[str, str], initial: int) -> dict[str, Any]:
    return {
        "rows-TOTAL_FORMS": len(rows),
        "rows-INITIAL_FORMS": initial,
        **{f"rows-{n}-{name}": v for n, row in enumerate(rows) for name, v in row.items()},
    }


def test_a_row_that_says_what_it_said_before_is_kept() -> None:
    known = {"name_fa": "چرم", "measure": "تن", "nominal": "12"}
    form = _Form(_data(known, {"name_fa": ""}, initial=1), row_initial={"rows": [known]})
    assert form.is_valid()
    assert [row["name_fa"] for row in form.cleaned_data["rows"]] == ["چرم"]


@pytest.mark.django_db
def test_saving_a_problem_without_touching_its_figures_keeps_them(client: Any) -> None:
    problem = ProblemFactory(state=ProblemState.DRAFT)
    client.force_login(UnitPersonFactory(unit=problem.unit).user)
    address = reverse("industries:edit_problem", args=[problem.pk])
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data.pop("files", None)
    for rows in form.rows.values():
        data |= {f"{rows.prefix}-{k}": v for k, v in rows.management_form.initial.items()}
        for row in rows:
            data |= {row.add_prefix(n): v for n in row.fields if (v := row[n].value()) is not None}
    assert client.post(address, data).status_code == 302
    assert problem.baselines.count() == 1
