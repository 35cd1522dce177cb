"""Credits, grade lists, certificates and signatories in the office."""

from typing import Any, ClassVar

from certificates import services, workflow
from certificates.models import Certificate, Credit, GradeList, Signatory
from partnership.core.admin import MoveAdminMixin, OfficeAdmin, ReadOnlyAdmin, register


@register(Credit)
class CreditAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Computed by the system; moved by buttons."""

    moves: ClassVar[dict[Any, Any]] = {workflow.SEND: services.send_credit}
    list_display = ("student", "membership", "state", "hours", "min_hours", "grade", "credits")
    list_filter = ("state", "student__major__faculty")
    search_fields = ("student__search",)
    list_select_related = ("student", "membership__team", "membership__student")


@register(GradeList)
class GradeListAdmin(ReadOnlyAdmin):
    """Frozen lists as they were sent."""

    list_display = ("term", "faculty", "version", "sent_at", "sent_by")
    list_filter = ("term", "faculty")
    list_select_related = ("term", "faculty", "sent_by")


@register(Certificate)
class CertificateAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Issued and revoked by moves; never edited, never deleted.

    The frozen words hold the whole national ID: they are read on the paper alone.
    """

    exclude = ("snapshot",)
    moves: ClassVar[dict[Any, Any]] = {workflow.ISSUE: services.issue_certificate}
    list_display = (
        "serial",
        "membership",
        "state",
        "issued_on",
        "issued_by",
        "pdf_attempts",
        "pdf_error",
    )
    list_filter = ("state",)
    search_fields = ("serial", "code", "membership__student__search")
    list_select_related = ("membership__student", "membership__team", "issued_by")


@register(Signatory)
class SignatoryAdmin(OfficeAdmin):
    """Who signs, and since when."""

    list_display = ("role", "name_fa", "name_en", "since", "until")
