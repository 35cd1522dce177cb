"""Units and their people at the office."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from industries import services
from industries.models import (
    ContactNote,
    IndustrialUnit,
    Introduction,
    UnitDocument,
    UnitPerson,
)
from industries.workflow import unit as workflow
from partnership.core.admin import MoveAdminMixin, OfficeAdmin, ReadOnlyAdmin, register
from partnership.core.jalali import format_date, format_datetime
from partnership.core.text import search_q


class PeopleInline(admin.TabularInline):
    """The unit's people, to read; they are changed on the unit's own page."""

    model = UnitPerson
    fields = ("role", "name_fa", "title_fa", "mobile", "email", "user", "is_active")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        """Through the service only."""
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Through the service only."""
        return False

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        """With the unit."""
        return True

    def get_queryset(self, request: Any) -> QuerySet:
        """With their accounts."""
        return super().get_queryset(request).select_related("user")


class IntroductionInline(PeopleInline):
    """How the unit came in."""

    model = Introduction
    fields = ("kind", "letter_no", "shown_letter_date", "note")
    readonly_fields = fields

    def get_queryset(self, request: Any) -> QuerySet:
        """In order."""
        return Introduction.objects.all()

    @admin.display(description=_("letter date"))
    def shown_letter_date(self, obj: Introduction) -> str:
        """In the reader's calendar."""
        return format_date(obj.letter_date)


@register(IndustrialUnit)
class UnitAdmin(MoveAdminMixin, OfficeAdmin):
    """Industrial units."""

    moves = {
        workflow.REVIEW: services.review_unit,
        workflow.APPROVE: services.approve_unit,
        workflow.REJECT: services.reject_unit,
        workflow.SUSPEND: services.suspend_unit,
        workflow.RESUME: services.resume_unit,
        workflow.CLOSE: services.close_unit,
    }
    list_display = (
        "name_fa",
        "name_en",
        "state",
        "legal_id",
        "place",
        "isic",
        "employees",
        "shown_since",
    )
    list_filter = ("state", "place", "isic")
    list_select_related = ("place", "isic")
    search_fields = ("search",)
    raw_id_fields = ("isic",)
    inlines = (PeopleInline, IntroductionInline)

    def has_add_permission(self, request: Any) -> bool:
        """Units come in by registration or by the intake page, each with its introduction."""
        return False

    def get_search_results(
        self, request: Any, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Persian and Arabic spellings find the same unit."""
        return (
            queryset.filter(search_q("search", search_term)) if search_term else queryset
        ), False

    @admin.display(description=_("state since"), ordering="state_changed_at")
    def shown_since(self, obj: IndustrialUnit) -> str:
        """In the reader's calendar."""
        return format_date(obj.state_changed_at)


@register(UnitPerson)
class UnitPersonAdmin(ReadOnlyAdmin):
    """People of units."""

    list_display = ("name_fa", "role", "unit", "title_fa", "mobile", "email", "user", "is_active")
    list_filter = ("role", "is_active")
    list_select_related = ("unit", "user")
    search_fields = ("name_fa", "name_en", "mobile", "email")


@register(Introduction)
class IntroductionAdmin(ReadOnlyAdmin):
    """How units came in."""

    list_display = ("unit", "kind", "letter_no", "shown_date")
    list_filter = ("kind",)
    list_select_related = ("unit",)
    search_fields = ("letter_no", "unit__search")

    @admin.display(description=_("letter date"), ordering="letter_date")
    def shown_date(self, obj: Introduction) -> str:
        """In the reader's calendar."""
        return format_date(obj.letter_date)


@register(ContactNote)
class ContactNoteAdmin(ReadOnlyAdmin):
    """Contacts with units."""

    list_display = ("unit", "kind", "outcome", "shown_next", "assignee", "author", "shown_at")
    list_filter = ("kind", "outcome", "decline_cause")
    list_select_related = ("unit", "author", "assignee")
    search_fields = ("note", "unit__search")

    @admin.display(description=_("next action on"), ordering="next_action_on")
    def shown_next(self, obj: ContactNote) -> str:
        """In the reader's calendar."""
        return format_date(obj.next_action_on)

    @admin.display(description=_("created at"), ordering="created_at")
    def shown_at(self, obj: ContactNote) -> str:
        """In the reader's calendar."""
        return format_datetime(obj.created_at)


@register(UnitDocument)
class UnitDocumentAdmin(ReadOnlyAdmin):
    """Papers of units; they are signed and filed on their own pages."""

    list_display = ("unit", "kind", "number", "state", "valid_from", "valid_until")
    list_filter = ("kind", "state")
    list_select_related = ("unit",)
    search_fields = ("number", "title", "unit__search")
