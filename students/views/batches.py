"""Decide about many applications: what would happen, the letters, one press, what happened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from partnership.core.views import PermissionMixin, ServiceFormView, VisibleMixin
from students import services
from students.enums import Decision, ReviewOutcome
from students.forms.review import DECISION_FORMS, DecisionForm
from students.models import Enrolment, ReviewBatch
from students.selectors.verdicts import MOVES, verdicts_for
from students.services.batches import MOST
from students.services.decisions import preview_decision, seen_stamp
from students.views.decisions import LANGUAGES, decision_rows
from students.views.queue import queue_rows

#: Seconds a request works on a batch by itself; the worker goes on with the rest.
HASTE = 2.0


class ReviewMany(PermissionMixin, ServiceFormView):
    """Takes the rows chosen in the list; shows what would happen, then has it happen."""

    permission = "students.review_enrolment"
    template_name = "students/review_enrolments.html"
    success_message = ""
    http_method_names = ["post", "get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing is chosen at a plain address: back to the list."""
        return redirect("students:list_enrolments")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """From the list, from the preview, or the last word."""
        self.decision = request.POST.get("decision", "")
        if self.decision not in Decision.values:
            raise BadRequest(_("This filter makes no sense here."))
        self.seen = self._chosen()
        if not self.seen:
            messages.warning(request, _("Please choose at least one application."))
            return redirect(self._back())
        if "confirm" in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        if "preview" in request.POST or "at" in request.POST:
            form.is_valid()
        else:
            form = self.get_form_class()(**self._options())
        return self.render_to_response(self.get_context_data(form=form))

    def get_form_class(self) -> type[DecisionForm]:
        """The form of the decision."""
        return DECISION_FORMS[self.decision]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The move beside what the browser sent."""
        return {**super().get_form_kwargs(), **self._options()}

    def act(self, form: DecisionForm) -> ReviewBatch:
        """Write the batch down; its rows are decided one by one afterwards."""
        return services.open_review(
            actor=self.request.user,
            decision=self.decision,
            rows=self.seen.items(),
            choice=form.choice(),
            language=(get_language() or "fa")[:2],
            back=self._back(),
        )

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        """Once per form; then work on it for a moment, outside the transaction that wrote it."""
        response = super().form_valid(form)
        if response.status_code == 302:
            batch = ReviewBatch.objects.visible_to(self.request.user).get(
                pk=int(response["Location"].rstrip("/").rpartition("/")[2])
            )
            services.run_review(batch_id=batch.pk, seconds=HASTE)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every row with its verdict, and the letter to one of those it will reach."""
        rows = list(
            decision_rows(self.request.user).filter(pk__in=self.seen).order_by("submitted_at", "pk")
        )
        changed = [row.pk for row in rows if self.seen[row.pk] != seen_stamp(row)]
        verdicts = verdicts_for(rows, self.decision, changed=changed)
        fine = [verdict for verdict in verdicts if verdict.will]
        form = kwargs["form"]
        return super().get_context_data(
            **kwargs,
            decision=self.decision,
            move=MOVES[Decision(self.decision)],
            verdicts=verdicts,
            fine=len(fine),
            others=len(verdicts) - len(fine),
            packed=",".join(f"{pk}:{stamp}" for pk, stamp in self.seen.items()),
            back=self._back(),
            filters=self.request.POST.get("filters", ""),
            **self._letter(fine, form),
        )

    def _letter(self, fine: list[Any], form: DecisionForm) -> dict[str, Any]:
        """The letter to one student, and the way to the letters before and after it."""
        if not fine:
            return {"letter": None}
        asked = self.request.POST.get("at", "1")
        at = min(max(int(asked) if asked.isascii() and asked.isdigit() else 1, 1), len(fine))
        verdict = fine[at - 1]
        own = verdict.enrolment.student.user.language or LANGUAGES[0]
        language = self.request.POST.get("preview") or ""
        shown = language if language in LANGUAGES else own
        return {
            "letter": preview_decision(
                verdict.enrolment,
                self.decision,
                form.words(),
                place=verdict.place,
                language=shown,
            ),
            "letter_to": verdict.enrolment.student,
            "letter_language": shown,
            "own_language": own,
            "other_language": next(code for code in LANGUAGES if code != shown),
            "at": at,
            "at_before": at - 1,
            "at_after": at + 1 if at < len(fine) else 0,
        }

    def _options(self) -> dict[str, Any]:
        return {"move": MOVES[Decision(self.decision)]}

    def _chosen(self) -> dict[int, str]:
        """{application: what was seen of it}, of what this person may see, at most `MOST`."""
        data = self.request.POST
        if data.get("all"):
            rows = queue_rows(self.request, QueryDict(data.get("filters", "")))
            return {row.pk: seen_stamp(row) for row in rows[:MOST]}
        sent = [*data.getlist("row"), *data.get("rows", "").split(",")]
        pairs = (entry.partition(":") for entry in sent if entry)
        wanted = {int(pk): stamp for pk, _colon, stamp in pairs if pk.isascii() and pk.isdigit()}
        visible = Enrolment.objects.visible_to(self.request.user).filter(pk__in=wanted)
        known = set(visible.values_list("pk", flat=True)[:MOST])
        return {pk: stamp for pk, stamp in wanted.items() if pk in known}

    def _back(self) -> str:
        filters = self.request.POST.get("filters", "")
        address = reverse("students:list_enrolments")
        return f"{address}?{filters}" if filters else address


class ShowReview(VisibleMixin, DetailView):
    """What came of a decision for many, row by row; counts on while the worker is at it."""

    model = ReviewBatch
    template_name = "students/show_review.html"

    def get_queryset(self) -> Any:
        """With who decided."""
        return super().get_queryset().select_related("actor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Outcomes: first what was refused, because it needs somebody."""
        items = list(self.object.items.select_related("enrolment__student"))
        counts = dict.fromkeys(ReviewOutcome.values, 0)
        for item in items:
            counts[item.outcome] += 1
        return super().get_context_data(
            batch=self.object,
            refused=[item for item in items if item.outcome == ReviewOutcome.REFUSED],
            done=[item for item in items if item.outcome == ReviewOutcome.DONE],
            pending=counts[ReviewOutcome.PENDING],
            finished=len(items) - counts[ReviewOutcome.PENDING],
            total=len(items),
            back=self.object.back or reverse("students:list_enrolments"),
            **kwargs,
        )
