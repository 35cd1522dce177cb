"""Students: the office's list, the page of one, what the office records."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View

from partnership.core.lists import FilteredList
from partnership.core.text import search_q
from partnership.core.views import PermissionMixin, ServiceFormView, VisibleMixin
from students import services
from students.forms import CompletionForm, EndCompletionForm, RecordForm, StudentFilterForm
from students.models import CourseCompletion, Enrolment, Student, StudentSkill
from students.selectors import course_states, lacks_of, missing_for_letter

_LACKS = {
    "insurance": Q(insured_until=None),
    "credits": Q(internship_credits=None),
    "name_en": Q(first_name_en="") | Q(last_name_en=""),
}


class StudentList(PermissionMixin, FilteredList):
    """The office's students."""

    permission = "students.list_students"
    model = Student
    template_name = "students/list_students.html"
    filter_class = StudentFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By name or number, major, and what is still missing."""
        rows = rows.select_related("major")
        if query := wanted.get("q"):
            rows = rows.filter(search_q("search", query))
        if major := wanted.get("major"):
            rows = rows.filter(major=major)
        lacks = wanted.get("lacks")
        return rows.filter(_LACKS[lacks]) if lacks else rows


class StudentDetail(VisibleMixin, DetailView):
    """A student's page; how much it shows depends on who reads."""

    model = Student
    template_name = "students/show_student.html"

    def get_queryset(self) -> QuerySet:
        """With major, faculty and skills."""
        return (
            super()
            .get_queryset()
            .select_related("major__faculty", "user")
            .prefetch_related(Prefetch("skills", StudentSkill.objects.select_related("skill")))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Records for office and student, contact for the professor, the card for others."""
        student, user = self.object, self.request.user
        sees_record = user.is_office or student.user_id == user.pk
        enrolments = list(
            Enrolment.objects.visible_to(user)
            .filter(student=student)
            .select_related("round")
            .order_by("-round__enrol_from", "-pk")
            if sees_record
            else ()
        )
        # What a letter needs is asked of the round the student is in, not of one just opened.
        lacks: list[str] = []
        if enrolments:
            enrolments[0].student = student
            lacks = lacks_of(enrolments[0])
        elif sees_record:
            lacks = missing_for_letter(student)
        return super().get_context_data(
            is_office=user.is_office,
            is_own=student.user_id == user.pk,
            sees_record=sees_record,
            sees_academic=user.has_perm("students.view_academic", student),
            # A unit knows a student's name and major; what they can is the team's business.
            sees_skills=user.has_perm("students.view_academic", student)
            or hasattr(user, "student"),
            sees_contact=user.has_perm("students.view_contact", student),
            courses=course_states(student) if sees_record else [],
            lacks=lacks,
            enrolments=enrolments,
            **kwargs,
        )


class _OfficeForm(PermissionMixin, ServiceFormView):
    """A form of the office about one student."""

    permission = "students.change_student"
    template_name = "students/student_form.html"
    title: Any = ""
    sentence: Any = ""
    submit_label: Any = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The student, if this person may see one."""
        if request.user.is_authenticated:
            self.student = get_object_or_404(
                Student.objects.visible_to(request.user), pk=kwargs["pk"]
            )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title, sentence and button of the page."""
        return super().get_context_data(
            student=self.student,
            title=self.title,
            sentence=self.sentence,
            submit_label=self.submit_label,
            **kwargs,
        )


class ChangeRecord(_OfficeForm):
    """Insurance, registered credits, the registrar's figures."""

    form_class = RecordForm
    title = gettext_lazy("Insurance and academic record")
    sentence = gettext_lazy("Every change is kept in the log.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form starts with what is on record."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial", None)
        return {**kwargs, "student": self.student}

    def act(self, form: RecordForm) -> Student:
        """One service call."""
        return services.change_record(
            student_id=self.student.pk, actor=self.request.user, **form.cleaned_data
        )


class RecordCompletion(_OfficeForm):
    """A course entered by hand."""

    form_class = CompletionForm
    permission = "students.manage_training"
    title = gettext_lazy("Record a completed course")
    sentence = gettext_lazy(
        "For a course held elsewhere or an earlier certificate. "
        "Whoever has all mandatory courses becomes trained."
    )

    def act(self, form: CompletionForm) -> Student:
        """One service call; back to the student's page."""
        data = form.cleaned_data
        services.record_completion(
            student_id=self.student.pk,
            actor=self.request.user,
            course_id=data["course"].pk,
            completed_on=data["completed_on"],
        )
        return self.student


class EndCompletion(_OfficeForm):
    """A completed course that no longer counts."""

    form_class = EndCompletionForm
    permission = "students.manage_training"
    title = gettext_lazy("Declare a completed course void")
    sentence = gettext_lazy(
        "It stays on record but no longer counts; the student is told when training is incomplete."
    )
    submit_label = gettext_lazy("Declare void")

    def act(self, form: EndCompletionForm) -> Student:
        """Only a completion of this student."""
        rows = CourseCompletion.objects.visible_to(self.request.user).filter(student=self.student)
        completion = get_object_or_404(rows, pk=self.kwargs["completion"])
        services.end_completion(
            completion_id=completion.pk, actor=self.request.user, **form.cleaned_data
        )
        return self.student


class RevealNationalId(PermissionMixin, View):
    """Show a whole national ID once; the log keeps who looked."""

    permission = "students.reveal_national_id"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Looking is an act: it needs the button."""
        return redirect(get_object_or_404(Student.objects.visible_to(request.user), pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The number, on a page of its own that nothing caches."""
        student = get_object_or_404(Student.objects.visible_to(request.user), pk=pk)
        number = services.reveal_national_id(student_id=student.pk, actor=request.user)
        return render(
            request, "students/national_id.html", {"student": student, "national_id": number}
        )
