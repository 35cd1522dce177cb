"""Lists of the Ministry at the office."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from industries.models import ListRow, MinistryList
from industries.services import lists
from industries.workflow.lists import MOVES, STOPS
from partnership.core.admin import MoveAdminMixin, ReadOnlyAdmin, register
from partnership.core.numbers import format_number


@register(MinistryList)
class MinistryListAdmin(MoveAdminMixin, ReadOnlyAdmin):
    """Lists of the Ministry; handed in and taken over on their own pages."""

    moves = {
        MOVES.apply: lists.apply_list,
        STOPS.stop: lists.stop_list,
        STOPS.resume: lists.resume_list,
        MOVES.cancel: lists.cancel_list,
    }
    list_display = ("number", "kind", "letter_no", "letter_date", "state", "rows_total")
    list_filter = ("state", "kind")
    search_fields = ("letter_no",)
    exclude = ("report", "columns")

    @admin.display(description=_("list"), ordering="pk")
    def number(self, obj: MinistryList) -> str:
        """Its number in the reader's digits."""
        return format_number(obj.pk)


@register(ListRow)
class ListRowAdmin(ReadOnlyAdmin):
    """What became of single rows."""

    list_display = ("row", "handed", "verdict", "name", "unit", "invitation")
    list_filter = ("verdict", "is_doubtful", "invitation")
    list_select_related = ("handed", "unit")
    search_fields = ("name", "number")
    exclude = ("reasons", "changes")
