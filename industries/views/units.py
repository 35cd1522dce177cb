"""Pages of units: public registration, the office's file, the liaison's list, the own unit."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from industries import selectors, services
from industries.enums import PROBLEM_CLOSED, UNIT_NEW, UnitState
from industries.forms import people as people_forms
from industries.forms import unit_filter
from industries.forms import units as forms
from industries.models import IndustrialUnit, Introduction, UnitPerson
from industries.rules import is_unit_writer
from industries.selectors.duplicates import likenesses_of, units_like, with_double
from industries.views.facts import others_words
from industries.workflow import unit as workflow
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.forms import HamyarForm
from partnership.core.limits import HOUR, is_within, refuse
from partnership.core.lists import FilteredList
from partnership.core.receipts import answer_once
from partnership.core.text import search_q
from partnership.core.views import (
    UNPROCESSABLE,
    MoveView,
    PermissionMixin,
    ServiceFormView,
    SignedInMixin,
    add_domain_error,
)

CONFLICT = 409


class RegisterUnitView(FormView):
    """Anybody registers a unit; the answer is the same for known and unknown ones."""

    template_name = "industries/register_unit.html"
    form_class = forms.RegisterUnitForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """So often per hour from one address; what was typed stays on the device."""
        if not is_within(request, "register_unit", per_hour=settings.PUBLIC_FORMS_PER_HOUR):
            return refuse(request, seconds=HOUR, back_url=request.path)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Register once, however often the button is pressed."""

        def once() -> HttpResponse:
            services.register_unit(
                unit=form.unit(),
                manager=form.manager(),
                trouble=form.cleaned_data["trouble"],
                category=form.cleaned_data["category"],
                language=(get_language() or "fa")[:2],
            )
            return HttpResponseRedirect(reverse("industries:registered_unit"))

        try:
            return answer_once(self.request, form, once)
        except DomainError as error:
            add_domain_error(form, error)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again with everything typed."""
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)


class RegisteredUnitView(TemplateView):
    """Thanks, and what happens next."""

    template_name = "industries/registered_unit.html"


class UnitListView(PermissionMixin, FilteredList):
    """The office's list of units."""

    permission = "industries.list_units"
    template_name = "industries/unit_list.html"
    filter_class = unit_filter.UnitFilter

    def base_queryset(self) -> QuerySet:
        """Units with their place, class, manager and number of problems."""
        managers = UnitPerson.objects.filter(is_active=True, role="manager")
        running = Q(problems__isnull=False) & ~Q(problems__state__in=PROBLEM_CLOSED)
        return (
            IndustrialUnit.objects.visible_to(self.request.user)
            .select_related("place", "isic")
            .prefetch_related(Prefetch("persons", queryset=managers))
            .annotate(open_problems=Count("problems", filter=running, distinct=True))
            .order_by("sort_name", "pk")
        )

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By words, state, place; what was merged only when asked for."""
        if query := wanted.get("q"):
            rows = rows.filter(search_q("search", query))
        if state := wanted.get("state"):
            rows = rows.filter(state__in=UNIT_NEW if state == "new" else [state])
        else:
            rows = rows.exclude(state=UnitState.MERGED)
        if wanted.get("alike"):
            rows = with_double(rows)
        if place := wanted.get("place"):
            rows = rows.filter(place=place)
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Beside each unit of the page those that may be the same."""
        context = super().get_context_data(**kwargs)
        units = list(context["page_obj"].object_list)
        alike = likenesses_of(units)
        for unit in units:
            unit.alike = alike[unit.pk]
        return {**context, "units": units}


