"""The registrar's lists: hand in, watch, look through, take over; whose figures count."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from partnership.core.errors import NotAllowed
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, VisibleMixin
from partnership.imports.enums import MOVING
from partnership.imports.views import (
    ROWS_A_PAGE,
    SheetDetailView,
    SheetDownloadView,
    SheetListView,
)
from students import services, workflow
from students.forms.registrar import HandInForm, ImportFilterForm, RereadForm, WeighForm
from students.models import Enrolment, RegistrarImport
from students.selectors import (
    COLUMN_LABELS,
    problem_rows,
    registrar_differences,
    report_lines,
)

PERMISSION = "students.import_registrar"


class ImportList(SheetListView):
    """All lists, the newest first."""

    permission = PERMISSION
    model = RegistrarImport
    template_name = "students/list_imports.html"
    filter_class = ImportFilterForm
    extra_context: ClassVar = {"upload_url": reverse_lazy("students:upload_import")}


class UploadImport(PermissionMixin, ServiceFormView):
    """Hand a list in; a worker reads it."""

    permission = PERMISSION
    form_class = HandInForm
    template_name = "students/upload_import.html"
    success_message = gettext_lazy("The list is handed in and is being read.")
    extra_context: ClassVar = {"back_url": reverse_lazy("students:list_imports")}

    def act(self, form: HandInForm) -> RegistrarImport:
        """One service call."""
        return services.hand_in_import(upload=form.cleaned_data["upload"], actor=self.request.user)


class ImportDetail(SheetDetailView):
    """One list: how far it is, what became of its rows, what can be done."""

    permission = PERMISSION
    model = RegistrarImport
    template_name = "students/show_import.html"
    progress_template = "students/parts/import_progress.html"

    def labels(self) -> dict[str, Any]:
        """Columns of a registrar's list."""
        return COLUMN_LABELS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, and rows worth a look."""
        handed, show = self.object, self.request.GET.get("show", "")
        report = handed.report
        rows = Paginator(problem_rows(handed, show), ROWS_A_PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            is_judged="added" in report and handed.state not in MOVING,
            tiles=_tiles(report) if "added" in report else [],
            unknown_majors=report.get("majors", {}),
            matched=report.get("matched"),
            page_obj=rows,
            show=show if show in ("refused", "warned") else "",
            worth=report.get("refused", 0) + report.get("warned", 0),
            progress_template=self.progress_template,
            reread_url=workflow.REREAD_IMPORT.url_for(handed),
            reread_label=workflow.REREAD_IMPORT.label,
            upload_url=reverse_lazy("students:upload_import"),
            **kwargs,
        )


def _tiles(report: dict[str, Any]) -> list[dict[str, Any]]:
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


class DownloadImport(SheetDownloadView):
    """The report of all rows as CSV, in the reader's language."""

    permission = PERMISSION
    model = RegistrarImport
    file_name = "registrar"

    def lines(self, handed: RegistrarImport) -> Iterable[list[str]]:
        """Of every row."""
        return report_lines(handed)


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
