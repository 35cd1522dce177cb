"""What the office sets up: terms, rounds with their rules, lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partnership.core.admin import OFFICE_FORMFIELDS, OfficeAdmin, office_site, register
from partnership.core.jalali import format_date
from partnership.programme import models
from partnership.programme.signals import names_changed, places_changed


class CodedAdmin(OfficeAdmin):
    """Lists by code; what is no longer wanted is taken out of use, never deleted."""

    list_display = ("name_fa", "name_en", "code", "order", "is_active")
    list_editable = ("order", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name_fa", "name_en", "code")

    def get_readonly_fields(self, request: Any, obj: Any = None) -> tuple[str, ...]:
        """Codes stand in data and papers: they are given once."""
        return ("code",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new name is told to the rooms that keep words to search by."""
        super().save_model(request, obj, form, change)
        if change and {"name_fa", "name_en"} & set(form.changed_data):
            names_changed.send(sender=type(obj))


@register(models.Faculty)
class FacultyAdmin(CodedAdmin):
    """Faculties."""

    list_display = ("name_fa", "name_en", "code", "education_email", "order", "is_active")


@register(models.Major)
class MajorAdmin(CodedAdmin):
    """Majors."""

    list_display = ("name_fa", "name_en", "code", "faculty", "min_credits", "order", "is_active")
    list_filter = ("faculty", "is_active")
    list_select_related = ("faculty",)


@register(models.SkillGroup, models.IsicClass)
class PlainListAdmin(CodedAdmin):
    """Lists with nothing but names."""


@register(models.Skill)
class SkillAdmin(CodedAdmin):
    """Skills."""

    list_display = ("name_fa", "name_en", "code", "group", "order", "is_active")
    list_filter = ("group", "is_active")
    list_select_related = ("group",)


@register(models.Place)
class PlaceAdmin(CodedAdmin):
    """Industrial places."""

    list_display = ("name_fa", "name_en", "code", "kind", "order", "is_active")
    list_filter = ("kind", "is_active")


@register(models.ObstacleCategory)
class ObstacleCategoryAdmin(CodedAdmin):
    """Obstacle categories."""

    list_display = ("name_fa", "name_en", "code", "for_teams", "order", "is_active")
    list_filter = ("for_teams", "is_active")


@register(models.EvaluationCriterion)
class EvaluationCriterionAdmin(CodedAdmin):
    """Rows of the evaluation forms."""

    list_display = ("name_fa", "name_en", "kind", "max_points", "order", "is_active")
    list_filter = ("kind", "is_active")


@register(models.TrainingCourse)
class TrainingCourseAdmin(CodedAdmin):
    """Modules of the initial training."""

    list_display = (
        "name_fa",
        "name_en",
        "code",
        "hours",
        "is_mandatory",
        "valid_months",
        "order",
        "is_active",
    )
    list_filter = ("is_mandatory", "is_active")


@register(models.Term)
class TermAdmin(OfficeAdmin):
    """Academic terms."""

    list_display = (
        "name_fa",
        "code",
        "golestan_code",
        "shown_start",
        "shown_end",
        "shown_deadline",
    )
    search_fields = ("name_fa", "name_en", "code")

    @admin.display(description=_("starts on"), ordering="starts_on")
    def shown_start(self, obj: models.Term) -> str:
        """In the reader's calendar."""
        return format_date(obj.starts_on)

    @admin.display(description=_("ends on"), ordering="ends_on")
    def shown_end(self, obj: models.Term) -> str:
        """In the reader's calendar."""
        return format_date(obj.ends_on)

    @admin.display(description=_("completion deadline"), ordering="completion_deadline")
    def shown_deadline(self, obj: models.Term) -> str:
        """In the reader's calendar."""
        return format_date(obj.completion_deadline)


