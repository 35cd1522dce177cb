"""Applications: the office's list, the page of one, the moves."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import DetailView, View

from partnership.core.lists import FilteredList
from partnership.core.text import search_q
from partnership.core.views import MoveView, PermissionMixin, SignedInMixin, VisibleMixin
from students import services, workflow
from students.enums import ENROLMENT_ACCEPTED, EnrolmentState
from students.forms import EnrolmentFilterForm, RejectForm
from students.models import Enrolment, Preference, StudentSkill
from students.selectors import (
    appeal_deadline,
    course_states,
    current_enrolment,
    eligibility,
    may_appeal,
    state_counts,
)
from students.selectors.availability import week_of
from students.selectors.steps import next_steps


class EnrolmentList(PermissionMixin, FilteredList):
    """The office's queue of applications."""

    permission = "students.list_students"
    model = Enrolment
    template_name = "students/list_enrolments.html"
    filter_class = EnrolmentFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state, round, faculty, major and words of the name, number or code."""
        rows = rows.select_related("student__major", "round").order_by("-submitted_at", "-pk")
        if query := wanted.get("q"):
            rows = rows.filter(search_q("student__search", query)) | rows.filter(code__iexact=query)
        for name, lookup in (
            ("state", "state"),
            ("round", "round"),
            ("major", "student__major"),
            ("faculty", "student__major__faculty"),
        ):
            if value := wanted.get(name):
                rows = rows.filter(**{lookup: value})
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts by state above the list."""
        counts = state_counts()
        tiles = [
            {
                "label": EnrolmentState(state).label,
                "value": counts.get(state, 0),
                "url": f"?state={state}",
            }
            for state in ("submitted", "waiting", "approved", "trained")
        ]
        return super().get_context_data(tiles=tiles, **kwargs)


class EnrolmentDetail(VisibleMixin, DetailView):
    """Everything about one application, for the officer who decides and the student who waits."""

    model = Enrolment
    template_name = "students/show_enrolment.html"

    def get_queryset(self) -> QuerySet:
        """With the student, the major and the round."""
        rows = (
            super()
            .get_queryset()
            .select_related("student__user", "student__major__faculty", "round__term")
        )
        return rows.prefetch_related(
            "free_blocks",
            Prefetch("preferences", Preference.objects.select_related("problem__category")),
            Prefetch("student__skills", StudentSkill.objects.select_related("skill")),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rules with their state, courses, what comes next, appeal."""
        enrolment = self.object
        is_office = self.request.user.is_office
        return super().get_context_data(
            student=enrolment.student,
            is_office=is_office,
            rules=eligibility(enrolment),
            waivers=list(enrolment.waivers.filter(ended_at=None)),
            steps=next_steps(enrolment),
            courses=course_states(enrolment.student)
            if enrolment.state in ENROLMENT_ACCEPTED
            else [],
            week=week_of(enrolment),
            appeals=list(enrolment.appeals.all()),
            can_appeal=not is_office and may_appeal(enrolment),
            appeal_deadline=appeal_deadline(enrolment),
            next_submitted=Enrolment.objects.filter(state=EnrolmentState.SUBMITTED)
            .exclude(pk=enrolment.pk)
            .select_related("student__user")
            .order_by("submitted_at")
            .first()
            if is_office
            else None,
            can_edit=not is_office
            and enrolment.state in (EnrolmentState.DRAFT, EnrolmentState.RETURNED),
            **kwargs,
        )


class MyEnrolment(SignedInMixin, View):
    """Where a student's own application is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """To its page while there is one, else to the form."""
        enrolment = current_enrolment(request.user) or (
            Enrolment.objects.visible_to(request.user).filter(student__user=request.user).first()
        )
        return redirect(enrolment or "students:enrol")


def _move(move: Any, service: Any, **options: Any) -> Any:
    return MoveView.as_view(model=Enrolment, move=move, service=service, **options)


submit_enrolment = _move(workflow.SUBMIT, services.submit_enrolment)
approve_enrolment = _move(workflow.APPROVE, services.approve_enrolment)
wait_enrolment = _move(workflow.WAIT, services.wait_enrolment)
return_enrolment = _move(workflow.RETURN, services.return_enrolment)
reject_enrolment = _move(workflow.REJECT, services.reject_enrolment, form_class=RejectForm)
reopen_enrolment = _move(workflow.REOPEN, services.reopen_enrolment)
