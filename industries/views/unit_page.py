"""A unit's page: the office's file, the unit's own page, the liaison's short view."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from industries.enums import UnitState
from industries.forms.contacts import NoteForm
from industries.models import ContactNote, IndustrialUnit, Problem
from industries.selectors.duplicates import units_like_unit
from industries.selectors.unit_page import page_parts
from industries.views.facts import product_lines, unit_facts
from partnership.core.models import ActionLog
from partnership.core.views import VisibleMixin

#: States that come with a reason the unit has to read.
_REASONED = (UnitState.REJECTED, UnitState.SUSPENDED, UnitState.CLOSED)
_OVER = (UnitState.CLOSED, UnitState.REJECTED, UnitState.MERGED)


class UnitView(VisibleMixin, DetailView):
    """One address for everybody who may know of the unit; what they see on it differs."""

    model = IndustrialUnit
    template_name = "industries/unit.html"
    context_object_name = "unit"

    def get_queryset(self) -> QuerySet:
        """Visible ones with place, class, people and products."""
        rows = super().get_queryset().select_related("place", "isic", "merged_into")
        return rows.prefetch_related("persons__user", "product_rows")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A merged record leads to the unit it belongs to; the office may still open it."""
        self.object = unit = self.get_object()
        stays = request.user.is_office and "record" in request.GET
        if unit.merged_into and not stays:
            visible = IndustrialUnit.objects.visible_to(request.user)
            if visible.filter(pk=unit.merged_into_id).exists():
                told = _("“%(name)s” was merged into this unit.") % {"name": unit.name}
                messages.info(request, told)
                return HttpResponseRedirect(unit.merged_into.get_absolute_url())
        return self.render_to_response(self.get_context_data(object=unit))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What everybody sees, and what only the unit's people and the office do."""
        unit, user = self.object, self.request.user
        is_own = user.is_office or user.unit_roles.filter(unit=unit, is_active=True).exists()
        own = self._own_context(unit, user) if is_own else {}
        office = self._office_context(unit, user) if user.is_office else {}
        return super().get_context_data(
            facts=unit_facts(unit),
            products=product_lines(unit),
            is_own=is_own,
            **own,
            **office,
            **kwargs,
        )

    def _own_context(self, unit: IndustrialUnit, user: Any) -> dict[str, Any]:
        parts = page_parts(unit, user)
        tasks = parts.pop("tasks")
        return {
            **parts,
            "lead_task": tasks[0] if tasks and not user.is_office else None,
            "tasks": tasks if user.is_office else tasks[1:],
            "reason": self._reason(unit),
            "people": sorted(unit.persons.all(), key=lambda p: (not p.is_active, p.pk)),
            "introductions": unit.introductions.all(),
            "problems": Problem.objects.visible_to(user)
            .filter(unit=unit)
            .select_related("category", "unit"),
            "can_edit": user.has_perm("industries.edit_unit", unit) and not unit.merged_into_id,
            "can_manage": user.has_perm("industries.manage_people", unit),
            "can_write": user.has_perm("industries.add_problem", unit) and unit.state not in _OVER,
            "can_file": user.has_perm("industries.manage_documents", unit),
        }

    def _office_context(self, unit: IndustrialUnit, user: Any) -> dict[str, Any]:
        notes = ContactNote.objects.visible_to(user).filter(unit=unit)
        merged = unit.merged_into_id
        return {
            "notes": notes.select_related("author", "assignee", "closed_by"),
            "note_form": None if merged else NoteForm(user=user),
            "alike": [] if merged else units_like_unit(unit),
            "records": unit.merged_units.order_by("pk"),
        }

    def _reason(self, unit: IndustrialUnit) -> str:
        """Why the unit stands where it stands, where that needs saying."""
        if unit.state not in _REASONED:
            return ""
        last = ActionLog.objects.about(unit).filter(after=unit.state).first()
        return last.reason if last else ""
