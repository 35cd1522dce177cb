"""Withdrawals: leaving, the professor's view, the office's judgement, coming back."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.errors import NotAllowed, WrongState
from partnership.core.lists import FilteredList
from partnership.core.text import search_q
from partnership.core.views import MoveView, PermissionMixin, ServiceFormView, VisibleMixin
from students import services, workflow
from students.enums import EnrolmentState, WithdrawalCode, WithdrawalState
from students.forms.withdrawals import ViewForm, WithdrawalFilterForm, WithdrawForm
from students.models import Enrolment, Withdrawal


class WithdrawalList(PermissionMixin, FilteredList):
    """The office's withdrawals, newest first."""

    permission = "students.list_students"
    model = Withdrawal
    template_name = "students/list_withdrawals.html"
    filter_class = WithdrawalFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By what it counts as, the reason, and words of the name."""
        rows = rows.select_related("enrolment__student__major", "enrolment__round")
        if query := wanted.get("q"):
            rows = rows.filter(search_q("enrolment__student__search", query))
        for name in ("state", "code"):
            if value := wanted.get(name):
                rows = rows.filter(**{name: value})
        return rows


class WithdrawalDetail(VisibleMixin, DetailView):
    """One leaving: why, the professor's view, what it counts as."""

    model = Withdrawal
    template_name = "students/show_withdrawal.html"

    def get_queryset(self) -> QuerySet:
        """With the application, the student and the professor."""
        return (
            super()
            .get_queryset()
            .select_related("enrolment__student__user", "enrolment__round", "professor")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this person may read and do."""
        withdrawal, user = self.object, self.request.user
        is_own = withdrawal.enrolment.student.user_id == user.pk
        is_pending = withdrawal.state == WithdrawalState.PENDING
        return super().get_context_data(
            student=withdrawal.enrolment.student,
            is_office=user.is_office,
            is_own=is_own,
            sees_view=user.is_office or user.has_perm("students.give_view", withdrawal),
            # A draft taken up again is nobody's but the student's.
            sees_application=is_own
            or (user.is_office and withdrawal.enrolment.state != EnrolmentState.DRAFT),
            can_give_view=is_pending and user.has_perm("students.give_view", withdrawal),
            suggests_excuse=user.is_office
            and is_pending
            and withdrawal.code == WithdrawalCode.ILLNESS,
            **kwargs,
        )


class GiveView(ServiceFormView):
    """The professor says a sentence or two."""

    form_class = ViewForm
    template_name = "students/give_view.html"
    success_message = gettext_lazy("Thank you. The office reads your view before it judges.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A withdrawal one sees (404), the professor's right (403), still to be judged (409)."""
        if request.user.is_authenticated:
            rows = Withdrawal.objects.visible_to(request.user).select_related("enrolment__student")
            self.withdrawal = get_object_or_404(rows, pk=kwargs["pk"])
            if not request.user.has_perm("students.give_view", self.withdrawal):
                raise NotAllowed(_("Only the professor of the team is asked for a view."))
            if self.withdrawal.state != WithdrawalState.PENDING:
                raise WrongState(_("The office has judged this withdrawal already."))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """What was written before."""
        return {"view": self.withdrawal.professor_view}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whom it is about."""
        return super().get_context_data(withdrawal=self.withdrawal, **kwargs)

    def act(self, form: ViewForm) -> Withdrawal:
        """One service call."""
        return services.give_view(
            withdrawal_id=self.withdrawal.pk, actor=self.request.user, **form.cleaned_data
        )


excuse_withdrawal = MoveView.as_view(
    model=Withdrawal, move=workflow.EXCUSE, service=services.excuse_withdrawal
)
refuse_excuse_withdrawal = MoveView.as_view(
    model=Withdrawal, move=workflow.REFUSE_EXCUSE, service=services.refuse_excuse_withdrawal
)
withdraw_enrolment = MoveView.as_view(
    model=Enrolment,
    move=workflow.WITHDRAW,
    service=services.withdraw_enrolment,
    form_class=WithdrawForm,
    template_name="students/withdraw_enrolment.html",
)
resume_enrolment = MoveView.as_view(
    model=Enrolment, move=workflow.RESUME, service=services.resume_enrolment
)
