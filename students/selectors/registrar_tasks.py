"""Registrar's lists that wait for the office."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.numbers import format_number
from partnership.core.tally import Group, Tally
from partnership.core.worklist import Task
from students.enums import ImportState
from students.models import RegistrarImport


def checked_lists() -> Group:
    """Lists that are compared and not taken over yet."""
    return Group(RegistrarImport.objects.filter(state=ImportState.CHECKED))


def registrar_tasks(checked: Tally) -> Iterator[Task]:
    """Lists that are compared and wait to be taken over; one opens at once, several as a list."""
    number = checked.n
    if not number:
        return
    lists = reverse("students:list_imports") + "?state=checked"
    yield Task(
        "registrar",
        _("Registrar’s list to take over"),
        ngettext("%(n)s list is compared", "%(n)s lists are compared", number)
        % {"n": format_number(number)},
        reverse("students:show_import", args=[checked.last]) if number == 1 else lists,
        _("Look through"),
        since=checked.since,
        tone="attention",
        icon="file-earmark-spreadsheet",
    )
