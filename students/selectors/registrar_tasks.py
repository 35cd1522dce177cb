"""Registrar's lists that wait for the office."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.numbers import format_number
from partnership.core.worklist import Task
from students.enums import ImportState
from students.models import RegistrarImport


def registrar_tasks(user: Any) -> Iterator[Task]:
    """Lists that are compared and wait to be taken over; one opens at once, several as a list."""
    if not user.is_office:
        return
    checked = RegistrarImport.objects.filter(state=ImportState.CHECKED).aggregate(
        n=Count("pk"), since=Min("state_changed_at"), last=Max("pk")
    )
    number = checked["n"]
    if not number:
        return
    lists = reverse("students:list_imports") + "?state=checked"
    yield Task(
        "registrar",
        _("Registrar’s list to take over"),
        ngettext("%(n)s list is compared", "%(n)s lists are compared", number)
        % {"n": format_number(number)},
        reverse("students:show_import", args=[checked["last"]]) if number == 1 else lists,
        _("Look through"),
        since=checked["since"],
        tone="attention",
        icon="file-earmark-spreadsheet",
    )
