"""The office's admin of professors, teams, letters, visits, assessments, formation runs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partnership.core.admin import MoveAdminMixin, OfficeAdmin, ReadOnlyAdmin, register
from partnership.core.jalali import format_date, format_datetime
from partnership.core.text import search_q
from teams.models import (
    Assessment,
    Finding,
    FormationRun,
    IntroductionLetter,
    Membership,
    Presence,
    Professor,
    ProfessorInterest,
    Supervision,
    Team,
    Visit,
)
from teams.services import assessment as assessments
from teams.services import evaluation as evaluations
from teams.services import execution as executions
from teams.services import letter as letters
from teams.services import membership as memberships
from teams.services import pause, supervision
from teams.services import team as teams
from teams.workflow import assessment as assessment_moves
from teams.workflow import letter as letter_moves
from teams.workflow import membership as membership_moves
from teams.workflow import team as team_moves


class SearchMixin:
    """Search through an indexed column, in any spelling."""

    search_column = ""
    search_fields = ("pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Every word must occur."""
        return queryset.filter(search_q(self.search_column, search_term)), False


@register(Professor)
class ProfessorAdmin(SearchMixin, OfficeAdmin):
    """Professors; accounts are made on the professors' page."""

    search_column = "user__search"
    list_display = ("full_name_shown", "rank", "major", "capacity", "is_active")
    list_filter = ("major", "rank", "is_active")
    list_select_related = ("user", "major")
    exclude = ("sort_name", "national_id")
    readonly_fields = ("user",)
    filter_horizontal = ("expertise",)

    @admin.display(description=_("professor"), ordering="sort_name")
    def full_name_shown(self, obj: Professor) -> str:
        """Name in the language of the page."""
        return obj.full_name

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A professor comes with an account and a letter: through the professors' page."""
        return False


