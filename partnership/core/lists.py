"""Lists with filters: the form, the chips that take a filter away, the pages."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView

from partnership.core.numbers import format_number
from partnership.core.views import VisibleMixin

PAGE = 25


class FilteredList(VisibleMixin, ListView):
    """Rows this person may see, narrowed by a form that is read from the address.

    Subclasses give `filter_class` and `narrow(rows, wanted)`, and `base_queryset()` when the list
    does not begin with all visible rows of `model`. A filter that makes no sense is left out.
    """

    filter_class: type[forms.Form]
    paginate_by = PAGE

    def base_queryset(self) -> QuerySet:
        """What this person may see."""
        return super().get_queryset()

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """Apply the filters given."""
        raise NotImplementedError(f"{type(self).__name__}.narrow")

    def get_queryset(self) -> QuerySet:
        """Visible rows, filtered."""
        self.filter = self.filter_class(self.request.GET)
        self.filter.is_valid()
        self.wanted = {name: value for name, value in self.filter.cleaned_data.items() if value}
        return self.narrow(self.base_queryset(), self.wanted)

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        """A page number that does not exist shows the nearest page, never an error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter bar's parts."""
        context = super().get_context_data(**kwargs)
        number = context["paginator"].count
        query = self.request.GET.copy()
        query.pop("page", None)
        return {
            **context,
            "filter": self.filter,
            "chips": [
                chip for name, value in self.wanted.items() for chip in self._chips(name, value)
            ],
            "total": ngettext("%(n)s row", "%(n)s rows", number) % {"n": format_number(number)},
            "query": query.urlencode(),
            "clear_url": self.request.path,
            "is_filtered": bool(self.wanted),
            "nothing": _("No results found."),
        }

    def _chips(self, name: str, value: Any) -> list[dict[str, str]]:
        """What is asked for, each with the address without it: one chip a value."""
        values = value if isinstance(value, list) else [value]
        return [self._chip(name, one, of_several=isinstance(value, list)) for one in values]

    def _chip(self, name: str, value: Any, *, of_several: bool = False) -> dict[str, str]:
        rest = self.request.GET.copy()
        kept = [one for one in rest.getlist(name) if of_several and one != str(value)]
        rest.pop(name, None)
        rest.pop("page", None)
        if kept:
            rest.setlist(name, kept)
        label = str(self.filter[name].label)
        if value is not True:
            choices = getattr(self.filter.fields[name], "choices", None)
            named = dict(choices) if choices and isinstance(value, str | int) else {}
            label = f"{label}: {named.get(value, value)}"
        address = f"{self.request.path}?{rest.urlencode()}" if rest else self.request.path
        return {"label": label, "url": address}
