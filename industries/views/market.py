"""The market of open problems, for students, professors and whoever is signed in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from industries.forms.market import FACETS, MarketForm
from industries.selectors import market as selectors
from partnership.core.lists import FilteredList
from partnership.core.seekers import Seeker, seeker_of

#: Values of a filter that stand open; the others of a long list come after them in the same menu.
PAGE = 12


class MarketView(FilteredList):
    """Cards of open problems: searched, narrowed, in order, with how each suits the reader."""

    template_name = "industries/market/list.html"
    filter_class = MarketForm
    paginate_by = PAGE

    @cached_property
    def seeker(self) -> Seeker | None:
        """What the reader brings."""
        return seeker_of(self.request.user)

    def make_filter(self) -> MarketForm:
        """Only what the reader can use."""
        return MarketForm(self.request.GET, seeker=self.seeker)

    def get_queryset(self) -> QuerySet:
        """Open problems that match; the order is no filter."""
        self.filter = self.make_filter()
        self.filter.is_valid()
        found = {name: value for name, value in self.filter.cleaned_data.items() if value}
        self.sort = found.pop("sort", "") or ("fit" if self.seeker else "new")
        self.wanted = found
        return selectors.market_rows(self.request.user, self.seeker, {**found, "sort": self.sort})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Cards, filters with their counts, orders."""
        context = super().get_context_data(**kwargs)
        user = self.request.user
        counts = selectors.facet_counts(user, self.seeker, self.wanted)
        return {
            **context,
            "seeker": self.seeker,
            "cards": selectors.cards_of(user, self.seeker, context["page_obj"]),
            "facets": [self._facet(name, counts[name]) for name in FACETS],
            "sort": self.sort,
            "orders": self.filter.fields["sort"].choices,
        }

    def _facet(self, name: str, counts: dict[Any, int]) -> dict[str, Any]:
        """The values of a filter that show something, and those ticked."""
        chosen = self.wanted.get(name, [])
        options = [
            {
                "value": value,
                "label": label,
                "count": counts.get(value, 0),
                "is_on": value in chosen,
                "id": f"id_{name}_{value}",
            }
            for value, label in self.filter.fields[name].choices
        ]
        shown = [one for one in options if one["count"] or one["is_on"]]
        if name == "skill":
            shown.sort(key=lambda one: (not one["is_on"], -one["count"]))
        return {
            "name": name,
            "label": self.filter.fields[name].label,
            "options": shown,
            "chosen": len(chosen),
        }
