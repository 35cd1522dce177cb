"""The catalogue: courses, the page of one, its materials."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partnership.core.errors import NotAllowed
from partnership.core.forms import HamyarForm
from partnership.core.views import ServiceFormView, SignedInMixin
from partnership.programme.models import TrainingCourse
from students import services
from students.forms import MaterialForm
from students.models import CourseMaterial
from students.selectors import teaches
from students.selectors.courses import (
    catalogue,
    coming_sessions,
    course_by_pk,
    course_with_state,
    readings,
)


class CourseList(SignedInMixin, TemplateView):
    """Every course of the initial training; students see how they stand with each."""

    template_name = "students/list_courses.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The catalogue and whether it shows a student's own state."""
        user = self.request.user
        return super().get_context_data(
            courses=catalogue(user),
            is_student=hasattr(user, "student"),
            teaches=teaches(user),
            is_office=user.is_office,
            **kwargs,
        )


class CourseDetail(SignedInMixin, TemplateView):
    """One course: what it is about, what to read, when it is held."""

    template_name = "students/show_course.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Materials only for those who may read them."""
        user = self.request.user
        course = course_or_404(kwargs["pk"])
        return super().get_context_data(
            course=course,
            state=course_with_state(course, user),
            is_student=hasattr(user, "student"),
            readings=readings(course, user),
            sessions=coming_sessions(user, course)[:20],
            can_keep=user.has_perm("students.manage_material", course),
            manages=user.has_perm("students.manage_training"),
            **kwargs,
        )


class _MaterialView(ServiceFormView):
    """A page about a material, for the office and the instructors of its course."""

    form_class = MaterialForm
    template_name = "students/material_form.html"
    course: TrainingCourse
    material: CourseMaterial | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The course exists for everybody; its materials are kept by few."""
        if request.user.is_authenticated:
            self.find(kwargs["pk"])
            if not request.user.has_perm("students.manage_material", self.course):
                raise NotAllowed(
                    _("Materials are kept by the office and the instructors of the course.")
                )
        return super().dispatch(request, *args, **kwargs)

    def find(self, pk: int) -> None:
        """Set the material and its course."""
        rows = CourseMaterial.objects.visible_to(self.request.user).select_related("course")
        self.material = get_object_or_404(rows, pk=pk)
        self.course = self.material.course

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Course and material."""
        return super().get_context_data(course=self.course, material=self.material, **kwargs)

    def answer(self, result: Any) -> HttpResponse:
        """Back to the course."""
        return HttpResponseRedirect(reverse("students:show_course", kwargs={"pk": self.course.pk}))

    def values(self, form: MaterialForm) -> dict[str, Any]:
        """What the services take."""
        names = ("title", "link", "upload", "order")
        return {name: form.cleaned_data[name] for name in names}


class AddMaterial(_MaterialView):
    """A new file or link."""

    success_message = gettext_lazy("The material is added.")

    def find(self, pk: int) -> None:
        """Only the course is there yet."""
        self.course = course_or_404(pk)

    def act(self, form: MaterialForm) -> CourseMaterial:
        """One service call."""
        return services.add_material(
            course_id=self.course.pk, actor=self.request.user, **self.values(form)
        )


class ChangeMaterial(_MaterialView):
    """Another title, another link, a newer file."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form starts with what is there."""
        return {**super().get_form_kwargs(), "material": self.material}

    def act(self, form: MaterialForm) -> CourseMaterial:
        """One service call."""
        return services.change_material(
            material_id=self.kwargs["pk"], actor=self.request.user, **self.values(form)
        )


class RemoveMaterial(_MaterialView):
    """Take it away, after a page that says so."""

    form_class = HamyarForm
    template_name = "students/remove_material.html"
    success_message = gettext_lazy("The material is removed.")

    def act(self, form: Any) -> TrainingCourse:
        """One service call."""
        return services.remove_material(material_id=self.kwargs["pk"], actor=self.request.user)


def course_or_404(pk: int) -> TrainingCourse:
    """A course in use or once in use: its existence is no secret to people with an account."""
    course = course_by_pk(pk)
    if course is None:
        raise Http404
    return course
