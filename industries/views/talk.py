"""Questions and answers about a problem: shown, posted, put aside."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from industries import services
from industries.forms import problems as forms
from industries.models import Problem, ProblemMessage
from industries.services.messages import settle_question
from partnership.core.errors import NotAllowed
from partnership.core.views import ServiceFormView, SignedInMixin


def talk_of(problem: Problem, user: Any) -> dict[str, Any]:
    """Questions and answers this person may read, answers below their question."""
    rows = list(
        ProblemMessage.objects.visible_to(user)
        .filter(problem=problem)
        .with_side()
        .select_related("author")
    )
    by_question: dict[int | None, list[ProblemMessage]] = {}
    shown = {row.pk for row in rows}
    for row in rows:
        key = row.reply_to_id if row.reply_to_id in shown else None
        by_question.setdefault(key, []).append(row)
    may_settle = user.has_perm("industries.settle_question", problem)
    threads = [
        _thread(row, by_question.get(row.pk, []), may_settle) for row in by_question.get(None, [])
    ]
    form = forms.MessageForm(audiences=services.audiences_for(user, problem))
    return {"threads": threads, "message_form": form}


def _thread(
    question: ProblemMessage, answers: list[ProblemMessage], may_settle: bool
) -> dict[str, Any]:
    """A question with its answers, and whether it still waits."""
    answered = any(row.author_id != question.author_id for row in answers)
    waits = question.reply_to_id is None and question.wants_answer and not answered
    return {
        "question": question,
        "answers": answers,
        "waits": waits,
        "can_settle": waits and may_settle,
    }


class AskView(ServiceFormView):
    """Post a question or an answer; its form stands on the problem's page."""

    template_name = "industries/form.html"
    form_class = forms.MessageForm
    success_message = gettext_lazy("Your message is there, and those concerned are told.")

    @cached_property
    def problem(self) -> Problem:
        """A problem this person sees, in full or as a card."""
        return get_object_or_404(
            Problem.objects.listed_for(self.request.user), pk=self.kwargs["pk"]
        )

    def get_initial(self) -> dict[str, Any]:
        """Answering: which question, and the same audience."""
        wanted = self.request.GET.get("reply_to", "")
        rows = ProblemMessage.objects.visible_to(self.request.user).filter(problem=self.problem)
        parent = rows.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() else None
        return {"reply_to": parent.pk, "audience": parent.audience} if parent else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Audiences this person may address."""
        audiences = services.audiences_for(self.request.user, self.problem)
        return {**super().get_form_kwargs(), "audiences": audiences}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        asked = self.get_initial().get("reply_to")
        question = ProblemMessage.objects.visible_to(self.request.user).filter(pk=asked).first()
        return super().get_context_data(
            title=_("Answer the question") if question else _("Ask a question"),
            sentence=question.body if question else "",
            button=_("Send"),
            back=self.problem.shown_title,
            back_url=self.problem.get_absolute_url(),
            **kwargs,
        )

    def act(self, form: Any) -> Problem:
        """Post it."""
        data = form.cleaned_data
        services.post_message(
            problem_id=self.problem.pk,
            actor=self.request.user,
            body=data["body"],
            audience=data["audience"],
            reply_to_id=data["reply_to"],
        )
        return self.problem


class SettleView(SignedInMixin, View):
    """A question that needs no answer here leaves the lists of what waits."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it aside, and back to the thread."""
        rows = ProblemMessage.objects.visible_to(request.user).select_related("problem")
        message = get_object_or_404(rows.filter(reply_to=None), pk=pk)
        if not request.user.has_perm("industries.settle_question", message.problem):
            raise NotAllowed(_("Only the unit or the office may put a question aside."))
        settle_question(message_id=message.pk, actor=request.user)
        return HttpResponseRedirect(f"{message.problem.get_absolute_url()}#questions")
