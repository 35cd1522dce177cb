"""Lists with filters: what every list page of this room shares."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView

from partnership.core.numbers import format_number
from partnership.core.views import VisibleMixin


class FilteredList(VisibleMixin, ListView):
    """Visible rows, narrowed by a form that is read from the address.

    Subclasses give `filter_form` and `narrow(rows, form)`.
    """

    filter_form: type[forms.Form]
    paginate_by = 25

    def narrow(self, rows: QuerySet, form: Any) -> QuerySet:
        """Apply what was asked for."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet:
        """Visible rows that match."""
        self.form = self.filter_form(self.request.GET)
        self.form.is_valid()
        return self.narrow(super().get_queryset(), self.form)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """A page that does not exist (any more) is the nearest one."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Filter bar, its chips, and how many there are."""
        context = super().get_context_data(**kwargs)
        count = context["paginator"].count
        total = ngettext("%(n)s found", "%(n)s found", count) % {"n": format_number(count)}
        asked = {
            name: value
            for name, value in self.request.GET.items()
            if value and name in self.form.fields
        }
        return {
            **context,
            "filter": self.form,
            "total": total,
            "query": urlencode(asked),
            "chips": [
                {
                    "label": f"{self.form[name].label}: {self._word(name)}",
                    "url": self._without(asked, name),
                }
                for name in asked
                if self.form.cleaned_data.get(name)
            ],
            "clear_url": self.request.path,
            "nothing": _("No results found."),
        }

    def _word(self, name: str) -> str:
        """What a chip says: the word of the choice, or what was typed."""
        value = self.form.cleaned_data[name]
        choices = (
            dict(getattr(self.form.fields[name], "choices", ())) if isinstance(value, str) else {}
        )
        return str(choices.get(value, value))

    def _without(self, asked: dict[str, str], name: str) -> str:
        rest = urlencode({key: value for key, value in asked.items() if key != name})
        return f"{self.request.path}?{rest}" if rest else self.request.path
