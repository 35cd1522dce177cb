"""Appeals: opened by students, answered by the office."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.errors import NotAllowed, WrongState
from partnership.core.lists import FilteredList
from partnership.core.text import search_q
from partnership.core.views import (
    UNPROCESSABLE,
    MoveView,
    PermissionMixin,
    ServiceFormView,
    VisibleMixin,
)
from students import services, workflow
from students.enums import AppealState
from students.forms import AppealFilterForm, AppealForm
from students.models import Appeal, Enrolment
from students.selectors import appeal_deadline
from students.selectors.appeals import appealed_letter, why_no_appeal
from students.services.appeals import preview_answer
from students.views.decisions import LANGUAGES


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
            if refusal := why_no_appeal(self.enrolment):
                raise WrongState(refusal)
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
        """By state, overdue ones, and words of the name."""
        rows = rows.select_related("enrolment__student").order_by("answer_due", "pk")
        if query := wanted.get("q"):
            rows = rows.filter(search_q("enrolment__student__search", query)) | rows.filter(
                code__iexact=query
            )
        if state := wanted.get("state"):
            rows = rows.filter(state=state)
        if wanted.get("overdue"):
            rows = rows.filter(state=AppealState.OPEN, answer_due__lt=timezone.localdate())
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Today, to point at what is overdue."""
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class AppealDetail(VisibleMixin, DetailView):
    """One appeal: what was decided, what the student says, the answer."""

    model = Appeal
    template_name = "students/show_appeal.html"

    def get_queryset(self) -> QuerySet:
        """With the application it is about."""
        return super().get_queryset().select_related("enrolment__student__user", "enrolment__round")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letter that is appealed against, and whether the answer is overdue."""
        appeal = self.object
        late = appeal.state == AppealState.OPEN and appeal.answer_due < timezone.localdate()
        return super().get_context_data(
            old_letter=appealed_letter(appeal), is_overdue=late, **kwargs
        )


class AnswerAppeal(MoveView):
    """The answer, beside the statement, the old letter and the letter that will be sent."""

    model = Appeal
    template_name = "students/answer_appeal.html"

    def get_object(self) -> Appeal:
        """With the student and the round, read once."""
        if not hasattr(self, "_object"):
            rows = Appeal.objects.visible_to(self.request.user).select_related(
                "enrolment__student__user", "enrolment__round"
            )
            self._object = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self._object

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A button shows the letter, another one answers."""
        if "preview" not in self.request.POST:
            return super().post(*args, **kwargs)
        form = self.get_form()
        status = 200 if form.is_valid() else UNPROCESSABLE
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letter in the student's own language, or the one asked for."""
        context = super().get_context_data(**kwargs)
        appeal = self.get_object()
        own = appeal.enrolment.student.user.language or LANGUAGES[0]
        asked = self.request.POST.get("preview") or ""
        shown = asked if asked in LANGUAGES else own
        answer = (getattr(context["form"], "cleaned_data", None) or {}).get("reason", "")
        return {
            **context,
            "appeal": appeal,
            "old_letter": appealed_letter(appeal),
            "letter": preview_answer(appeal, self.move.target, answer, language=shown),
            "letter_language": shown,
            "own_language": own,
            "other_language": next(code for code in LANGUAGES if code != shown),
        }


accept_appeal = AnswerAppeal.as_view(move=workflow.ACCEPT_APPEAL, service=services.accept_appeal)
dismiss_appeal = AnswerAppeal.as_view(move=workflow.DISMISS_APPEAL, service=services.dismiss_appeal)
