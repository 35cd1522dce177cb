"""Pages every kind of list shares: all lists, one with its progress, the report of all rows."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, override
from django.views.generic import DetailView, View

from partnership.core.lists import FilteredList
from partnership.core.views import PermissionMixin, VisibleMixin
from partnership.imports.enums import MOVING, ImportState
from partnership.imports.selectors import refusal_sentence

ROWS_A_PAGE = 50


class SheetListView(PermissionMixin, FilteredList):
    """All lists, the newest first; the filter form asks for a state."""

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state."""
        rows = rows.select_related("created_by").defer("report")
        return rows.filter(state=wanted["state"]) if wanted.get("state") else rows


class SheetDetailView(PermissionMixin, VisibleMixin, DetailView):
    """One list: how far it is, what became of its rows, what can be done.

    While a worker is at it the page asks again by itself for `progress_template` alone.
    """

    context_object_name = "handed"
    progress_template = "imports/parts/progress.html"

    def get_template_names(self) -> list[str]:
        """Only the part that changes while a worker is at it, for the page that asks again."""
        return [self.progress_template] if self.asks_again() else [self.template_name]

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Once the worker is done the whole page is another one."""
        response = super().render_to_response(context, **options)
        if self.asks_again() and not context["is_moving"]:
            response["HX-Refresh"] = "true"
        return response

    def get_queryset(self) -> QuerySet:
        """With who handed it in."""
        return super().get_queryset().select_related("created_by")

    def labels(self) -> dict[str, Any]:
        """Words for the columns."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """State, columns, headers."""
        handed, labels = self.object, self.labels()
        return super().get_context_data(
            is_moving=handed.state in MOVING,
            refusal=refusal_sentence(handed) if handed.state == ImportState.FAILED else "",
            columns=[
                {"label": labels[name], "value": header}
                for name, header in handed.columns.items()
                if header and name in labels
            ],
            headers=handed.report.get("headers", []),
            **kwargs,
        )

    def asks_again(self) -> bool:
        """Whether the page's script asks how far it is."""
        return bool(getattr(self.request, "htmx", False)) and not self.request.GET.get("page")


class SheetDownloadView(PermissionMixin, VisibleMixin, View):
    """The report of all rows as CSV, in the reader's language."""

    file_name = "list"

    def lines(self, handed: Any) -> Iterable[list[str]]:
        """Header and rows, safe against formulas."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Streamed; cells that look like formulas are text."""
        handed = get_object_or_404(self.get_queryset(), pk=pk)
        return csv_response(self.lines(handed), f"{self.file_name}-{handed.pk}")


def csv_response(lines: Iterable[list[str]], name: str) -> StreamingHttpResponse:
    """Lines as a CSV file; what makes them is asked only while it is sent."""
    written = _written(lines, get_language() or "fa")
    response = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _written(lines: Iterable[list[str]], language: str) -> Iterator[str]:
    """Lines of CSV; the page's language is no longer in force while they are sent."""
    writer = csv.writer(_Echo())
    yield "\ufeff"  # Excel takes a file for UTF-8 when it begins with this mark
    with override(language):
        for line in lines:
            yield writer.writerow(line)


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        """The line."""
        return text
