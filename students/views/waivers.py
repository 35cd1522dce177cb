"""Rules the office sets aside, and lets count again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.views import PermissionMixin, ServiceFormView
from students import services
from students.enums import WAIVABLE, RuleCode
from students.forms.withdrawals import WaiverForm
from students.models import Enrolment
from students.selectors import eligibility


class _AboutRule(PermissionMixin, ServiceFormView):
    """A form of the office about one rule of one application."""

    permission = "students.waive_rule"
    form_class = WaiverForm
    template_name = "students/waive_rule.html"
    enrolment: Enrolment

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The application, if this person may see it."""
        if request.user.is_authenticated:
            rows = Enrolment.objects.visible_to(request.user).select_related(
                "student__major", "round"
            )
            self.enrolment = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def answer(self, result: Any) -> HttpResponse:
        """Back to the application."""
        return super().answer(self.enrolment)


class WaiveRule(_AboutRule):
    """Set one rule aside."""

    success_message = gettext_lazy("The rule is waived and the student told.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A rule that can be waived at all."""
        if kwargs["rule"] not in WAIVABLE:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rule with its figures."""
        code = self.kwargs["rule"]
        rule = next((r for r in eligibility(self.enrolment) if r.code == code), None)
        return super().get_context_data(
            enrolment=self.enrolment,
            rule=RuleCode(code).label,
            note=rule.note if rule else "",
            title=_("Waive a rule"),
            sentence=_("The rule stops standing in this student’s way, in this round only."),
            submit_label=_("Waive"),
            **kwargs,
        )

    def act(self, form: WaiverForm) -> Any:
        """One service call."""
        return services.waive_rule(
            enrolment_id=self.enrolment.pk,
            rule=self.kwargs["rule"],
            actor=self.request.user,
            **form.cleaned_data,
        )


class EndWaiver(_AboutRule):
    """Let a rule count again."""

    success_message = gettext_lazy("The rule counts again; the student is told.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The waiver has to belong to the application of the address."""
        if request.user.is_authenticated and request.user.has_perm(self.permission):
            seen = Enrolment.objects.visible_to(request.user)
            enrolment = get_object_or_404(seen, pk=kwargs["pk"])
            self.waiver = get_object_or_404(enrolment.waivers.all(), pk=kwargs["waiver"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rule, and why it was waived."""
        return super().get_context_data(
            enrolment=self.enrolment,
            rule=self.waiver.get_rule_display(),
            note=self.waiver.reason,
            title=_("End the waiver"),
            sentence=_("From now on the rule counts for this student as for everybody."),
            submit_label=_("End the waiver"),
            **kwargs,
        )

    def act(self, form: WaiverForm) -> Any:
        """One service call."""
        return services.end_waiver(
            waiver_id=self.waiver.pk, actor=self.request.user, **form.cleaned_data
        )