class MembershipInline(admin.TabularInline):
    """Who is or was in the team."""

    model = Membership
    fk_name = "team"
    extra = 0
    can_delete = False
    fields = ("student", "role", "state", "seat", "leaving_cause")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Members come through the forming page."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the team."""
        return True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With names."""
        return super().get_queryset(request).select_related("student")


@register(Team)
class TeamAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Teams; everything about them changes by moves and on the forming page."""

    list_display = (
        "name_shown",
        "state",
        "strength",
        "problem",
        "professor",
        "round",
        "replace_by_shown",
    )
    list_filter = ("state", "round")
    list_select_related = ("problem", "professor", "round")
    search_fields = ("name_fa", "name_en", "problem__unit__name_fa")
    inlines = (MembershipInline,)
    moves = {
        team_moves.FORM: teams.form_team,
        team_moves.REOPEN: teams.reopen_team,
        team_moves.BEGIN_ASSESSMENT: teams.begin_assessment,
        team_moves.DISPATCH: letters.dispatch_team,
        team_moves.HOLD: pause.hold_team,
        team_moves.RESUME: pause.resume_team,
        team_moves.DISSOLVE: pause.dissolve_team,
        team_moves.EXECUTE: executions.execute_team,
        team_moves.COMPLETE: evaluations.complete_team,
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of active members."""
        return super().get_queryset(request).with_strength()

    @admin.display(description=_("team"), ordering="name_fa")
    def name_shown(self, obj: Team) -> str:
        """Name in the language of the page."""
        return obj.name

    @admin.display(description=_("active members"), ordering="strength")
    def strength(self, obj: Team) -> int:
        """Active members."""
        return obj.strength

    @admin.display(description=_("replace by"), ordering="replace_by")
    def replace_by_shown(self, obj: Team) -> str:
        """The end of the replacement clock."""
        return format_date(obj.replace_by)


@register(Membership)
class MembershipAdmin(SearchMixin, MoveAdminMixin, ReadOnlyAdmin):
    """Memberships, also past ones."""

    search_column = "student__search"
    list_display = ("student", "team", "role", "state", "seat", "joined", "left")
    list_filter = ("state", "role", "term")
    list_select_related = ("student", "team", "term")
    moves = {membership_moves.LEAVE: memberships.leave_membership}

    @admin.display(description=_("joined"), ordering="joined_at")
    def joined(self, obj: Membership) -> str:
        """When, in the reader's calendar."""
        return format_datetime(obj.joined_at)

    @admin.display(description=_("left"), ordering="left_at")
    def left(self, obj: Membership) -> str:
        """When, in the reader's calendar."""
        return format_datetime(obj.left_at)


@register(Supervision)
class SupervisionAdmin(SearchMixin, MoveAdminMixin, ReadOnlyAdmin):
    """Requests to professors and their answers."""

    search_column = "professor__user__search"
    list_display = ("team", "professor", "state", "no_conflict_declared", "asked_on")
    list_filter = ("state",)
    list_select_related = ("team", "professor")
    moves = {membership_moves.END_SUPERVISION: supervision.end_supervision}

    @admin.display(description=_("asked on"), ordering="created_at")
    def asked_on(self, obj: Supervision) -> str:
        """When, in the reader's calendar."""
        return format_datetime(obj.created_at)


@register(ProfessorInterest)
class ProfessorInterestAdmin(SearchMixin, ReadOnlyAdmin):
    """What professors said about problems of the market."""

    search_column = "professor__user__search"
    list_display = ("professor", "problem_shown", "stance", "said_on")
    list_filter = ("stance",)
    list_select_related = ("professor", "problem__category")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """About problems this officer sees."""
        rows = super().get_queryset(request)
        return rows.filter(pk__in=ProfessorInterest.objects.visible_to(request.user).values("pk"))

    @admin.display(description=_("problem"), ordering="problem")
    def problem_shown(self, obj: ProfessorInterest) -> str:
        """Its public title."""
        return obj.problem.shown_title

    @admin.display(description=_("said on"), ordering="created_at")
    def said_on(self, obj: ProfessorInterest) -> str:
        """When, in the reader's calendar."""
        return format_datetime(obj.created_at)


@register(IntroductionLetter)
class LetterAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Letters of introduction; numbering asks for its date on the letter's page."""

    list_display = ("number_shown", "team", "state", "date_shown", "valid_shown")
    list_filter = ("state",)
    list_select_related = ("team",)
    search_fields = ("number", "team__name_fa", "team__name_en")
    exclude = ("snapshot", "snapshot_hash")
    moves = {letter_moves.VOID: letters.void_letter}

    @admin.display(description=_("letter number"), ordering="number")
    def number_shown(self, obj: IntroductionLetter) -> str:
        """The number, or a dash before it has one."""
        return obj.number or "–"

    @admin.display(description=_("letter date"), ordering="date")
    def date_shown(self, obj: IntroductionLetter) -> str:
        """In the reader's calendar."""
        return format_date(obj.date)

    @admin.display(description=_("valid until"), ordering="valid_until")
    def valid_shown(self, obj: IntroductionLetter) -> str:
        """In the reader's calendar."""
        return format_date(obj.valid_until)


class PresenceInline(admin.TabularInline):
    """Who was there."""

    model = Presence
    extra = 0
    can_delete = False
    fields = ("student", "was_present")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Recorded on the visit's page."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the visit."""
        return True


@register(Visit)
class VisitAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Visits to factories."""

    list_display = ("team", "date_shown", "state", "gate_contact")
    list_filter = ("state",)
    list_select_related = ("team",)
    search_fields = ("team__name_fa", "team__name_en")
    inlines = (PresenceInline,)

    @admin.display(description=_("date"), ordering="date")
    def date_shown(self, obj: Visit) -> str:
        """In the reader's calendar."""
        return format_date(obj.date, style="long")


class FindingInline(admin.TabularInline):
    """Findings of an assessment."""

    model = Finding
    extra = 0
    can_delete = False
    fields = ("body", "measured", "cause", "category")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written by the team."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the assessment."""
        return True


@register(Assessment)
class AssessmentAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Assessments."""

    list_display = ("team", "state", "version", "changed")
    list_filter = ("state",)
    list_select_related = ("team",)
    search_fields = ("team__name_fa", "team__name_en")
    exclude = ("translations",)
    inlines = (FindingInline,)
    moves = {assessment_moves.ACCEPT: assessments.accept_assessment}

    @admin.display(description=_("state since"), ordering="state_changed_at")
    def changed(self, obj: Assessment) -> str:
        """In the reader's calendar."""
        return format_datetime(obj.state_changed_at)


@register(FormationRun)
class FormationRunAdmin(ReadOnlyAdmin):
    """Runs of the team formation."""

    list_display = ("round", "state", "score", "bound", "started_by", "started")
    list_filter = ("state", "round")
    list_select_related = ("round", "started_by")

    @admin.display(description=_("started"), ordering="created_at")
    def started(self, obj: FormationRun) -> str:
        """In the reader's calendar."""
        return format_datetime(obj.created_at)
