"""Rows of a unit's products."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from industries.forms.rows import RowForm, RowsMixin, row_set
from partnership.core.forms import PersianCharField, PersianDecimalField


class ProductRow(RowForm):
    """A product and how much of it a year: what the licence names, and what is really made."""

    main = "name_fa"
    name_fa = PersianCharField(label=_("product"), max_length=200, required=False)
    name_en = PersianCharField(label=_("product in English"), max_length=200, required=False)
    measure = PersianCharField(
        label=_("unit of measure"),
        max_length=30,
        required=False,
        help_text=_("Such as tonnes, pairs, square metres."),
    )
    nominal = PersianDecimalField(
        label=_("nominal capacity a year"),
        max_digits=16,
        decimal_places=3,
        min_value=0,
        required=False,
    )
    actual = PersianDecimalField(
        label=_("actual production a year"),
        max_digits=16,
        decimal_places=3,
        min_value=0,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A capacity is a number of something."""
        data = super().clean()
        has_number = any(data.get(name) is not None for name in ("nominal", "actual"))
        if has_number and not data.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("Say what the capacity is counted in."))
        return data


Products = row_set(ProductRow, spare=2, most=20)


def _typed(row: Any) -> dict[str, Any]:
    """A product as somebody would type it: without the zeros behind a number."""
    amounts = {
        name: f"{value.normalize():f}" if value is not None else None
        for name, value in (("nominal", row.nominal), ("actual", row.actual))
    }
    return {"name_fa": row.name_fa, "name_en": row.name_en, "measure": row.measure, **amounts}


class ProductRowsMixin(RowsMixin):
    """A form with the unit's products beneath it."""

    row_sets = {"product_rows": Products}
    optional_rows = ("product_rows",)

    def __init__(self, *args: Any, **options: Any) -> None:
        unit = options.get("instance")
        if unit is not None and unit.pk:
            options["row_initial"] = {
                "product_rows": [_typed(row) for row in unit.product_rows.all()]
            }
        super().__init__(*args, **options)