class IntakeUnitView(PermissionMixin, ServiceFormView):
    """An officer takes a unit in."""

    permission = "industries.add_unit"
    template_name = "industries/unit_intake.html"
    form_class = forms.IntakeForm
    success_message = gettext_lazy("The unit is in the list. Approve it when it is ready.")

    def act(self, form: Any) -> IndustrialUnit:
        """Take it in with its letter and its manager."""
        return services.intake_unit(
            actor=self.request.user,
            unit=form.unit(),
            manager=form.manager(),
            introduction=form.introduction(),
            is_other=form.cleaned_data["is_other"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the unit may be, once the officer has been asked."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        asked = form.is_bound and "is_other" in form.errors
        return {**context, "alike": units_like(**form.identity()) if asked else []}


class OfUnitView(ServiceFormView):
    """A form about one visible unit, for those with the right named."""

    permission = ""
    template_name = "industries/form.html"
    title: Any = ""
    button: Any = gettext_lazy("Save")

    @cached_property
    def unit(self) -> IndustrialUnit:
        """The unit of the address; 404 when it is not this person's to see."""
        return get_object_or_404(
            IndustrialUnit.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse with a sentence what is visible but not allowed."""
        if request.user.is_authenticated and not request.user.has_perm(self.permission, self.unit):
            raise NotAllowed(_("Only the office, or the unit’s manager, may change this."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title, button, and the way back."""
        return super().get_context_data(
            title=self.title,
            button=self.button,
            back=self.unit,
            back_url=self.unit.get_absolute_url(),
            **kwargs,
        )

    def answer(self, result: Any) -> HttpResponse:
        """Back to the unit."""
        return super().answer(self.unit)


class EditUnitView(OfUnitView):
    """Correct what is recorded; a manager may correct less than the office."""

    permission = "industries.edit_unit"
    title = gettext_lazy("Edit the unit")

    template_name = "industries/unit_form.html"

    def get_form_class(self) -> type:
        """The office sees every column."""
        return forms.OfficeUnitForm if self.request.user.is_office else forms.OwnUnitForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from what is there; the form must not touch the cached object of the page."""
        instance = IndustrialUnit.objects.get(pk=self.unit.pk)
        return {**super().get_form_kwargs(), "instance": instance}

    def act(self, form: Any) -> IndustrialUnit:
        """Save what the form offers, nothing else."""
        return services.update_unit(
            unit_id=self.unit.pk, actor=self.request.user, **form.cleaned_data
        )

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Somebody saved in between: their words beside what was typed; saving again is meant."""
        if options.get("status") == CONFLICT:
            form, now = context["form"], IndustrialUnit.objects.get(pk=self.unit.pk)
            context["others"] = others_words(form, now)
            form.data = form.data.copy()
            form.data["seen"] = now.updated_at.isoformat()
        return super().render_to_response(context, **options)


class AddPersonView(OfUnitView):
    """Record a person of the unit."""

    permission = "industries.manage_people"
    form_class = people_forms.PersonForm
    title = gettext_lazy("Add a person")

    def act(self, form: Any) -> UnitPerson:
        """Record them; the invitation is its own step."""
        return services.add_person(
            unit_id=self.unit.pk, actor=self.request.user, **form.cleaned_data
        )


class AddIntroductionView(OfUnitView):
    """Record a letter by which the unit came in."""

    permission = "industries.add_unit"
    form_class = people_forms.IntroductionForm
    title = gettext_lazy("Record an introduction")

    def act(self, form: Any) -> Introduction:
        """Record it."""
        return services.add_introduction(
            unit_id=self.unit.pk, actor=self.request.user, **form.cleaned_data
        )


class OfPersonView(OfUnitView):
    """A form about one person of a visible unit."""

    permission = "industries.manage_people"

    @cached_property
    def person(self) -> UnitPerson:
        """The person of the address, or 404."""
        people = UnitPerson.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    @cached_property
    def unit(self) -> IndustrialUnit:  # type: ignore[override]
        """The person's unit."""
        return self.person.unit


class EditPersonView(OfPersonView):
    """Correct a person's data, or record that they left."""

    form_class = people_forms.EditPersonForm
    title = gettext_lazy("Edit the person")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from what is there."""
        return {**super().get_form_kwargs(), "instance": UnitPerson.objects.get(pk=self.person.pk)}

    def act(self, form: Any) -> UnitPerson:
        """Save."""
        return services.update_person(
            person_id=self.person.pk, actor=self.request.user, **form.cleaned_data
        )


class InvitePersonView(OfPersonView):
    """Send somebody of the unit an invitation to the system."""

    form_class = HamyarForm
    title = gettext_lazy("Invite to the system")
    button = gettext_lazy("Send the invitation")
    success_message = gettext_lazy("Invited.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who is invited, and what they will receive."""
        sentence = _("%(name)s receives an invitation to set a password and open the unit’s page.")
        return super().get_context_data(sentence=sentence % {"name": self.person.name}, **kwargs)

    def act(self, form: Any) -> UnitPerson:
        """Invite them."""
        return services.invite_unit_person(person_id=self.person.pk, actor=self.request.user)


class OwnUnitView(SignedInMixin, TemplateView):
    """«My unit»: straight to it when there is one, else the choice."""

    template_name = "industries/own_units.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The only unit's page, or the list."""
        units = list(selectors.units_of(request.user).select_related("place"))
        if not units and not is_unit_writer(request.user):
            raise Http404
        if len(units) == 1:
            return HttpResponseRedirect(units[0].get_absolute_url())
        return self.render_to_response(self.get_context_data(units=units))


def _move(move: Any, service: Any) -> Any:
    return MoveView.as_view(model=IndustrialUnit, move=move, service=staticmethod(service))


review_unit = _move(workflow.REVIEW, services.review_unit)
approve_unit = _move(workflow.APPROVE, services.approve_unit)
reject_unit = _move(workflow.REJECT, services.reject_unit)
suspend_unit = _move(workflow.SUSPEND, services.suspend_unit)
resume_unit = _move(workflow.RESUME, services.resume_unit)
close_unit = _move(workflow.CLOSE, services.close_unit)