class MajorRuleInline(admin.StackedInline):
    """What the round asks of one major instead of, or beside, what it asks of all."""

    model = models.MajorRule
    extra = 0
    formfield_overrides = OFFICE_FORMFIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the names the rows print."""
        return super().get_queryset(request).select_related("round", "major")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Majors in use only."""
        if db_field.name == "major":
            options["queryset"] = models.Major.objects.filter(is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Courses not mandatory for everybody anyway: a handful, to tick."""
        options["widget"] = CheckboxSelectMultiple
        options["queryset"] = models.TrainingCourse.objects.filter(
            is_active=True, is_mandatory=False
        )
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees rounds in the office."""
        return office_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever changes rounds."""
        return office_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the round."""
        return office_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule taken away: the major follows the round again."""
        return office_site.has_permission(request)


@register(models.Round)
class RoundAdmin(OfficeAdmin):
    """Rounds: phases, and the rules with their defaults."""

    list_display = ("name_fa", "term", "is_current", "shown_from", "shown_until", "capacity")
    list_filter = ("is_current",)
    list_select_related = ("term",)
    search_fields = ("name_fa", "name_en", "term__code")
    inlines = (MajorRuleInline,)
    fieldsets = (
        (None, {"fields": ("name_fa", "name_en", "term", "is_current", "capacity", "regulation")}),
        (
            _("Phases"),
            {
                "fields": (
                    "enrol_from",
                    "enrol_until",
                    "training_until",
                    "formation_until",
                    "execution_until",
                )
            },
        ),
        (
            _("Rules of eligibility"),
            {
                "fields": (
                    "min_credits",
                    "min_gpa",
                    "gpa_bars",
                    "probation_bars",
                    "needs_insurance",
                ),
                "description": _("Rules for single majors stand at the end of this page."),
            },
        ),
        (
            _("Waiting list, training and withdrawal"),
            {
                "fields": (
                    "promotes_by_itself",
                    "checkin_minutes",
                    "withdrawals_allowed",
                    "barred_months",
                )
            },
        ),
        (
            _("Teams"),
            {
                "fields": (
                    "team_min",
                    "team_max",
                    "professor_capacity",
                    "under_strength_days",
                    "report_within_days",
                )
            },
        ),
        (
            _("Problems"),
            {"fields": ("triage_days", "detail_days", "detail_lapse_days", "no_team_days")},
        ),
        (
            _("Decision and execution"),
            {"fields": ("decision_due_days", "rework_days", "hours_a_day", "hours_a_day_max")},
        ),
        (
            _("Grades and appeals"),
            {
                "fields": (
                    "supervisor_weight",
                    "professor_weight",
                    "pass_grade",
                    "appeal_days",
                    "answer_days",
                    "nda_years",
                )
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: models.Round, form: Any, change: bool) -> None:
        """Tell the rooms above when there are other places, or other rules for filling them."""
        super().save_model(request, obj, form, change)
        if change and {"capacity", "promotes_by_itself"} & set(form.changed_data):
            places_changed.send(models.Round, round_id=obj.pk, actor_id=request.user.pk)

    @admin.display(description=_("enrolment opens on"), ordering="enrol_from")
    def shown_from(self, obj: models.Round) -> str:
        """In the reader's calendar."""
        return format_date(obj.enrol_from)

    @admin.display(description=_("enrolment closes on"), ordering="enrol_until")
    def shown_until(self, obj: models.Round) -> str:
        """In the reader's calendar."""
        return format_date(obj.enrol_until)


@register(models.CreditRule)
class CreditRuleAdmin(OfficeAdmin):
    """Credits and their least hours."""

    list_display = ("credits", "min_hours")


@register(models.Holiday)
class HolidayAdmin(OfficeAdmin):
    """Days off; those of the past stay for the deadlines reckoned with them."""

    list_display = ("shown_date", "name_fa", "name_en")
    search_fields = ("name_fa", "name_en")

    @admin.display(description=_("date"), ordering="date")
    def shown_date(self, obj: models.Holiday) -> str:
        """In the reader's calendar, with the weekday."""
        return format_date(obj.date, style="long")
