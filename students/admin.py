"""The room in the office's admin."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnership.core.admin import MoveAdminMixin, OfficeAdmin, ReadOnlyAdmin, register
from partnership.core.identifiers import mask_national_id
from partnership.core.jalali import format_date, format_datetime
from partnership.core.numbers import format_number
from partnership.core.text import search_q
from students import services, workflow
from students.models import (
    Appeal,
    Attendance,
    CompanionWish,
    CourseCompletion,
    Enrolment,
    Preference,
    RegistrarImport,
    RegistrarRecord,
    ReviewBatch,
    Student,
    StudentSkill,
    TrainingSession,
    Waiver,
    Withdrawal,
)


class KeySearchMixin:
    """Search that reads any spelling, over an indexed column."""

    search_column = "search"
    search_fields = ("pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Every word must occur in the column."""
        return queryset.filter(search_q(self.search_column, search_term)), False


class SkillInline(admin.TabularInline):
    """Skills of a student."""

    model = StudentSkill
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Students tick their own skills."""
        return False

    has_change_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the student's page in the office."""
        return True


@register(Student)
class StudentAdmin(KeySearchMixin, ReadOnlyAdmin):
    """Students; what the office records is changed on the student's page."""

    list_display = (
        "name",
        "student_number",
        "major",
        "passed_credits",
        "gpa",
        "insured",
        "masked_id",
    )
    list_filter = ("major", "on_probation", "degree")
    list_select_related = ("major",)
    exclude = ("national_id", "search", "sort_name")
    inlines = (SkillInline,)
    actions = ("insure",)

    @admin.display(description=_("student"), ordering="sort_name")
    def name(self, obj: Student) -> str:
        """Name in the language of the page."""
        return obj.full_name

    @admin.display(description=_("national ID"))
    def masked_id(self, obj: Student) -> str:
        """Whole only on the student's page, where looking is logged."""
        return mask_national_id(obj.national_id)

    @admin.display(description=_("insured until"), ordering="insured_until")
    def insured(self, obj: Student) -> str:
        """Jalali in Persian."""
        return format_date(obj.insured_until)

    @admin.action(description=_("Insured until the end of the running term"))
    def insure(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Enter the last day of the running round’s term as the insurance’s end."""
        until = services.insure_until_term_end(
            student_ids=list(queryset.values_list("pk", flat=True)), actor=request.user
        )
        self.message_user(
            request,
            _("Insured until %(date)s.") % {"date": format_date(until, style="medium")},
            messages.SUCCESS,
        )


@register(Enrolment)
class EnrolmentAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Applications; decided by moves, singly or many at once."""

    moves = {
        workflow.APPROVE: services.approve_enrolment,
        workflow.WAIT: services.wait_enrolment,
        workflow.RETURN: services.return_enrolment,
        workflow.REJECT: services.reject_enrolment,
        workflow.REOPEN: services.reopen_enrolment,
    }
    list_display = ("code", "student", "major", "round", "state", "submitted")
    list_filter = ("state", "round", "student__major__faculty")
    list_select_related = ("student__major", "round")
    search_fields = ("code", "student__search")

    @admin.display(description=_("major"))
    def major(self, obj: Enrolment) -> str:
        """The student's major."""
        return obj.student.major.name

    @admin.display(description=_("submitted at"), ordering="submitted_at")
    def submitted(self, obj: Enrolment) -> str:
        """Jalali in Persian."""
        return format_datetime(obj.submitted_at)


@register(TrainingSession)
class TrainingSessionAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Sessions are planned and held in the portal."""

    moves = {
        workflow.HOLD_SESSION: services.hold_session,
        workflow.CANCEL_SESSION: services.cancel_session,
    }
    list_display = ("course", "begins", "place", "state", "capacity")
    list_filter = ("state", "course", "round")
    list_select_related = ("course",)
    search_fields = ("place", "course__name_fa", "course__name_en")

    @admin.display(description=_("begins"), ordering="starts_at")
    def begins(self, obj: TrainingSession) -> str:
        """Jalali in Persian."""
        return format_datetime(obj.starts_at)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Attendance is recorded session by session: there is no bulk action for it."""
        actions = super().get_actions(request)
        actions.pop("move_hold", None)
        return actions


@register(Attendance)
class AttendanceAdmin(ReadOnlyAdmin):
    """Seats."""

    list_display = ("student", "session", "state", "recorded")
    list_filter = ("state",)
    list_select_related = ("student", "session__course")
    search_fields = ("student__search",)

    @admin.display(description=_("at"), ordering="recorded_at")
    def recorded(self, obj: Attendance) -> str:
        """Jalali in Persian."""
        return format_datetime(obj.recorded_at)


@register(CourseCompletion)
class CourseCompletionAdmin(ReadOnlyAdmin):
    """Completed courses."""

    list_display = ("student", "course", "completed", "expires")
    list_filter = ("course",)
    list_select_related = ("student", "course")
    search_fields = ("student__search",)

    @admin.display(description=_("completed on"), ordering="completed_on")
    def completed(self, obj: CourseCompletion) -> str:
        """Jalali in Persian."""
        return format_date(obj.completed_on)

    @admin.display(description=_("valid until"), ordering="expires_on")
    def expires(self, obj: CourseCompletion) -> str:
        """Jalali in Persian."""
        return format_date(obj.expires_on)


@register(Withdrawal)
class WithdrawalAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Withdrawals; those after the letter are judged by moves."""

    moves = {
        workflow.EXCUSE: services.excuse_withdrawal,
        workflow.REFUSE_EXCUSE: services.refuse_excuse_withdrawal,
    }
    list_display = ("student", "code", "state", "professor", "left")
    list_filter = ("state", "code", "enrolment__round")
    list_select_related = ("enrolment__student", "professor")
    search_fields = ("enrolment__student__search", "enrolment__code")

    @admin.display(description=_("student"))
    def student(self, obj: Withdrawal) -> str:
        """Who left."""
        return obj.enrolment.student.full_name

    @admin.display(description=_("left"), ordering="created_at")
    def left(self, obj: Withdrawal) -> str:
        """Jalali in Persian."""
        return format_datetime(obj.created_at)


@register(Waiver)
class WaiverAdmin(ReadOnlyAdmin):
    """Rules set aside; granted and ended on the application’s page."""

    list_display = ("enrolment", "rule", "reason", "granted_by", "granted", "ended")
    list_filter = ("rule", "enrolment__round")
    list_select_related = ("enrolment__student", "granted_by")
    search_fields = ("enrolment__student__search", "enrolment__code")

    @admin.display(description=_("granted on"), ordering="created_at")
    def granted(self, obj: Waiver) -> str:
        """Jalali in Persian."""
        return format_date(obj.created_at)

    @admin.display(description=_("ended at"), ordering="ended_at")
    def ended(self, obj: Waiver) -> str:
        """Jalali in Persian."""
        return format_date(obj.ended_at)


@register(Appeal)
class AppealAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Appeals; answered by moves."""

    moves = {
        workflow.ACCEPT_APPEAL: services.accept_appeal,
        workflow.DISMISS_APPEAL: services.dismiss_appeal,
    }
    list_display = ("code", "student", "subject", "state", "due")
    list_filter = ("state", "subject")
    list_select_related = ("enrolment__student",)
    search_fields = ("code", "enrolment__student__search")

    @admin.display(description=_("student"))
    def student(self, obj: Appeal) -> str:
        """Who appeals."""
        return obj.enrolment.student.full_name

    @admin.display(description=_("answer due"), ordering="answer_due")
    def due(self, obj: Appeal) -> str:
        """Jalali in Persian."""
        return format_date(obj.answer_due)


@register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    """Wishes for problems, as students ranked them."""

    list_display = ("enrolment", "rank", "wish")
    list_filter = ("rank",)
    list_select_related = ("enrolment__student", "problem__category")
    search_fields = ("enrolment__student__search",)

    @admin.display(description=_("problem"))
    def wish(self, obj: Preference) -> str:
        """Its public title."""
        return obj.shown_title


@register(CompanionWish)
class CompanionWishAdmin(OfficeAdmin):
    """Together or apart, as students tell the office."""

    list_display = ("enrolment", "kind", "student_number", "companion")
    list_filter = ("kind",)
    list_select_related = ("enrolment__student", "companion")
    raw_id_fields = ("enrolment", "companion")
    search_fields = ("enrolment__student__search", "student_number")


@register(RegistrarImport)
class RegistrarImportAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Registrar's lists; handed in and taken over in the portal."""

    moves = {
        workflow.APPLY_IMPORT: services.apply_import,
        workflow.CANCEL_IMPORT: services.cancel_import,
    }
    list_display = ("number", "state", "rows_total", "created_by", "handed")
    list_filter = ("state",)
    list_select_related = ("created_by",)
    exclude = ("report", "columns", "majors")

    @admin.display(description=_("list"), ordering="pk")
    def number(self, obj: RegistrarImport) -> str:
        """Its number in the reader's digits."""
        return format_number(obj.pk)

    @admin.display(description=_("at"), ordering="created_at")
    def handed(self, obj: RegistrarImport) -> str:
        """Jalali in Persian."""
        return format_datetime(obj.created_at)


@register(RegistrarRecord)
class RegistrarRecordAdmin(ReadOnlyAdmin):
    """What the registrar knows; it comes from lists alone."""

    list_display = ("student_number", "name", "major", "passed_credits", "gpa", "masked_id")
    list_filter = ("on_probation", "major")
    list_select_related = ("major",)
    search_fields = ("student_number", "last_name")
    exclude = ("national_id",)
    readonly_fields = ("masked_id",)
    actions = ("clear_national_id",)

    @admin.display(description=_("name"), ordering="last_name")
    def name(self, obj: RegistrarRecord) -> str:
        """First and last name."""
        return f"{obj.first_name} {obj.last_name}".strip() or "–"

    @admin.display(description=_("national ID"))
    def masked_id(self, obj: RegistrarRecord) -> str:
        """Never whole: lists bring it, nobody reads it here."""
        return mask_national_id(obj.national_id)

    @admin.action(description=_("Clear the national ID, so that the next list brings it anew"))
    def clear_national_id(self, request: HttpRequest, queryset: QuerySet) -> None:
        """For a record whose national ID was wrong in an earlier list."""
        cleared = services.clear_national_ids(
            record_ids=list(queryset.values_list("pk", flat=True)), actor=request.user
        )
        self.message_user(
            request,
            ngettext("Done for %(n)s row.", "Done for %(n)s rows.", cleared)
            % {"n": format_number(cleared)},
            messages.SUCCESS,
        )


@register(ReviewBatch)
class ReviewBatchAdmin(ReadOnlyAdmin):
    """Decisions taken for many at once; each outcome stands on its own page."""

    list_display = ("decision", "actor", "created_at")
    list_filter = ("decision",)
    list_select_related = ("actor",)
