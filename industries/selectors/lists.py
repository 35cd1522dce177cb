"""Lists of the Ministry in words: columns, verdicts with their reasons, what each row changed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy

from industries.enums import ListInvitation, ListKind, ListVerdict, PersonRole, ResolutionState
from industries.models import IndustrialUnit, ListRow, MinistryList, UnitPerson
from partnership.core.numbers import format_number
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.imports import selectors as imports
from partnership.imports.selectors import Words

#: Columns of a list of units, in the words of its pages.
UNIT_LABELS: dict[str, Any] = {
    "name": gettext_lazy("Name of the unit"),
    "legal_id": gettext_lazy("Legal-entity ID"),
    "registration_no": gettext_lazy("Registration number"),
    "licence_no": gettext_lazy("Licence number"),
    "licence_kind": gettext_lazy("Kind of licence"),
    "isic": gettext_lazy("ISIC class"),
    "place": gettext_lazy("Industrial place"),
    "address": gettext_lazy("Address"),
    "postal_code": gettext_lazy("Postal code"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail of the unit"),
    "manager": gettext_lazy("Manager’s name"),
    "manager_title": gettext_lazy("Manager’s position"),
    "mobile": gettext_lazy("Manager’s mobile"),
    "manager_email": gettext_lazy("Manager’s e-mail"),
    "employees": gettext_lazy("Employees"),
    "products": gettext_lazy("Products"),
    "problem": gettext_lazy("Text of the problem"),
    "category": gettext_lazy("Category of the problem"),
}
RESOLUTION_LABELS: dict[str, Any] = {
    "body": gettext_lazy("Text of the resolution"),
    "session_no": gettext_lazy("Number of the session"),
    "session_date": gettext_lazy("Date of the session"),
    "number": gettext_lazy("Number of the resolution"),
    "legal_id": UNIT_LABELS["legal_id"],
    "unit": UNIT_LABELS["name"],
    "owner": gettext_lazy("Responsible body"),
    "due_on": gettext_lazy("Due on"),
    "state": gettext_lazy("State"),
}
_FIELDS = {
    **UNIT_LABELS,
    **RESOLUTION_LABELS,
    "isic_id": UNIT_LABELS["isic"],
    "place_id": UNIT_LABELS["place"],
}
_SHORTENED = gettext_lazy(
    "The spreadsheet has shortened the legal-entity ID to “%(value)s”; its last digits are lost. "
    "Format the column as text and enter it again."
)
_UNSAFE = gettext_lazy("The cell holds unreadable characters.")
#: Why a row is refused or looked at twice; %(value)s is what the file says.
REASONS: dict[str, Any] = {
    "name_missing": gettext_lazy("The name of the unit is missing."),
    "name_long": gettext_lazy("The name is longer than 200 characters."),
    "name_unsafe": _UNSAFE,
    "name_ambiguous": gettext_lazy(
        "Several recorded units have this name; without a legal-entity ID nobody can say which "
        "is meant."
    ),
    "name_elsewhere": gettext_lazy(
        "A unit of this name is recorded in another place (%(value)s); this one is taken for a "
        "new one."
    ),
    "legal_id_bad": gettext_lazy("“%(value)s” is not a legal-entity ID."),
    "legal_id_short": _SHORTENED,
    "legal_id_unsafe": _UNSAFE,
    "legal_id_long": gettext_lazy("“%(value)s” is not a legal-entity ID."),
    "legal_id_person": gettext_lazy(
        "Where the legal-entity ID should be stands a person’s national ID; it is not kept."
    ),
    "unit_twice": gettext_lazy("This unit already stands in row %(value)s."),
    "also": gettext_lazy("The unit of row %(value)s; only its further problem is taken."),
    "unit_closed": gettext_lazy("“%(value)s” is recorded here and its file is closed."),
    "same_licence": gettext_lazy("Merged with “%(value)s” because of the licence number."),
    "same_name": gettext_lazy("Merged with “%(value)s” because of the name; please check."),
    "filled": gettext_lazy("Completed: %(value)s."),
    "differs": gettext_lazy("Recorded otherwise and left as it is: %(value)s."),
    "registration_no_bad": gettext_lazy("“%(value)s” is not a registration number; left out."),
    "licence_no_bad": gettext_lazy("“%(value)s” is not a licence number; left out."),
    "licence_kind_unknown": gettext_lazy("The kind of licence “%(value)s” is not known; left out."),
    "isic_unknown": gettext_lazy("The ISIC class “%(value)s” is not known; left out."),
    "place_unknown": gettext_lazy("The place “%(value)s” is not known; left out."),
    "category_unknown": gettext_lazy("The category “%(value)s” is not known."),
    "address_long": gettext_lazy("The address is longer than 300 characters; left out."),
    "products_long": gettext_lazy("The products are longer than 300 characters; left out."),
    "postal_code_bad": gettext_lazy("“%(value)s” is not a postal code; left out."),
    "phone_bad": gettext_lazy("The telephone number is not valid; left out."),
    "email_bad": gettext_lazy("The unit’s e-mail address is not valid; left out."),
    "mobile_bad": gettext_lazy("The manager’s mobile number is not valid; left out."),
    "manager_email_bad": gettext_lazy("The manager’s e-mail address is not valid; left out."),
    "manager_long": gettext_lazy("The manager’s name is longer than 120 characters; left out."),
    "manager_title_long": gettext_lazy(
        "The manager’s position is longer than 120 characters; left out."
    ),
    "employees_number": gettext_lazy("“%(value)s” is not a number of employees; left out."),
    "employees_high": gettext_lazy("%(value)s employees are more than can be; left out."),
    "problem_long": gettext_lazy("The text of the problem is longer than 6,000 characters."),
    "body_missing": gettext_lazy("The text of the resolution is missing."),
    "body_long": gettext_lazy("The text of the resolution is longer than 1,000 characters."),
    "body_unsafe": _UNSAFE,
    "session_no_missing": gettext_lazy("The number of the session is missing."),
    "session_no_long": gettext_lazy("“%(value)s” is not a number of a session."),
    "session_no_unsafe": _UNSAFE,
    "session_no_short": gettext_lazy("“%(value)s” is not a number of a session."),
    "session_date_missing": gettext_lazy("The date of the session is missing."),
    "session_date_bad": gettext_lazy("“%(value)s” is not a date."),
    "session_date_unsafe": _UNSAFE,
    "session_dates": gettext_lazy("Row %(value)s says another date of the same session."),
    "session_other_day": gettext_lazy(
        "Session %(value)s is recorded with another date. If it is the session of another year, "
        "write its number with the year."
    ),
    "session_ours": gettext_lazy("%(value)s is the number of minutes of the office itself."),
    "number_number": gettext_lazy("“%(value)s” is not a number of a resolution."),
    "number_high": gettext_lazy("“%(value)s” is not a number of a resolution."),
    "number_unsafe": _UNSAFE,
    "resolution_twice": gettext_lazy("This resolution already stands in row %(value)s."),
    "unit_unknown": gettext_lazy("The unit “%(value)s” is not recorded here."),
    "unit_ambiguous": gettext_lazy("Several recorded units may be “%(value)s”; none is linked."),
    "owner_long": gettext_lazy("The responsible body is longer than 160 characters; left out."),
    "due_on_bad": gettext_lazy("“%(value)s” is not a date; left out."),
    "state_unknown": gettext_lazy("“%(value)s” is none of the three states."),
    "state_changed": gettext_lazy("The state changes."),
}
WORDS = Words(REASONS, _FIELDS)
row_sentence = WORDS.row


def labels_of(kind: str) -> dict[str, Any]:
    """Columns of one kind of list."""
    return UNIT_LABELS if kind == ListKind.UNITS else RESOLUTION_LABELS


def number_label(kind: str) -> Any:
    """What the numbers of a list's rows are."""
    return UNIT_LABELS["legal_id"] if kind == ListKind.UNITS else RESOLUTION_LABELS["number"]


