"""Papers: the attendance sheet to sign, certificates of courses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from partnership.core.errors import NotAllowed
from partnership.core.views import PermissionMixin, SignedInMixin
from students import services
from students.models import CourseCompletion, TrainingSession
from students.selectors.courses import certificates_of_course
from students.views.training.courses import course_or_404


class PrintSheet(SignedInMixin, View):
    """The attendance sheet of a session, for the office and the instructor."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF in the language of the page."""
        rows = TrainingSession.objects.visible_to(request.user)
        session = get_object_or_404(rows.select_related("course", "round", "instructor"), pk=pk)
        if not request.user.has_perm("students.record_training", session):
            raise NotAllowed(_("Only the office and the instructor print the attendance sheet."))
        language = (get_language() or "fa")[:2]
        return _pdf(services.attendance_sheet(session, language), f"attendance-{session.pk}.pdf")


class DownloadCertificate(SignedInMixin, View):
    """The certificate of one completed course: one's own, or the office's."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF with a page in each language."""
        rows = CourseCompletion.objects.visible_to(request.user).standing()
        completion = get_object_or_404(rows, pk=pk)
        return _pdf(services.course_certificates([completion]), f"course-{completion.code}.pdf")


class PrintSessionCertificates(PermissionMixin, View):
    """Certificates of everybody who passed in one session, in one file."""

    permission = "students.manage_training"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF; 404 while nobody has passed."""
        sessions = TrainingSession.objects.visible_to(request.user)
        session = get_object_or_404(sessions, pk=pk)
        rows = CourseCompletion.objects.visible_to(request.user).standing().filter(session=session)
        people = rows.order_by("student__sort_name", "pk")
        return _pdf(services.course_certificates(list(people)), f"certificates-{session.pk}.pdf")


class PrintCourseCertificates(PermissionMixin, View):
    """Certificates of the running round for one course, a hundred in a file."""

    permission = "students.manage_training"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A PDF; `part` = 2, 3, … for the next hundred."""
        course = course_or_404(pk)
        part = request.GET.get("part", "1")
        first = 100 * (int(part) - 1) if part.isascii() and part.isdigit() and part != "0" else 0
        rows = list(certificates_of_course(course)[first : first + 100])
        return _pdf(services.course_certificates(rows), f"certificates-{course.code}.pdf")


def _pdf(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
