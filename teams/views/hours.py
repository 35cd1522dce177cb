"""Weekly reports and their confirmation."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import DetailView, ListView

from partnership.core.errors import WrongState
from partnership.core.numbers import format_number
from partnership.core.views import MoveView, SignedInMixin, VisibleMixin, safe_next
from teams.enums import ReportState
from teams.forms.work_hours import CommentForm, ConfirmReportForm, TickForm, WeekForm
from teams.models import Membership, WeeklyReport
from teams.selectors import work as selectors
from teams.selectors.worklist import report_url
from teams.services import hours as services
from teams.views.work_base import ObjectFormView


class ReportList(VisibleMixin, ListView):
    """Weekly reports the reader may see; a professor may ask for the unread ones."""

    model = WeeklyReport
    template_name = "teams/report_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[WeeklyReport]:
        """Newest week first, filtered by state or by what is unread."""
        found = (
            super()
            .get_queryset()
            .select_related("membership__student", "membership__team")
            .prefetch_related("entries")
            .order_by("-week_starts_on", "-pk")
        )
        state, unread = self.request.GET.get("state", ""), self.request.GET.get("unread", "")
        if state in ReportState.values:
            found = found.filter(state=state)
        return found.filter(professor_read_at=None) if unread == "1" else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter; a student's own weeks and hours stand above the list."""
        chosen = self.request.GET.get("state", "")
        unread = "1" if self.request.GET.get("unread") == "1" else ""
        query = "&".join(
            part
            for part in (
                f"state={chosen}" if chosen in ReportState.values else "",
                "unread=1" if unread else "",
            )
            if part
        )
        return super().get_context_data(
            states=ReportState.choices,
            chosen=chosen,
            unread=unread,
            query=query,
            mine=_own_memberships(self.request.user),
            **kwargs,
        )


def _own_memberships(user: Any) -> list[dict[str, Any]]:
    """A student's present memberships with their hours and the address of this week."""
    memberships = Membership.objects.active().filter(student__user=user).select_related("team")
    week = services.week_of(timezone.localdate())
    return [
        {
            "membership": membership,
            "hours": selectors.hours_of(membership),
            "url": report_url(membership, week),
        }
        for membership in memberships
    ]


class WriteReport(ObjectFormView):
    """One week of one member, on a phone."""

    model = Membership
    permission = "teams.write_report"
    form_class = WeekForm
    template_name = "teams/report_form.html"
    title = gettext_lazy("Weekly report")
    success_message = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A week is named by its Saturday; any other day leads to it."""
        try:
            day = date.fromisoformat(kwargs["week"])
            self.week = services.week_of(day)
        except (ValueError, OverflowError) as error:
            raise Http404 from error
        if day != self.week:
            return redirect("teams:write_report", pk=kwargs["pk"], week=self.week.isoformat())
        return super().dispatch(request, *args, **kwargs)

    def get_report(self) -> WeeklyReport | None:
        """The week as written so far."""
        if not hasattr(self, "_report"):
            self._report = (
                WeeklyReport.objects.filter(membership=self.get_object(), week_starts_on=self.week)
                .prefetch_related("entries")
                .first()
            )
        return self._report

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was sent already is shown, not edited."""
        report = self.get_report()
        if report is not None and report.state not in (ReportState.DRAFT, ReportState.RETURNED):
            return redirect(report)
        if self.week > timezone.localdate():
            raise WrongState(_("This week has not begun yet."))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Boxes filled with what was written."""
        report = self.get_report()
        options = {**super().get_form_kwargs(), "week": self.week}
        if report is not None:
            options["initial"] = {
                "body": report.body,
                **WeekForm.initial_from(report.entries.all(), self.week),
            }
        return options

    def act(self, form: WeekForm) -> WeeklyReport:
        """Save, and send when that button was pressed."""
        send = "send" in self.request.POST
        report = services.save_report(
            membership_id=self.get_object().pk,
            actor=self.request.user,
            week_starts_on=self.week,
            body=form.cleaned_data["body"],
            entries=form.stays,
            send=send,
        )
        messages.success(
            self.request,
            _("Sent. Your supervisor confirms the hours.") if send else _("Saved as a draft."),
        )
        return report

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The week, its neighbours and the limit of a day."""
        membership = self.get_object()
        after = self.week + timedelta(days=7)
        return super().get_context_data(
            week=self.week,
            week_end=self.week + timedelta(days=6),
            report=self.get_report(),
            before_url=report_url(membership, self.week - timedelta(days=7)),
            after_url=report_url(membership, after) if after <= timezone.localdate() else "",
            limit=membership.team.round.hours_a_day_max,
            back_url=reverse("teams:list_reports"),
            **kwargs,
        )


