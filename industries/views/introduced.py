"""What became of every unit the Ministry introduced: for its liaison and the office; read only."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import ListView

from industries import selectors
from industries.enums import UNIT_NEW
from industries.forms.lists import IntroducedFilter
from industries.selectors import introduced
from industries.selectors.lists import in_words
from partnership.core.jalali import active_language
from partnership.core.lists import PAGE, FilteredList
from partnership.core.sheets import XLSX_TYPE, xlsx_bytes
from partnership.core.text import search_q
from partnership.core.views import PermissionMixin
from partnership.imports.views import csv_response

PERMISSION = "industries.list_introduced"
#: So many letters stand open on the page; older ones are folded.
RECENT = 6


class IntroducedUnitListView(PermissionMixin, FilteredList):
    """By letter and by unit; narrowed as asked, on the page or as a file."""

    permission = PERMISSION
    template_name = "industries/introduced_list.html"

    @cached_property
    def letters(self) -> list[introduced.LetterSummary]:
        """Every letter with its figures."""
        return introduced.letters_for(self.request.user)

    def filter_class(self, data: Any) -> IntroducedFilter:
        """The form knows the letters there are."""
        return IntroducedFilter(data, letters=[letter.number for letter in self.letters])

    def base_queryset(self) -> QuerySet:
        """Units that came by a letter of the Ministry."""
        return selectors.introduced_units_for(self.request.user)

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By words, letter, state, place."""
        if query := wanted.get("q"):
            rows = rows.filter(search_q("search", query))
        if letter := wanted.get("letter"):
            # Another join would count every problem once for each letter.
            of_letter = rows.model.objects.visible_to(self.request.user).filter(
                introductions__kind="ministry", introductions__letter_no=letter
            )
            rows = rows.filter(pk__in=of_letter.values("pk"))
        if state := wanted.get("state"):
            rows = rows.filter(state__in=UNIT_NEW if state == "new" else [state])
        if place := wanted.get("place"):
            rows = rows.filter(place=place)
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the letters above the units."""
        return super().get_context_data(
            letters=self.letters,
            recent_letters=self.letters[:RECENT],
            older_letters=self.letters[RECENT:],
            refused=sum(one.refused for one in self.letters),
            **kwargs,
        )


class ExportIntroducedView(IntroducedUnitListView):
    """The same list as a file: `as=xlsx` or CSV."""

    paginate_by = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All rows that the filters leave."""
        return exported(
            request,
            introduced.introduced_lines(self.get_queryset()),
            "introduced-units",
            _("Introduced units"),
        )


class RefusedRowListView(PermissionMixin, ListView):
    """Rows of the Ministry's lists that were left out, each with its reason."""

    permission = PERMISSION
    template_name = "industries/refused_list.html"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet:
        """Of one letter or of all."""
        return introduced.refused_rows_for(self.request.user, self.request.GET.get("letter", ""))

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        """A page number that does not exist shows the nearest page, never an error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows in words."""
        context = super().get_context_data(**kwargs)
        query = self.request.GET.copy()
        query.pop("page", None)
        return {
            **context,
            "rows": in_words(context["page_obj"].object_list),
            "letter": self.request.GET.get("letter", ""),
            "query": query.urlencode(),
        }


class ExportRefusedView(RefusedRowListView):
    """The same rows as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All of them."""
        lines = introduced.refused_lines(self.get_queryset())
        return exported(request, lines, "refused-rows", _("Refused rows"))


def exported(
    request: HttpRequest, lines: Iterable[list[str]], name: str, title: str
) -> HttpResponse:
    """A table as XLSX when asked for, else as CSV; safe against formulas either way."""
    if request.GET.get("as") != "xlsx":
        return csv_response(lines, name)  # type: ignore[return-value]
    data = xlsx_bytes(lines, title=title, is_rtl=active_language() == "fa")
    response = HttpResponse(data, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
