"""Appeals: opened by students, answered by the office."""

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
from students.forms import AppealFilterForm, AppealForm
from students.models import Appeal, Enrolment
from students.selectors import appeal_deadline, may_appeal


class OpenAppeal(ServiceFormView):
    """Object to a rejection while the days of the round last."""

    form_class = AppealForm
    template_name = "students/open_appeal.html"
    success_message = gettext_lazy("Your appeal is with the office.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Own application (404), the student's right (403), an open decision (409)."""
        if request.user.is_authenticated:
            rows = Enrolment.objects.visible_to(request.user).select_related("student", "round")
            self.enrolment = get_object_or_404(rows, pk=kwargs["pk"])
            if not request.user.has_perm("students.open_appeal", self.enrolment):
                raise NotAllowed(_("Only the student may appeal."))
            if not may_appeal(self.enrolment):
                raise WrongState(
                    _("There is nothing to appeal against here, or the days to appeal are over.")
                )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The decision and the last day."""
        return super().get_context_data(
            enrolment=self.enrolment, deadline=appeal_deadline(self.enrolment), **kwargs
        )

    def act(self, form: AppealForm) -> Appeal:
        """One service call."""
        return services.open_appeal(
            enrolment_id=self.enrolment.pk, actor=self.request.user, **form.cleaned_data
        )


class AppealList(PermissionMixin, FilteredList):
    """The office's appeals, open ones first."""

    permission = "students.list_students"
    model = Appeal
    template_name = "students/list_appeals.html"
    filter_class = AppealFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By state and words of the name."""
        rows = rows.select_related("enrolment__student").order_by("answer_due", "pk")
        if query := wanted.get("q"):
            rows = rows.filter(search_q("enrolment__student__search", query)) | rows.filter(
                code__iexact=query
            )
        state = wanted.get("state")
        return rows.filter(state=state) if state else rows


class AppealDetail(VisibleMixin, DetailView):
    """One appeal: what was decided, what the student says, the answer."""

    model = Appeal
    template_name = "students/show_appeal.html"

    def get_queryset(self) -> QuerySet:
        """With the application it is about."""
        return super().get_queryset().select_related("enrolment__student__user", "enrolment__round")


accept_appeal = MoveView.as_view(
    model=Appeal, move=workflow.ACCEPT_APPEAL, service=services.accept_appeal
)
dismiss_appeal = MoveView.as_view(
    model=Appeal, move=workflow.DISMISS_APPEAL, service=services.dismiss_appeal
)
