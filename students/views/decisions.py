"""The page of each decision about one application, with the letter as it will be sent."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from partnership.core.views import UNPROCESSABLE, MoveView, safe_next
from students import services, workflow
from students.enums import Decision
from students.forms.review import DECISION_FORMS, DecisionForm
from students.models import Enrolment
from students.selectors import broken_rules
from students.selectors.waiting import place_of, places_left, waiting_count
from students.services.decisions import preview_decision, seen_stamp
from students.views.queue import in_queue, place_in_queue, queue_query, wants_part

LANGUAGES = ("fa", "en")


def decision_rows(user: Any) -> QuerySet[Enrolment]:
    """Applications this person may see, with all a decision and its letter need."""
    return Enrolment.objects.visible_to(user).select_related(
        "student__user", "student__major", "round"
    )


class DecisionView(MoveView):
    """Decide about one application; the next one of the queue opens by itself."""

    model = Enrolment
    decision = ""
    template_name = "students/decide_enrolment.html"

    def get_template_names(self) -> list[str]:
        """The panel alone when it is asked for beside the list."""
        part = wants_part(self.request)
        return ["students/parts/decision.html" if part else self.template_name]

    def get_object(self) -> Enrolment:
        """The application, read once."""
        if not hasattr(self, "_object"):
            self._object = get_object_or_404(decision_rows(self.request.user), pk=self.kwargs["pk"])
        return self._object

    def get_initial(self) -> dict[str, Any]:
        """What the officer sees now goes back with the decision."""
        return {**super().get_initial(), "seen": seen_stamp(self.get_object())}

    def get_form_kwargs(self) -> dict[str, Any]:
        """An approval asks for a reason only where a rule is not met."""
        options = super().get_form_kwargs()
        if self.decision == Decision.APPROVE:
            self.broken = broken_rules(self.get_object())
            options["broken"] = self.broken
        return options

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A button shows the letter, another one decides."""
        if "preview" not in self.request.POST:
            return super().post(*args, **kwargs)
        form = self.get_form()
        status = 200 if form.is_valid() else UNPROCESSABLE
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letter in the student's own language, or the one that is asked for."""
        context = super().get_context_data(**kwargs)
        enrolment, form = self.get_object(), context["form"]
        own = enrolment.student.user.language or LANGUAGES[0]
        asked = self.request.POST.get("preview") or ""
        shown = asked if asked in LANGUAGES else own
        place = place_of(enrolment) or waiting_count(enrolment.round_id) + 1
        letter = preview_decision(
            enrolment,
            self.decision,
            form.words(),
            place=place if self.decision == Decision.WAIT else None,
            language=shown,
        )
        return {
            **context,
            "enrolment": enrolment,
            "decision": self.decision,
            "letter": letter,
            "letter_language": shown,
            "own_language": own,
            "other_language": next(code for code in LANGUAGES if code != shown),
            "broken": getattr(self, "broken", []),
            "places_left": places_left(enrolment.round),
            "queue": queue_query(self.request),
            "back": in_queue(self.request, enrolment.pk),
        }

    def act(self, form: DecisionForm) -> Enrolment:
        """Look who comes next while this one still stands in the queue; then decide."""
        pk = self.get_object().pk
        in_line = queue_query(self.request)
        self.following = place_in_queue(self.request, pk).next if in_line else None
        return self.service(
            enrolment_id=pk,
            actor=self.request.user,
            seen=form.cleaned_data.get("seen", ""),
            **form.choice(),
        )

    def answer(self, result: Enrolment) -> HttpResponse:
        """On to the next of the queue; without one, to the application itself."""
        if not queue_query(self.request):
            return HttpResponseRedirect(safe_next(self.request, result.get_absolute_url()))
        if self.following is None:
            messages.info(self.request, _("That was the last application of this list."))
        target = self.following or result.pk
        return HttpResponseRedirect(in_queue(self.request, target, decided=str(result.pk)))


def _decide(decision: str, move: Any, service: Any) -> Any:
    return DecisionView.as_view(
        decision=decision, move=move, service=service, form_class=DECISION_FORMS[decision]
    )


approve_enrolment = _decide(Decision.APPROVE, workflow.APPROVE, services.approve_enrolment)
wait_enrolment = _decide(Decision.WAIT, workflow.WAIT, services.wait_enrolment)
return_enrolment = _decide(Decision.RETURN, workflow.RETURN, services.return_enrolment)
reject_enrolment = _decide(Decision.REJECT, workflow.REJECT, services.reject_enrolment)
