"""Lists with filters: the form, the chips that take a filter away, the pages."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext
from django.views.generic import ListView

from partnership.core.forms import HamyarForm
from partnership.core.numbers import format_number
from partnership.core.views import SignedInMixin

PAGE = 25


class FilterListView(SignedInMixin, ListView):
    """Rows this person may see, narrowed by a GET form.

    Subclasses give `filter_class`, `base_queryset()` (which begins with what is visible) and
    `narrow(rows, wanted)`. A filter that makes no sense is left out.
    """

    filter_class: type[HamyarForm]
    paginate_by = PAGE

    def base_queryset(self) -> QuerySet:
        """What this person may see, with what the list shows."""
        raise NotImplementedError(f"{type(self).__name__}.base_queryset")

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """Apply the filters given."""
        raise NotImplementedError(f"{type(self).__name__}.narrow")

    def get_queryset(self) -> QuerySet:
        """Visible rows, filtered."""
        self.filter = self.filter_class(self.request.GET)
        self.filter.is_valid()
        wanted = {name: value for name, value in self.filter.cleaned_data.items() if value}
        self.wanted = wanted
        return self.narrow(self.base_queryset(), wanted)

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        """A page number that does not exist shows the nearest page, never an error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter bar's parts."""
        context = super().get_context_data(**kwargs)
        number = context["paginator"].count
        total = ngettext("%(n)s row", "%(n)s rows", number) % {"n": format_number(number)}
        query = self.request.GET.copy()
        query.pop("page", None)
        return {
            **context,
            "filter": self.filter,
            "chips": self._chips(),
            "total": total,
            "query": query.urlencode(),
            "clear_url": self.request.path,
            "is_filtered": bool(self.wanted),
        }

    def _chips(self) -> list[dict[str, str]]:
        chips = []
        for name, value in self.wanted.items():
            rest = self.request.GET.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            choices = getattr(self.filter.fields[name], "choices", None)
            label = str(value)
            if value is True:
                label = str(self.filter.fields[name].label)
            elif choices and not hasattr(value, "pk"):
                label = str(dict(choices).get(value, value))
            chips.append({"label": label, "url": f"?{rest.urlencode()}"})
        return chips
