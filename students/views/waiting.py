"""The waiting list of a round: its order, and a place that became free."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View

from partnership.core.errors import DomainError, WrongState
from partnership.core.views import PermissionMixin, ServiceFormView
from partnership.programme.models import Round
from students import services
from students.enums import EnrolmentState
from students.forms.review import PlaceForm
from students.models import Enrolment
from students.selectors import broken_by_enrolment
from students.selectors.waiting import first_to_promote, place_of, places_left, waiting_list


class WaitingList(PermissionMixin, ListView):
    """Who waits in a round, in order, and whom a free place would go to."""

    permission = "students.list_students"
    template_name = "students/list_waiting.html"

    def get_queryset(self) -> QuerySet:
        """The round in the address; a round is no secret, who waits is the office's."""
        self.round = get_object_or_404(Round.objects.select_related("term"), pk=self.kwargs["pk"])
        return waiting_list(self.round.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with what stands in the way; the first who could be approved."""
        rows = list(self.object_list)
        broken = broken_by_enrolment(rows)
        for number, row in enumerate(rows, start=1):
            row.number, row.broken = number, broken[row.pk]
        left = places_left(self.round)
        first = first_to_promote(self.round.pk) if left is None or left > 0 else None
        return super().get_context_data(
            round=self.round,
            rows=rows,
            places_left=left,
            first=first if not self.round.promotes_by_itself else None,
            rounds=Round.objects.filter(enrolments__state=EnrolmentState.WAITING).distinct(),
            **kwargs,
        )


class MoveInList(PermissionMixin, ServiceFormView):
    """Give somebody another place, with the reason."""

    permission = "students.review_enrolment"
    form_class = PlaceForm
    template_name = "students/move_in_list.html"
    success_message = gettext_lazy("The order of the waiting list is changed.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody who waits."""
        if request.user.is_authenticated:
            rows = Enrolment.objects.visible_to(request.user).select_related("student", "round")
            self.enrolment = get_object_or_404(rows, pk=kwargs["pk"])
            is_office = request.user.has_perm(self.permission)
            if is_office and self.enrolment.state != EnrolmentState.WAITING:
                raise WrongState(_("This application is not on the waiting list any more."))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The place the arrow pointed to."""
        wanted = self.request.GET.get("place", "")
        is_number = wanted.isascii() and wanted.isdigit()
        return {"place": int(wanted[:4]) if is_number else place_of(self.enrolment)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who, and where now."""
        return super().get_context_data(
            enrolment=self.enrolment,
            place=place_of(self.enrolment),
            back=_list_of(self.enrolment.round_id),
            **kwargs,
        )

    def act(self, form: PlaceForm) -> Enrolment:
        """One service call."""
        return services.move_in_list(
            enrolment_id=self.enrolment.pk, actor=self.request.user, **form.cleaned_data
        )

    def answer(self, result: Enrolment) -> HttpResponse:
        """Back to the list."""
        return redirect(_list_of(result.round_id))


class PromoteFirst(PermissionMixin, View):
    """The one button: the free place goes to the first who may have it."""

    permission = "students.review_enrolment"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One service call; what it refuses is said on the list."""
        round_ = get_object_or_404(Round, pk=pk)
        try:
            promoted = services.promote_first(round_id=round_.pk, actor=request.user)
        except DomainError as error:
            messages.warning(request, str(error))
        else:
            messages.success(
                request,
                _("%(student)s is approved and has been told.") % {"student": promoted.student},
            )
        return redirect(_list_of(round_.pk))


def _list_of(round_id: int) -> str:
    return reverse("students:list_waiting", kwargs={"pk": round_id})
