"""The office's admin of solutions, decisions, execution, hours, evaluations and results."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partnership.core.admin import MoveAdminMixin, ReadOnlyAdmin, register
from partnership.core.jalali import format_date, format_datetime
from partnership.core.numbers import format_number, format_toman
from teams.models import (
    Decision,
    Endorsement,
    Evaluation,
    EvaluationRow,
    FinalReport,
    HourEntry,
    Milestone,
    Outcome,
    Satisfaction,
    Solution,
    SolutionReview,
    SolutionVersion,
    WeeklyReport,
)
from teams.services import evaluation as evaluations
from teams.services import execution as executions
from teams.services import final_report as final_reports
from teams.services import hours
from teams.services import solution as solutions
from teams.workflow import assessment as paper_moves
from teams.workflow import execution as work_moves
from teams.workflow import solution as solution_moves


class ReadOnlyInline(admin.TabularInline):
    """Rows that are made by services alone."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the object."""
        return True


class EndorsementInline(ReadOnlyInline):
    """Who vouched for which version."""

    model = Endorsement
    fields = ("professor", "version", "comment", "given", "is_valid")
    readonly_fields = fields

    @admin.display(description=_("given at"))
    def given(self, obj: Endorsement) -> str:
        """When."""
        return format_datetime(obj.given_at)

    @admin.display(description=_("in force"), boolean=True)
    def is_valid(self, obj: Endorsement) -> bool:
        """Whether it was not withdrawn."""
        return obj.withdrawn_at is None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With names."""
        return super().get_queryset(request).select_related("professor")


class ReviewInline(ReadOnlyInline):
    """The manager's scores."""

    model = SolutionReview
    fields = ("criterion", "score", "reviewer")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With names."""
        return super().get_queryset(request).select_related("criterion", "reviewer")


@register(Solution)
class SolutionAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Solutions; written by teams, moved by professors, leaders and managers."""

    list_display = ("title", "team", "problem", "state", "cost", "weeks", "submitted")
    list_filter = ("state",)
    list_select_related = ("team", "problem")
    search_fields = ("title", "team__name_fa", "team__name_en", "problem__unit__name_fa")
    inlines = (EndorsementInline, ReviewInline)
    moves = {
        solution_moves.ENDORSE: solutions.endorse_solution,
        solution_moves.SUBMIT: solutions.submit_solution,
    }

    @admin.display(description=_("cost"), ordering="cost_rial")
    def cost(self, obj: Solution) -> str:
        """In Toman, as people say it."""
        return format_toman(obj.cost_rial)

    @admin.display(description=_("submitted at"), ordering="submitted_at")
    def submitted(self, obj: Solution) -> str:
        """When the leader submitted it."""
        return format_datetime(obj.submitted_at)


@register(SolutionVersion)
class SolutionVersionAdmin(ReadOnlyAdmin):
    """Texts as they stood when endorsed."""

    list_display = ("solution", "number", "made", "made_by")
    list_select_related = ("solution", "made_by")
    search_fields = ("solution__title",)

    @admin.display(description=_("at"), ordering="made_at")
    def made(self, obj: SolutionVersion) -> str:
        """When."""
        return format_datetime(obj.made_at)


@register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Decisions of managers, in force and past."""

    list_display = ("problem", "kind", "solution", "decided_by", "decided", "is_in_force")
    list_filter = ("kind",)
    list_select_related = ("problem", "solution", "decided_by")
    search_fields = ("problem__title", "problem__unit__name_fa", "reason")

    @admin.display(description=_("decided at"), ordering="decided_at")
    def decided(self, obj: Decision) -> str:
        """When."""
        return format_datetime(obj.decided_at)

    @admin.display(description=_("in force"), boolean=True)
    def is_in_force(self, obj: Decision) -> bool:
        """Whether it stands."""
        return obj.superseded_at is None


@register(Milestone)
class MilestoneAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Steps of the execution plans."""

    list_display = ("title", "team", "state", "due")
    list_filter = ("state",)
    list_select_related = ("team",)
    search_fields = ("title", "team__name_fa", "team__name_en")
    moves = {work_moves.REPORT_MILESTONE: executions.report_milestone}

    @admin.display(description=_("due on"), ordering="due_on")
    def due(self, obj: Milestone) -> str:
        """The day."""
        return format_date(obj.due_on)


class HourInline(ReadOnlyInline):
    """Stays of the week."""

    model = HourEntry
    fields = ("came", "left", "confirmed_minutes", "note")
    readonly_fields = fields

    @admin.display(description=_("came"))
    def came(self, obj: HourEntry) -> str:
        """When the student came."""
        return format_datetime(obj.starts_at)

    @admin.display(description=_("left"))
    def left(self, obj: HourEntry) -> str:
        """When the student left."""
        return format_datetime(obj.ends_at)


