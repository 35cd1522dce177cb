"""The registrar's lists: hand in, watch, look through, take over; whose figures count."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext_lazy, override
from django.views.generic import DetailView, View

from partnership.core.errors import NotAllowed
from partnership.core.lists import FilteredList
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, VisibleMixin
from students import services, workflow
from students.enums import ImportState
from students.forms.registrar import HandInForm, ImportFilterForm, RereadForm, WeighForm
from students.models import Enrolment, RegistrarImport
from students.selectors import (
    COLUMN_LABELS,
    problem_rows,
    refusal_sentence,
    registrar_differences,
    report_lines,
)

PERMISSION = "students.import_registrar"
#: A worker is at it: the page asks again by itself.
MOVING = frozenset({ImportState.QUEUED, ImportState.READING, ImportState.APPLYING})
ROWS_A_PAGE = 50


class ImportList(PermissionMixin, FilteredList):
    """All lists, the newest first."""

    permission = PERMISSION
    model = RegistrarImport
    template_name = "students/list_imports.html"
    filter_class = ImportFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state."""
        rows = rows.select_related("created_by").defer("report")
        return rows.filter(state=wanted["state"]) if wanted.get("state") else rows


class UploadImport(PermissionMixin, ServiceFormView):
    """Hand a list in; a worker reads it."""

    permission = PERMISSION
    form_class = HandInForm
    template_name = "students/upload_import.html"
    success_message = gettext_lazy("The list is handed in and is being read.")

    def act(self, form: HandInForm) -> RegistrarImport:
        """One service call."""
        return services.hand_in_import(upload=form.cleaned_data["upload"], actor=self.request.user)


class ImportDetail(PermissionMixin, VisibleMixin, DetailView):
    """One list: how far it is, what became of its rows, what can be done."""

    permission = PERMISSION
    model = RegistrarImport
    template_name = "students/show_import.html"
    context_object_name = "handed"

    def get_template_names(self) -> list[str]:
        """Only the part that changes while a worker is at it, for the page that asks again."""
        return (
            ["students/parts/import_progress.html"] if self._asks_again() else [self.template_name]
        )

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Once the worker is done the whole page is another one."""
        response = super().render_to_response(context, **options)
        if self._asks_again() and not context["is_moving"]:
            response["HX-Refresh"] = "true"
        return response

    def get_queryset(self) -> QuerySet:
        """With who handed it in."""
        return super().get_queryset().select_related("created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, columns, rows worth a look."""
        handed, show = self.object, self.request.GET.get("show", "")
        report = handed.report
        rows = Paginator(problem_rows(handed, show), ROWS_A_PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            is_moving=handed.state in MOVING,
            refusal=refusal_sentence(handed) if handed.state == ImportState.FAILED else "",
            is_judged="added" in report and handed.state not in MOVING,
            tiles=_tiles(report, show) if "added" in report else [],
            columns=[
                {"label": COLUMN_LABELS[name], "value": header}
                for name, header in handed.columns.items()
                if header and name in COLUMN_LABELS
            ],
            headers=report.get("headers", []),
            unknown_majors=report.get("majors", {}),
            matched=report.get("matched"),
            page_obj=rows,
            show=show if show in ("refused", "warned") else "",
            worth=report.get("refused", 0) + report.get("warned", 0),
            **kwargs,
        )

    def _asks_again(self) -> bool:
        return bool(getattr(self.request, "htmx", False)) and not self.request.GET.get("page")


def _tiles(report: dict[str, Any], show: str) -> list[dict[str, Any]]:
    """Figures of a report; those with rows to show lead to them."""
    return [
        {"label": label, "value": report[name], "tone": tone, "url": url}
        for name, label, tone, url in (
            ("added", gettext_lazy("New"), "", ""),
            ("changed", gettext_lazy("Changed"), "", ""),
            ("refused", gettext_lazy("Refused"), "danger", "?show=refused#rows"),
            ("warned", gettext_lazy("To be looked at"), "attention", "?show=warned#rows"),
        )
    ]


class DownloadImport(PermissionMixin, VisibleMixin, View):
    """The report of all rows as CSV, in the reader's language."""

    permission = PERMISSION
    model = RegistrarImport

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Streamed; cells that look like formulas are text."""
        handed = get_object_or_404(self.get_queryset(), pk=pk)
        lines = _written(handed, get_language() or "fa")
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="registrar-{handed.pk}.csv"'
        return response


def _written(handed: RegistrarImport, language: str) -> Iterator[str]:
    """Lines of CSV; the page's language is no longer in force while they are sent."""
    writer = csv.writer(_Echo())
    yield "\ufeff"  # Excel takes a file for UTF-8 when it begins with this mark
    with override(language):
        for line in report_lines(handed):
            yield writer.writerow(line)


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        """The line."""
        return text


class _Weigh(VisibleMixin, ServiceFormView):
    """Whose figures count for one application, with the reason."""

    model = Enrolment
    form_class = WeighForm
    template_name = "students/weigh_registrar.html"
    service: Any = None
    title: Any = ""
    label: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The application, if this person may see it; the office alone decides."""
        if request.user.is_authenticated:
            rows = self.get_queryset().select_related("student__user", "round")
            self.enrolment = get_object_or_404(rows, pk=kwargs["pk"])
            if not request.user.has_perm(PERMISSION):
                raise NotAllowed(gettext_lazy("The office keeps these figures."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both sides' figures above the reason."""
        return super().get_context_data(
            enrolment=self.enrolment,
            comparison=registrar_differences(self.enrolment),
            title=self.title,
            label=self.label,
            **kwargs,
        )

    def act(self, form: WeighForm) -> Enrolment:
        """One service call."""
        return type(self).service(
            enrolment_id=self.enrolment.pk, actor=self.request.user, **form.cleaned_data
        )


class KeepDeclared(_Weigh):
    """The student's figures count."""

    service = staticmethod(services.keep_declared)
    title = gettext_lazy("Keep the student’s figures")
    label = gettext_lazy("Keep them")


class TakeRegistrar(_Weigh):
    """The registrar's figures count again."""

    service = staticmethod(services.take_registrar)
    title = gettext_lazy("Take the registrar’s figures")
    label = gettext_lazy("Take them")


def _move(move: Any, service: Any, **options: Any) -> Any:
    return MoveView.as_view(model=RegistrarImport, move=move, service=service, **options)


apply_import = _move(workflow.APPLY_IMPORT, services.apply_import)
cancel_import = _move(workflow.CANCEL_IMPORT, services.cancel_import)
reread_import = _move(workflow.REREAD_IMPORT, services.reread_import, form_class=RereadForm)
