"""Resolutions: the list and its file, one page each, the log, the moves."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from industries import services
from industries.enums import ResolutionState
from industries.forms import resolutions as forms
from industries.models import JointMeeting, Problem, Resolution, ResolutionNote
from industries.selectors.resolutions import claimed_done
from industries.views.facts import resolution_facts, with_moves
from industries.workflow import meeting as workflow
from partnership.core.errors import NotAllowed
from partnership.core.jalali import year_bounds
from partnership.core.lists import FilteredList
from partnership.core.sheets.written import sheet_answer
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, VisibleMixin


class ResolutionListView(PermissionMixin, FilteredList):
    """Resolutions of all meetings, in the working group's three buckets."""

    permission = "industries.follow_resolution"
    template_name = "industries/resolution_list.html"
    filter_class = forms.ResolutionFilter

    def base_queryset(self) -> QuerySet:
        """Visible ones, the most pressing first."""
        return (
            Resolution.objects.visible_to(self.request.user)
            .select_related("meeting", "owner_user", "owner_unit", "problem")
            .order_by("due_on", "pk")
        )

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state, owner, due day, year; overdue ones; those an owner calls done."""
        if "state" in wanted:
            rows = rows.filter(state=wanted["state"])
        if "owner" in wanted:
            rows = rows.filter(_owned_by(wanted["owner"]))
        if "due_from" in wanted:
            rows = rows.filter(due_on__gte=wanted["due_from"])
        if "due_until" in wanted:
            rows = rows.filter(due_on__lte=wanted["due_until"])
        if "year" in wanted:
            first, last = year_bounds(int(wanted["year"]))
            rows = rows.filter(
                meeting__starts_at__date__gte=first, meeting__starts_at__date__lte=last
            )
        if "overdue" in wanted:
            rows = rows.filter(state=ResolutionState.IN_FOLLOW_UP, due_on__lt=timezone.localdate())
        if "reported" in wanted:
            rows = rows.filter(claimed_done())
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their moves; whoever takes one comes back to this list."""
        context = super().get_context_data(**kwargs)
        here = self.request.get_full_path()
        return {**context, "rows": with_moves(context["page_obj"], self.request.user, here)}


class ExportResolutionsView(ResolutionListView):
    """The same rows as a file."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """XLSX, or CSV when asked; filtered like the list."""
        rows = self.get_queryset()
        return sheet_answer(
            name="resolutions",
            kind="csv" if request.GET.get("format") == "csv" else "xlsx",
            title=_("Resolutions"),
            head=[
                _("Number"),
                _("Resolution"),
                _("Owner"),
                _("Due on"),
                _("State"),
                _("Meeting"),
                _("Minutes"),
                _("Date of the meeting"),
            ],
            rows=(_cells(row) for row in rows),
        )


def _owned_by(code: str) -> Q:
    kind, _colon, value = code.partition(":")
    if kind == "text":
        return Q(owner_text=value)
    return Q(owner_unit=value) if kind == "unit" else Q(owner_user=value)


def _cells(row: Resolution) -> list[Any]:
    return [
        row.serial or row.number,
        row.text("body"),
        str(row.owner or ""),
        row.due_on,
        row.get_state_display(),
        row.meeting.text("title"),
        row.meeting.number,
        timezone.localdate(row.meeting.starts_at),
    ]


class ResolutionView(VisibleMixin, DetailView):
    """One resolution: what, whose, until when, and everything that was done about it."""

    model = Resolution
    template_name = "industries/resolution.html"
    context_object_name = "resolution"

    def get_queryset(self) -> QuerySet:
        """With what the page names."""
        return (
            super()
            .get_queryset()
            .select_related("meeting", "owner_user", "owner_unit", "problem__category")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The log for owner and office, the meetings for those who see them."""
        row, user = self.object, self.request.user
        meetings = JointMeeting.objects.visible_to(user)
        may_read = (
            row.problem and Problem.objects.visible_to(user).filter(pk=row.problem_id).exists()
        )
        can_report = (
            user.has_perm("industries.report_resolution", row)
            and row.state == ResolutionState.IN_FOLLOW_UP
        )
        follows = user.has_perm("industries.follow_resolution", row)
        return super().get_context_data(
            facts=resolution_facts(row),
            problem=row.problem,
            may_read=may_read,
            notes=ResolutionNote.objects.visible_to(user)
            .filter(resolution=row)
            .select_related("author", "meeting"),
            origin=meetings.filter(pk=row.meeting_id).first(),
            followed_in=meetings.filter(follow_ups__resolution=row).order_by("starts_at"),
            note_form=forms.NoteForm(is_owner=not follows) if can_report else None,
            follows=follows,
            **kwargs,
        )


class NoteResolutionView(ServiceFormView):
    """Add to the log: the office's note or the owner's report."""

    template_name = "industries/form.html"
    form_class = forms.NoteForm
    success_message = gettext_lazy("Thank you, it is noted.")

    @cached_property
    def resolution(self) -> Resolution:
        """The resolution of the address, or 404."""
        return get_object_or_404(
            Resolution.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only the office and the owner."""
        if request.user.is_authenticated and not request.user.has_perm(
            "industries.report_resolution", self.resolution
        ):
            raise NotAllowed(_("Only the owner of a resolution and the office report on it."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What is asked depends on who reports."""
        follows = self.request.user.has_perm("industries.follow_resolution", self.resolution)
        return {**super().get_form_kwargs(), "is_owner": not follows}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=_("Report on the resolution"),
            button=_("Add to the log"),
            back=self.resolution,
            back_url=self.resolution.get_absolute_url(),
            **kwargs,
        )

    def act(self, form: Any) -> Resolution:
        """Write it down."""
        services.note_resolution(
            resolution_id=self.resolution.pk, actor=self.request.user, **form.cleaned_data
        )
        return self.resolution


def _move(move: Any, service: Any) -> Any:
    return MoveView.as_view(model=Resolution, move=move, service=staticmethod(service))


complete_resolution = _move(workflow.COMPLETE, services.complete_resolution)
fail_resolution = _move(workflow.FAIL, services.fail_resolution)
resume_resolution = _move(workflow.RESUME, services.resume_resolution)