@register(WeeklyReport)
class WeeklyReportAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Weeks that were sent; confirmed on site, never here."""

    list_display = ("student", "team_shown", "week", "state", "hours_shown")
    list_filter = ("state",)
    list_select_related = ("membership__student", "membership__team")
    search_fields = ("membership__student__search", "membership__team__name_fa")
    inlines = (HourInline,)
    moves = {work_moves.CONFIRM_REPORT: hours.confirm_report}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the stays."""
        return super().get_queryset(request).prefetch_related("entries")

    @admin.display(description=_("student"))
    def student(self, obj: WeeklyReport) -> str:
        """Name in the language of the page."""
        return obj.membership.student.full_name

    @admin.display(description=_("team"))
    def team_shown(self, obj: WeeklyReport) -> str:
        """Name in the language of the page."""
        return obj.membership.team.name

    @admin.display(description=_("week from Saturday"), ordering="week_starts_on")
    def week(self, obj: WeeklyReport) -> str:
        """The Saturday."""
        return format_date(obj.week_starts_on)

    @admin.display(description=_("hours"))
    def hours_shown(self, obj: WeeklyReport) -> str:
        """Reported hours."""
        return format_number(round(obj.minutes / 60, 1))


@register(FinalReport)
class FinalReportAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Final reports."""

    list_display = ("team", "state", "changed")
    list_filter = ("state",)
    list_select_related = ("team",)
    search_fields = ("team__name_fa", "team__name_en", "summary")
    moves = {paper_moves.ACCEPT_FINAL: final_reports.accept_final_report}

    @admin.display(description=_("state since"), ordering="state_changed_at")
    def changed(self, obj: FinalReport) -> str:
        """Since when."""
        return format_datetime(obj.state_changed_at)


class EvaluationRowInline(ReadOnlyInline):
    """Points on each criterion."""

    model = EvaluationRow
    fields = ("criterion", "points")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With names."""
        return super().get_queryset(request).select_related("criterion")


@register(Evaluation)
class EvaluationAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Evaluations; the office reopens, it never gives points."""

    list_display = ("student", "team_shown", "kind", "state", "total", "submitted")
    list_filter = ("kind", "state")
    list_select_related = ("membership__student", "membership__team")
    search_fields = ("membership__student__search", "membership__team__name_fa")
    inlines = (EvaluationRowInline,)
    moves = {work_moves.SUBMIT_EVALUATION: evaluations.submit_evaluation}

    @admin.display(description=_("student"))
    def student(self, obj: Evaluation) -> str:
        """Name in the language of the page."""
        return obj.membership.student.full_name

    @admin.display(description=_("team"))
    def team_shown(self, obj: Evaluation) -> str:
        """Name in the language of the page."""
        return obj.membership.team.name

    @admin.display(description=_("submitted at"), ordering="submitted_at")
    def submitted(self, obj: Evaluation) -> str:
        """When."""
        return format_datetime(obj.submitted_at)


@register(Outcome)
class OutcomeAdmin(ReadOnlyAdmin):
    """What executions brought."""

    list_display = ("team", "claimed", "confirmed", "jobs_saved", "jobs_created", "follow_up")
    list_select_related = ("team",)
    search_fields = ("team__name_fa", "team__name_en")

    @admin.display(description=_("benefit claimed, Rial a year"), ordering="benefit_claimed_rial")
    def claimed(self, obj: Outcome) -> str:
        """In Toman."""
        return (
            format_toman(obj.benefit_claimed_rial) if obj.benefit_claimed_rial is not None else "–"
        )

    @admin.display(description=_("benefit confirmed by the unit, Rial a year"))
    def confirmed(self, obj: Outcome) -> str:
        """In Toman."""
        known = obj.benefit_confirmed_rial is not None
        return format_toman(obj.benefit_confirmed_rial) if known else "–"

    @admin.display(description=_("follow-up after three months"), ordering="follow_up_3_on")
    def follow_up(self, obj: Outcome) -> str:
        """The day."""
        return format_date(obj.follow_up_3_on)


@register(Satisfaction)
class SatisfactionAdmin(ReadOnlyAdmin):
    """Answers after the programme."""

    list_display = ("team", "side", "criterion", "score", "comment")
    list_filter = ("side", "score")
    list_select_related = ("team", "criterion")
    search_fields = ("team__name_fa", "comment")