class ReportPage(VisibleMixin, DetailView):
    """One week: text, stays, confirmation, the professor's word."""

    model = WeeklyReport
    template_name = "teams/report.html"

    def get_queryset(self) -> QuerySet[WeeklyReport]:
        """With all the page shows."""
        return (
            super()
            .get_queryset()
            .select_related(
                "membership__student",
                "membership__team__problem__unit",
                "membership__team__professor__user",
                "membership__team__supervisor",
            )
            .prefetch_related("entries")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the reader may go on writing or comment."""
        report, user = self.object, self.request.user
        writes = report.state in (ReportState.DRAFT, ReportState.RETURNED) and user.has_perm(
            "teams.write_report", report
        )
        return super().get_context_data(
            edit_url=report_url(report.membership, report.week_starts_on) if writes else "",
            may_comment=report.state != ReportState.DRAFT
            and user.has_perm("teams.comment_report", report),
            comment_form=CommentForm(initial={"comment": report.professor_comment}),
            **kwargs,
        )


class CommentReport(ObjectFormView):
    """The professor marks a week as read, with or without a word."""

    model = WeeklyReport
    permission = "teams.comment_report"
    form_class = CommentForm
    title = gettext_lazy("Comment on the week")
    button = gettext_lazy("Mark as read")
    success_message = gettext_lazy("Saved.")

    def act(self, form: CommentForm) -> WeeklyReport:
        """Keep it."""
        return services.comment_report(
            report_id=self.get_object().pk, actor=self.request.user, **form.cleaned_data
        )


class ConfirmHours(SignedInMixin, View):
    """All sheets that wait for this supervisor, ticked and confirmed in one go."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self._page(request, list(selectors.reports_to_confirm(request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm what is ticked; say what could not be."""
        reports = list(selectors.reports_to_confirm(request.user))
        form = TickForm(request.POST, reports=reports)
        if not form.is_valid():
            return self._page(request, reports, form=form, status=422)
        done, refused = services.confirm_reports(
            report_ids=form.cleaned_data["report"], actor=request.user
        )
        if done:
            sentence = ngettext("%(n)s sheet confirmed.", "%(n)s sheets confirmed.", done)
            messages.success(request, sentence % {"n": format_number(done)})
        for sentence in refused:
            messages.warning(request, sentence)
        return redirect("teams:confirm_hours")

    def _page(
        self, request: HttpRequest, reports: list[WeeklyReport], form: Any = None, status: int = 200
    ) -> HttpResponse:
        context = {
            "reports": reports,
            "form": form,
            "by_link": getattr(request, "link", None) is not None,
        }
        return render(request, "teams/confirm_hours.html", context, status=status)


class _OnSiteMove(MoveView):
    """A move of the supervisor that leads back to the list of sheets, where a link reaches."""

    def answer(self, result: Any) -> HttpResponse:
        """Back to the list unless the page says otherwise."""
        return HttpResponseRedirect(safe_next(self.request, reverse("teams:confirm_hours")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """“Back” leads to the list too."""
        context = super().get_context_data(**kwargs)
        context["next"] = safe_next(self.request, reverse("teams:confirm_hours"))
        return context


class ConfirmReport(_OnSiteMove):
    """Confirm one week, with fewer minutes where they were not worked."""

    form_class = ConfirmReportForm


class ReturnReport(_OnSiteMove):
    """Send one week back."""
