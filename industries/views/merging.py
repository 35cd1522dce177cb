"""Two records of one unit: choose the other, compare, make one of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from industries.forms.merging import ChooseOtherForm, MergeForm
from industries.models import IndustrialUnit
from industries.selectors.duplicates import units_like_unit
from industries.services.merging import MERGE_GROUPS, belongings_of, merge_units
from industries.workflow import unit as workflow
from partnership.core import workflow as core_workflow
from partnership.core.errors import WrongState
from partnership.core.personal import show
from partnership.core.templatetags.hamyar import num
from partnership.core.text import search_q
from partnership.core.views import ServiceFormView, SignedInMixin

FOUND = 12


class _OfRecordMixin(SignedInMixin):
    """The record of the address: visible (404), the office's (403), not merged yet (409)."""

    @cached_property
    def unit(self) -> IndustrialUnit:
        """The record from which the officer came."""
        rows = IndustrialUnit.objects.visible_to(self.request.user).select_related("place")  # type: ignore[attr-defined]
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[attr-defined]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Right and state before anything is shown."""
        if request.user.is_authenticated:
            core_workflow.require(workflow.MERGE, self.unit, request.user)
        return super().dispatch(request, *args, **kwargs)


class ChooseOtherView(_OfRecordMixin, TemplateView):
    """Which other record is the same unit? Likely ones first, any other by search."""

    template_name = "industries/merge_choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Likely ones, and what the search finds."""
        form = ChooseOtherForm(self.request.GET)
        query = form.cleaned_data["q"] if form.is_valid() else ""
        found: Any = []
        if query:
            rows = IndustrialUnit.objects.visible_to(self.request.user).living()
            rows = rows.exclude(pk=self.unit.pk).filter(search_q("search", query))
            found = rows.select_related("place").order_by("sort_name", "pk")[:FOUND]
        return super().get_context_data(
            unit=self.unit,
            form=form,
            query=query,
            found=found,
            alike=units_like_unit(self.unit),
            **kwargs,
        )


class MergeUnitsView(_OfRecordMixin, ServiceFormView):
    """Side by side: which record stays, and whose value where they differ."""

    template_name = "industries/merge.html"
    form_class = MergeForm
    success_message = gettext_lazy("The two records are one now.")

    @cached_property
    def other(self) -> IndustrialUnit:
        """The other record, or 404."""
        rows = IndustrialUnit.objects.visible_to(self.request.user).select_related("place")
        return get_object_or_404(rows, pk=self.kwargs["other"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The other one must be there and not merged; a record is not merged with itself."""
        if request.user.is_authenticated and request.user.is_office:
            core_workflow.require(workflow.MERGE, self.other, request.user)
            if self.other.pk == self.unit.pk:
                raise WrongState(_("Choose two different records."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form compares the two."""
        return {**super().get_form_kwargs(), "left": self.unit, "right": self.other}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows to compare, what belongs to each, and what the officer must know."""
        context = super().get_context_data(**kwargs)
        left, right = self.unit, self.other
        differ = left.legal_id and right.legal_id and left.legal_id != right.legal_id
        return {
            **context,
            "left": left,
            "pair": (left, right),
            "rows": [
                _row(context["form"], name, left, right) for name in context["form"].differing
            ],
            "belongings": [belongings_of(left), belongings_of(right)],
            "ids_differ": bool(differ),
            "is_allowed": not differ
            or self.request.user.has_perm("industries.merge_different_units"),
        }

    def act(self, form: Any) -> IndustrialUnit:
        """Make one of them."""
        return merge_units(actor=self.request.user, **form.outcome)


def _row(form: MergeForm, name: str, left: IndustrialUnit, right: IndustrialUnit) -> dict[str, Any]:
    """One difference: its label and, for either side, the words and the button that takes them."""
    columns = MERGE_GROUPS[name]
    label = _("Licence") if name == "licence" else left._meta.get_field(columns[0]).verbose_name
    field = form[f"take_{name}"]
    return {
        "label": label,
        "field": field,
        "sides": [
            {"words": _said(unit, columns), "button": button}
            for unit, button in zip((left, right), field, strict=True)
        ],
    }


def _said(unit: IndustrialUnit, columns: tuple[str, ...]) -> str:
    parts = []
    for column in columns:
        display = getattr(unit, f"get_{column}_display", None)
        words = str(display()) if display else show(getattr(unit, column))
        if words:
            parts.append(words if column == "email" else num(words))
    return " · ".join(parts) or "–"
