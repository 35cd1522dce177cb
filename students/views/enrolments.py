"""The page of one application, for the officer who decides and the student who waits."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import DetailView, View

from partnership.core.gates import Way
from partnership.core.views import MoveView, SignedInMixin, VisibleMixin
from partnership.core.workflow import available_moves
from students import services, workflow
from students.enums import ENROLMENT_EDITABLE, Decision
from students.models import Enrolment
from students.selectors import (
    appeal_deadline,
    current_enrolment,
    enrolment_stages,
    may_appeal,
)
from students.selectors.dossier import corrections_of, dossier_of, wanted_of, with_hints
from students.selectors.verdicts import MOVES
from students.selectors.waiting import place_of
from students.selectors.wishes import may_rank_wishes
from students.views.queue import in_queue, place_in_queue, queue_query, wants_part

_DECISIONS = {move.name: decision for decision, move in MOVES.items()}
#: Keys that open a decision, as `static/js/review.js` reads them.
_KEYS = {Decision.APPROVE: "a", Decision.WAIT: "w", Decision.RETURN: "r", Decision.REJECT: "d"}


class EnrolmentDetail(VisibleMixin, DetailView):
    """Everything about one application; beside the list only its part is asked for."""

    model = Enrolment
    template_name = "students/show_enrolment.html"

    def get_template_names(self) -> list[str]:
        """The officer's page, its part, or the student's own page."""
        if not self.request.user.is_office:
            return ["students/show_my_enrolment.html"]
        return [
            "students/parts/application.html" if wants_part(self.request) else self.template_name
        ]

    def get_queryset(self) -> QuerySet:
        """With the student, the major and the round."""
        rows = (
            super()
            .get_queryset()
            .select_related("student__user", "student__major__faculty", "round__term")
        )
        return with_hints(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The officer's dossier with the way on, or the student's own view."""
        is_office = self.request.user.is_office
        own = self._for_office() if is_office else self._for_student()
        return super().get_context_data(is_office=is_office, **own, **kwargs)

    def _for_office(self) -> dict[str, Any]:
        enrolment, request = self.object, self.request
        place = place_in_queue(request, enrolment.pk)
        decisions, others = [], []
        for move in available_moves(enrolment, request.user):
            decision = _DECISIONS.get(move.name)
            name = move.url_name.partition(":")[2]
            row = {
                "move": move,
                "url": in_queue(request, enrolment.pk, name)
                if decision
                else move.url_for(enrolment),
                "key": _KEYS.get(decision, "") if decision else "",
            }
            (decisions if decision else others).append(row)
        return {
            **dossier_of(enrolment, reader=request.user),
            "decisions": decisions,
            "other_moves": [row for row in others if row["url"]],
            "place": place,
            "previous_url": in_queue(request, place.previous) if place.previous else "",
            "next_url": in_queue(request, place.next) if place.next else "",
            "queue": queue_query(request),
            "decided_row": self._decided(),
            "may_waive": request.user.has_perm("students.waive_rule"),
        }

    def _decided(self) -> Enrolment | None:
        """The application decided just before this one opened."""
        pk = self.request.GET.get("decided", "")
        if not (pk.isascii() and pk.isdigit()) or len(pk) > 18:
            return None
        rows = Enrolment.objects.visible_to(self.request.user).select_related("student")
        return rows.filter(pk=int(pk)).first()

    def _for_student(self) -> dict[str, Any]:
        enrolment = self.object
        return {
            "student": enrolment.student,
            "way": Way.of(enrolment_stages(enrolment)),
            **wanted_of(enrolment, reader=self.request.user),
            "can_appeal": may_appeal(enrolment),
            "appeal_deadline": appeal_deadline(enrolment),
            "corrections": corrections_of(enrolment),
            "waiting_place": place_of(enrolment),
            "can_edit": enrolment.state in ENROLMENT_EDITABLE,
            "can_rank": may_rank_wishes(enrolment),
        }


class MyEnrolment(SignedInMixin, View):
    """Where a student's own application is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """To its page while there is one, else to the form."""
        enrolment = current_enrolment(request.user) or (
            Enrolment.objects.visible_to(request.user).filter(student__user=request.user).first()
        )
        return redirect(enrolment or "students:enrol")


submit_enrolment = MoveView.as_view(
    model=Enrolment, move=workflow.SUBMIT, service=services.submit_enrolment
)
reopen_enrolment = MoveView.as_view(
    model=Enrolment, move=workflow.REOPEN, service=services.reopen_enrolment
)
