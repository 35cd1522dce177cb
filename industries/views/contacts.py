"""Contacts with units: noted on the unit's page, followed in the office's list."""

from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from industries.forms import contacts as forms
from industries.models import ContactNote, IndustrialUnit
from industries.selectors.contacts import contacts_for
from industries.services import contacts as services
from industries.views.units import OfUnitView
from partnership.core.lists import FilteredList
from partnership.core.text import search_q
from partnership.core.views import PermissionMixin, safe_next


class AddNoteView(OfUnitView):
    """Write down a contact; the form also stands on the unit's page."""

    permission = "industries.see_contacts"
    form_class = forms.NoteForm
    title = gettext_lazy("Note a contact")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows who writes."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form: Any) -> ContactNote:
        """Write it down."""
        return services.add_note(unit_id=self.unit.pk, actor=self.request.user, **form.cleaned_data)


class _OfNoteView(OfUnitView):
    """A form about one contact."""

    permission = "industries.see_contacts"

    @cached_property
    def note(self) -> ContactNote:
        """The contact of the address, or 404."""
        notes = ContactNote.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(notes, pk=self.kwargs["pk"])

    @cached_property
    def unit(self) -> IndustrialUnit:  # type: ignore[override]
        """The unit that was contacted."""
        return self.note.unit

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was to be done."""
        return super().get_context_data(
            sentence=self.note.next_action or self.note.note[:200],
            next=self.request.GET.get("next") or self.request.POST.get("next") or "",
            **kwargs,
        )

    def answer(self, result: Any) -> HttpResponse:
        """Back to where the reader came from, else to the contact on the unit's page."""
        return HttpResponseRedirect(safe_next(self.request, self.note.get_absolute_url()))


class PlanContactView(_OfNoteView):
    """Change what is next."""

    form_class = forms.PlanContactForm
    title = gettext_lazy("Change the next action")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from what is planned."""
        instance = ContactNote.objects.visible_to(self.request.user).get(pk=self.note.pk)
        return {**super().get_form_kwargs(), "instance": instance, "user": self.request.user}

    def act(self, form: Any) -> ContactNote:
        """Plan it anew."""
        return services.plan_contact(
            note_id=self.note.pk, actor=self.request.user, **form.cleaned_data
        )


class CloseContactView(_OfNoteView):
    """It is done: what came of it."""

    form_class = forms.CloseContactForm
    title = gettext_lazy("Close the next action")
    button = gettext_lazy("Close it")
    success_message = gettext_lazy("Closed.")

    def act(self, form: Any) -> ContactNote:
        """Close it."""
        return services.close_contact(
            note_id=self.note.pk, actor=self.request.user, **form.cleaned_data
        )


class ContactListView(PermissionMixin, FilteredList):
    """What the office has to do next with units: its own page of telephone calls."""

    permission = "industries.list_units"
    template_name = "industries/contact_list.html"
    filter_class = forms.ContactFilter

    def base_queryset(self) -> QuerySet:
        """Next actions, the most pressing first."""
        return contacts_for(self.request.user).order_by("next_action_on", "pk")

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """Whose, which outcome, when; closed ones only when asked for."""
        today = timezone.localdate()
        if query := wanted.get("q"):
            rows = rows.filter(search_q("unit__search", query))
        if assignee := wanted.get("assignee"):
            rows = rows.filter(assignee=assignee)
        if outcome := wanted.get("outcome"):
            rows = rows.filter(outcome=outcome)
        when = wanted.get("when")
        if when == "closed":
            return rows.filter(closed_at__isnull=False).order_by(F("closed_at").desc(), "pk")
        rows = rows.filter(closed_at__isnull=True)
        if when == "overdue":
            rows = rows.filter(next_action_on__lt=today)
        elif when == "week":
            rows = rows.filter(next_action_on__lte=today + timedelta(days=7))
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where a closed row leads back to, and the shortcut to one's own."""
        mine = f"{reverse('industries:list_contacts')}?assignee={self.request.user.pk}"
        return {
            **super().get_context_data(**kwargs),
            "here": self.request.get_full_path(),
            "mine_url": mine,
        }