def list_rows(user: Any, handed: MinistryList, show: str) -> QuerySet[ListRow]:
    """Rows of a list: "added", "merged", "refused", "warned", "all", or worth a look."""
    rows = ListRow.objects.visible_to(user).filter(handed=handed).select_related("unit")
    rows = rows.select_related("unit", "resolution__meeting").order_by("row")
    if show in ListVerdict.values:
        return rows.filter(verdict=show)
    if show == "warned":
        return rows.filter(is_doubtful=True)
    if show == "all":
        return rows
    return rows.filter(is_doubtful=True) | rows.filter(verdict=ListVerdict.REFUSED)


def scans_of(handed: MinistryList) -> QuerySet[StoredFile]:
    """Scans of the letter a list came with."""
    return StoredFile.objects.of(handed, FileKind.SCAN)


def in_words(rows: Iterable[ListRow]) -> list[ListRow]:
    """Rows with `sentence` and `shown_changes` in the reader's language."""
    found = list(rows)
    for row in found:
        reasons = [reason for reason in row.reasons if not _is_shown(row, reason[0])]
        row.sentence = row_sentence(reasons, on_page=True)  # type: ignore[attr-defined]
        row.shown_changes = list(_changes(row.changes))  # type: ignore[attr-defined]
    return found


def _is_shown(row: ListRow, code: str) -> bool:
    """Whether the changes below the sentence say it better."""
    return code == "state_changed" or (code in ("filled", "differs") and bool(row.changes))


