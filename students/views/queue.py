"""The officer's queue of applications, and the way from one to the next inside it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.core.lists import FilteredList
from partnership.core.views import PermissionMixin
from students.enums import EnrolmentState
from students.forms.review import ReviewFilterForm
from students.models import Enrolment
from students.selectors import state_counts
from students.selectors.queue import USUAL, Neighbours, applications, neighbours
from students.selectors.registrar import registrar_states
from students.services import seen_stamp

#: Marks an address as part of a queue, whose filters it carries.
QUEUE = "queue"
#: Parameters of such an address that are no filters.
_OWN = (QUEUE, "page", "decided", "next")
#: Rows of a page: a morning's work can be chosen with one tick.
PAGE = 50

_COLUMNS = (
    ("name", _("Student"), ""),
    ("major", _("Major"), ""),
    ("credits", _("Credits passed"), "num"),
    ("gpa", _("Grade-point average"), "num"),
    ("state", _("State"), ""),
    ("sent", _("Sent on"), ""),
)


class EnrolmentList(PermissionMixin, FilteredList):
    """The office's queue of applications."""

    permission = "students.list_students"
    model = Enrolment
    template_name = "students/list_enrolments.html"
    filter_class = ReviewFilterForm
    paginate_by = PAGE

    def narrow(self, rows: QuerySet, wanted: dict[str, Any]) -> QuerySet:
        """By every filter of the form; the order is no filter and has no chip."""
        self.sort = wanted.pop("sort", "") or USUAL
        rows = rows.select_related("student__major", "round")
        return applications(rows, {**wanted, "sort": self.sort})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts by state, columns to sort by, the registrar's word and the stamp of each row."""
        counts = state_counts()
        tiles = [
            {
                "label": EnrolmentState(state).label,
                "value": counts.get(state, 0),
                "url": f"?state={state}",
            }
            for state in ("submitted", "waiting", "approved", "trained")
        ]
        context = super().get_context_data(tiles=tiles, **kwargs)
        rows = context["object_list"] = list(context["object_list"])
        states = registrar_states(rows)
        for row in rows:
            row.registrar, row.stamp = states[row.pk], seen_stamp(row)
        return {
            **context,
            "columns": [self._column(*column) for column in _COLUMNS],
            "queue": queue_query(self.request),
            "everything": context["paginator"].count,
        }

    def _column(self, key: str, label: Any, css: str) -> dict[str, Any]:
        """A head of the table: its link sorts, a second press turns the order round."""
        query = self.request.GET.copy()
        query.pop("page", None)
        is_up, is_down = self.sort == key, self.sort == f"-{key}"
        query["sort"] = f"-{key}" if is_up else key
        return {
            "label": label,
            "css": css,
            "url": f"?{query.urlencode()}",
            "sorted": "ascending" if is_up else "descending" if is_down else "",
        }


def queue_query(request: HttpRequest) -> str:
    """The filters in the address, as the address of an application inside the queue carries them.

    Empty when the address is not part of a queue.
    """
    is_list = request.path == reverse("students:list_enrolments")
    if not is_list and QUEUE not in request.GET:
        return ""
    query = QueryDict(mutable=True)
    query[QUEUE] = "1"
    for name, values in request.GET.lists():
        if name not in _OWN and any(values):
            query.setlist(name, values)
    return query.urlencode()


def queue_rows(request: HttpRequest, filters: Any = None) -> QuerySet[Enrolment]:
    """The queue the address belongs to; what waits for a decision when it belongs to none."""
    rows = Enrolment.objects.visible_to(request.user)
    if filters is None and QUEUE not in request.GET:
        return applications(rows, {"state": EnrolmentState.SUBMITTED})
    form = ReviewFilterForm(filters if filters is not None else request.GET)
    form.is_valid()
    return applications(rows, form.cleaned_data)


def place_in_queue(request: HttpRequest, pk: int) -> Neighbours:
    """Where an application stands in its queue."""
    return neighbours(queue_rows(request), pk)


def in_queue(request: HttpRequest, pk: int, name: str = "show_enrolment", **more: Any) -> str:
    """The address of an application's page inside the present queue."""
    query = QueryDict(queue_query(request), mutable=True)
    query.update(more)
    address = reverse(f"students:{name}", kwargs={"pk": pk})
    return f"{address}?{query.urlencode()}" if query else address


def wants_part(request: HttpRequest) -> bool:
    """Whether only the panel beside the list is asked for, by htmx."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx and htmx.target == "application" and not htmx.history_restore_request)
