"""Professors: the office's list, each one's page."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from partnership.core.errors import NotAllowed
from partnership.core.lists import FilteredList
from partnership.core.text import search_q
from partnership.core.views import PermissionMixin, ServiceFormView, VisibleMixin
from teams.enums import TEAM_RUNNING, SupervisionState
from teams.forms.team import ProfessorFilterForm, ProfessorForm
from teams.models import Professor, ProfessorInterest, Supervision
from teams.selectors import team as selectors
from teams.services import supervision as services


class ProfessorList(PermissionMixin, FilteredList):
    """Professors with their load."""

    permission = "teams.list_professors"
    model = Professor
    template_name = "teams/list_professors.html"
    filter_class = ProfessorFilterForm

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By name, major, free places."""
        rows = selectors.professors_with_load().filter(pk__in=rows.values("pk"))
        if wanted.get("q"):
            rows = rows.filter(search_q("user__search", wanted["q"]))
        if wanted.get("major"):
            rows = rows.filter(major=wanted["major"])
        if wanted.get("places"):
            rows = rows.filter(is_active=True, load__lt=F("capacity"))
        return rows.order_by("sort_name", "pk")


class ProfessorDetail(VisibleMixin, DetailView):
    """A professor: expertise, places, and for themselves and the office teams and requests."""

    model = Professor
    template_name = "teams/show_professor.html"

    def get_queryset(self) -> QuerySet:
        """With load and expertise."""
        visible = super().get_queryset().values("pk")
        return selectors.professors_with_load().filter(pk__in=visible).prefetch_related("expertise")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Teams and requests for those concerned."""
        professor, user = self.object, self.request.user
        sees_all = user.is_office or professor.user_id == user.pk
        asked = Supervision.objects.visible_to(user).filter(
            professor=professor, state=SupervisionState.ASKED, team__state__in=TEAM_RUNNING
        )
        return super().get_context_data(
            sees_all=sees_all,
            teams=selectors.teams_of_professor(professor) if sees_all else [],
            requests=asked.select_related("team__problem__unit", "team__problem__category")
            if sees_all
            else [],
            interests=ProfessorInterest.objects.visible_to(user)
            .filter(professor=professor)
            .select_related("problem__category"),
            **kwargs,
        )


class CreateProfessor(PermissionMixin, ServiceFormView):
    """Enter a professor; the letter leads to setting a password."""

    permission = "teams.edit_professor"
    form_class = ProfessorForm
    template_name = "teams/form.html"
    success_message = gettext_lazy("The professor is entered and has a letter with the way in.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=_("New professor"),
            back_url=reverse("teams:list_professors"),
            back_label=_("Professors"),
            submit_label=_("Enter the professor"),
            **kwargs,
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """A record that does not exist yet."""
        return {**super().get_form_kwargs(), "instance": Professor()}

    def act(self, form: ProfessorForm) -> Professor:
        """One service call."""
        return services.create_professor(actor=self.request.user, **form.cleaned_data)


class EditProfessor(ServiceFormView):
    """Change a professor's record."""

    form_class = ProfessorForm
    template_name = "teams/form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Visible (404), allowed (403)."""
        if request.user.is_authenticated:
            rows = Professor.objects.visible_to(request.user)
            self.professor = get_object_or_404(rows, pk=kwargs["pk"])
            if not request.user.has_perm("teams.edit_professor", self.professor):
                raise NotAllowed(_("Professors’ records are kept by the office."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it stands; the service writes, not the form."""
        return {**super().get_form_kwargs(), "instance": self.professor}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and way back."""
        return super().get_context_data(
            title=_("Change the professor’s record"),
            sentence=self.professor,
            back_url=self.professor.get_absolute_url(),
            back_label=self.professor,
            submit_label=_("Save"),
            **kwargs,
        )

    def act(self, form: ProfessorForm) -> Professor:
        """One service call."""
        return services.edit_professor(
            professor_id=self.professor.pk, actor=self.request.user, **form.cleaned_data
        )