def _changes(changes: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What was filled, and what differs: ours and theirs, as far as it is nobody's own number."""
    for name, value in changes.get("filled", {}).items():
        shown = None if name.endswith("_id") and name != "legal_id" else value
        yield {"label": _FIELDS[name], "is_filled": True, "theirs": _said(shown)}
    for name, pair in changes.get("differs", {}).items():
        ours, theirs = pair or (None, None)
        yield {
            "label": _FIELDS[name],
            "is_filled": False,
            "ours": _said(ours),
            "theirs": _said(theirs),
        }
    if "state" in changes:
        before, after = changes["state"]
        yield {
            "label": _FIELDS["state"],
            "is_filled": True,
            "ours": ResolutionState(before).label,
            "theirs": ResolutionState(after).label,
        }


def _said(value: Any) -> Any:
    return format_number(value) if isinstance(value, int) else value


def list_report(user: Any, handed: MinistryList) -> Iterator[list[str]]:
    """The report of all rows with its header, in the active language, safe against formulas."""
    rows = ListRow.objects.visible_to(user).filter(handed=handed)
    return imports.report_lines(handed, WORDS, ListVerdict, number_label(handed.kind), rows)


def invitable_rows(user: Any, handed: MinistryList) -> QuerySet[ListRow]:
    """Rows taken over, one for each unit, with the unit's managers as `unit.managers`."""
    managers = UnitPerson.objects.filter(role=PersonRole.MANAGER, is_active=True)
    units = IndustrialUnit.objects.prefetch_related(
        Prefetch("persons", queryset=managers.select_related("user"), to_attr="managers")
    )
    first = (
        ListRow.objects.visible_to(user)
        .filter(handed=handed, is_taken=True, unit__isnull=False)
        .order_by("unit_id", "row")
        .distinct("unit_id")
    )
    rows = ListRow.objects.visible_to(user).filter(pk__in=first.values("pk"))
    return rows.prefetch_related(Prefetch("unit", queryset=units)).order_by("row")


def reachable_rows(rows: QuerySet[ListRow]) -> QuerySet[ListRow]:
    """Of these rows those whose manager has an address, no account, and no invitation yet."""
    waiting = UnitPerson.objects.filter(
        role=PersonRole.MANAGER, is_active=True, user__isnull=True
    ).exclude(email="")
    return rows.filter(unit__in=waiting.values("unit")).exclude(
        invitation__in=(ListInvitation.SENT, ListInvitation.PENDING)
    )
