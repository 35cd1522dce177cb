"""Joint meetings and resolutions at the office."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from industries import services
from industries.models import Invitee, JointMeeting, Resolution
from industries.workflow import meeting as workflow
from partnership.core.admin import MoveAdminMixin, ReadOnlyAdmin, register
from partnership.core.jalali import format_date, format_datetime


@register(JointMeeting)
class JointMeetingAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Joint meetings; planned and recorded on their own pages."""

    moves = {
        workflow.INVITE: services.invite_meeting,
        workflow.SIGN: services.sign_meeting,
        workflow.UNLOCK: services.unlock_meeting,
        workflow.CANCEL_MEETING: services.cancel_meeting,
    }
    list_display = ("shown", "kind", "state", "number", "shown_start", "place", "organiser")
    list_filter = ("state", "kind")
    list_select_related = ("organiser",)
    search_fields = ("title", "number", "place")
    exclude = ("translations",)

    @admin.display(description=_("title"), ordering="title")
    def shown(self, obj: JointMeeting) -> str:
        """In the reader's language."""
        return obj.text("title")

    @admin.display(description=_("begins"), ordering="starts_at")
    def shown_start(self, obj: JointMeeting) -> str:
        """In the reader's calendar."""
        return format_datetime(obj.starts_at)


@register(Invitee)
class InviteeAdmin(ReadOnlyAdmin):
    """Who is invited to what."""

    list_display = ("meeting", "__str__", "rsvp", "was_present", "removed_at")
    list_filter = ("rsvp", "was_present")
    list_select_related = ("meeting", "user", "unit")


@register(Resolution)
class ResolutionAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Resolutions of all meetings."""

    moves = {
        workflow.COMPLETE: services.complete_resolution,
        workflow.FAIL: services.fail_resolution,
        workflow.RESUME: services.resume_resolution,
    }
    list_display = ("serial", "shown", "meeting", "shown_owner", "shown_due", "state")
    list_filter = ("state",)
    list_select_related = ("meeting", "owner_user", "owner_unit")
    search_fields = ("serial", "body", "meeting__number", "meeting__title")
    exclude = ("translations",)

    def get_queryset(self, request: Any) -> QuerySet:
        """The most pressing first."""
        return super().get_queryset(request).order_by("due_on", "pk")

    @admin.display(description=_("resolution"))
    def shown(self, obj: Resolution) -> str:
        """In the reader's language, its beginning."""
        return obj.text("body")[:80]

    @admin.display(description=_("owner"))
    def shown_owner(self, obj: Resolution) -> str:
        """A unit, a person or a body without an account."""
        return str(obj.owner or "–")

    @admin.display(description=_("due on"), ordering="due_on")
    def shown_due(self, obj: Resolution) -> str:
        """In the reader's calendar."""
        return format_date(obj.due_on)
