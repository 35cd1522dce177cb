"""Problems at the office."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from industries import services
from industries.models import Baseline, Problem, ProblemMessage, RequiredSkill
from industries.workflow import problem as workflow
from partnership.core.admin import MoveAdminMixin, ReadOnlyAdmin, register
from partnership.core.jalali import format_date, format_datetime
from partnership.core.text import search_q


@register(Problem)
class ProblemAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Problems; written on their own pages, where rows and attachments are."""

    moves = {
        workflow.SUBMIT: services.submit_problem,
        workflow.ASK_DETAIL: services.ask_detail_problem,
        workflow.ACCEPT: services.accept_problem,
        workflow.REFER: services.refer_problem,
        workflow.HOLD: services.hold_problem,
        workflow.REOPEN: services.reopen_problem,
        workflow.CANCEL: services.cancel_problem,
        workflow.CLOSE_SOLVED: services.close_solved_problem,
        workflow.CLOSE_UNSOLVED: services.close_unsolved_problem,
    }
    list_display = (
        "shown",
        "unit",
        "state",
        "category",
        "urgency",
        "confidentiality",
        "round",
        "shown_since",
    )
    list_filter = ("state", "urgency", "confidentiality", "category", "round")
    list_select_related = ("unit", "category", "round")
    search_fields = ("search", "unit__search")
    exclude = ("translations", "triage_version")

    def get_search_results(
        self, request: Any, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By public words and by unit, in any spelling."""
        if not search_term:
            return queryset, False
        return queryset.filter(
            search_q("search", search_term) | search_q("unit__search", search_term)
        ), False

    @admin.display(description=_("title"), ordering="title")
    def shown(self, obj: Problem) -> str:
        """In the reader's language."""
        return obj.text("title")

    @admin.display(description=_("state since"), ordering="state_changed_at")
    def shown_since(self, obj: Problem) -> str:
        """In the reader's calendar."""
        return format_date(obj.state_changed_at)


class OfProblemAdmin(ReadOnlyAdmin):
    """Rows of problems: seen by whoever sees the problem."""

    list_select_related = ("problem",)

    def get_queryset(self, request: Any) -> QuerySet:
        """Not those of secret problems."""
        return (
            super()
            .get_queryset(request)
            .filter(problem__in=Problem.objects.visible_to(request.user))
        )


@register(Baseline)
class BaselineAdmin(OfProblemAdmin):
    """Figures that hurt."""

    list_display = ("kpi", "problem", "unit_label", "current", "goal")
    search_fields = ("kpi", "problem__search")


@register(RequiredSkill)
class RequiredSkillAdmin(OfProblemAdmin):
    """Skills problems need."""

    list_display = ("problem", "skill", "min_level", "weight")
    list_filter = ("skill",)
    list_select_related = ("problem", "skill")


@register(ProblemMessage)
class ProblemMessageAdmin(ReadOnlyAdmin):
    """Questions and answers."""

    list_display = ("shown_body", "problem", "audience", "author", "shown_at")
    list_filter = ("audience",)
    list_select_related = ("problem", "author")

    @admin.display(description=_("message"))
    def shown_body(self, obj: ProblemMessage) -> str:
        """Its beginning."""
        return str(obj)

    @admin.display(description=_("created at"), ordering="created_at")
    def shown_at(self, obj: ProblemMessage) -> str:
        """In the reader's calendar."""
        return format_datetime(obj.created_at)
