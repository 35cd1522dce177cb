"""Rows inside a form: a fixed number of spare ones, so that nothing needs a script."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _

from partnership.core.forms import CrispyFormMixin


class RowForm(CrispyFormMixin, forms.Form):
    """One row; `main` names the field without which a row counts as empty."""

    main = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A row that was there and is untouched is read like any other, or saving would drop it.
        self.empty_permitted = not self.initial
        self.use_required_attribute = False

    def has_changed(self) -> bool:
        """A row with something in it is read, even when it says what it said before."""
        written = (self[name].data for name in self.fields if name not in self.quiet)
        return self.is_bound and any(data not in (None, "", [], False) for data in written)

    def clean(self) -> dict[str, Any]:
        """Say what is missing when something is written in a row without its main field."""
        data = super().clean() or {}
        written = any(
            value not in (None, "") for name, value in data.items() if name not in self.quiet
        )
        if written and not data.get(self.main) and self.main not in self.errors:
            self.add_error(self.main, _("Complete this row or leave all of it empty."))
        return data

    quiet: tuple[str, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether the row says something."""
        return bool(getattr(self, "cleaned_data", {}).get(self.main))


def row_set(form: type[RowForm], *, spare: int, most: int) -> type[BaseFormSet]:
    """A set of rows with `spare` empty ones at the end."""
    return formset_factory(
        form, extra=spare, max_num=most, validate_max=True, absolute_max=most + 10
    )


class RowsMixin:
    """A form with sets of rows: they are bound, checked and shown again together with it.

    `row_sets` maps a name to a formset class. After validation `cleaned_data[name]` is the list of
    filled rows; `form.rows[name]` is what the template shows.
    """

    row_sets: dict[str, type[BaseFormSet]] = {}
    #: Sets that stay as they are when the form comes without them.
    optional_rows: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, row_initial: dict[str, list[dict]] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        bound = {"data": self.data, "files": self.files} if self.is_bound else {}  # type: ignore[attr-defined]
        self.rows = {
            name: kind(
                prefix=name,
                initial=(row_initial or {}).get(name),
                **({} if self._is_left_out(name) else bound),
            )
            for name, kind in self.row_sets.items()
        }

    def _is_left_out(self, name: str) -> bool:
        return name in self.optional_rows and f"{name}-TOTAL_FORMS" not in self.data  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check the rows with the form."""
        data = super().clean()  # type: ignore[misc]
        data = self.cleaned_data if data is None else data  # type: ignore[attr-defined]
        for name, rows in self.rows.items():
            if self._is_left_out(name):
                continue
            if rows.is_valid():
                data[name] = [row.cleaned_data for row in rows if row.is_filled]
            else:
                self.add_error(None, _("Please look at the rows marked in red."))  # type: ignore[attr-defined]
        return data


class SectionsMixin:
    """A form shown in sections: `section_names` is a tuple of (heading, field names)."""

    section_names: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Headings with their bound fields; what the form does not have is left out."""
        made = [
            {"title": title, "fields": [self[name] for name in names if name in self.fields]}  # type: ignore[attr-defined, index]
            for title, names in self.section_names
        ]
        return [section for section in made if section["fields"]]
