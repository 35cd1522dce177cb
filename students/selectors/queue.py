"""The officer's queue: which applications, in which order, and who comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnership.core.text import search_q
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.programme.enums import Degree
from partnership.programme.models import MajorRule, Round
from students.enums import RuleCode, WithdrawalState
from students.models import Enrolment, RegistrarRecord, Waiver, Withdrawal
from students.selectors.rulebook import Record, unexcused_days

#: What a column is sorted by; a minus turns it round.
SORTS: dict[str, tuple[str, ...]] = {
    "sent": ("submitted_at", "pk"),
    "name": ("student__sort_name", "pk"),
    "major": ("student__major__order", "student__major__name_fa", "pk"),
    "credits": ("student__passed_credits", "pk"),
    "gpa": ("student__gpa", "pk"),
    "state": ("state", "submitted_at", "pk"),
}
#: Who has waited longest stands first.
USUAL = "sent"


def applications(rows: QuerySet[Enrolment], wanted: Mapping[str, Any]) -> QuerySet[Enrolment]:
    """Applications that match the filters of the queue, in the order asked for.

    `wanted` has the names of `ReviewFilterForm`; missing ones do not narrow.
    """
    if query := wanted.get("q"):
        rows = rows.filter(search_q("student__search", query)) | rows.filter(code__iexact=query)
    for name, lookup in (
        ("state", "state"),
        ("round", "round"),
        ("major", "student__major"),
        ("faculty", "student__major__faculty"),
        ("since", "submitted_at__date__gte"),
    ):
        if value := wanted.get(name):
            rows = rows.filter(**{lookup: value})
    if wanted.get("revised"):
        rows = rows.filter(revision__gt=1)
    if wanted.get("differs"):
        rows = rows.filter(~Q(declared={}) | Exists(_other_person()))
    if cv := wanted.get("cv"):
        has_cv = Exists(_cvs())
        rows = rows.filter(has_cv) if cv == "yes" else rows.exclude(has_cv)
    if look := wanted.get("look"):
        rows = _by_rules(rows, look)
    return rows.order_by(*_order(wanted.get("sort") or USUAL))


@dataclass(frozen=True)
class Neighbours:
    """Where an application stands in a queue; `place` is None when it is not in it (any more)."""

    place: int | None
    total: int
    previous: int | None
    next: int | None


def neighbours(rows: QuerySet[Enrolment], pk: int) -> Neighbours:
    """The applications before and after one; one query.

    For one that has left the queue the first of the queue is the next.
    """
    order = list(rows.values_list("pk", flat=True))
    if pk not in order:
        return Neighbours(None, len(order), None, order[0] if order else None)
    place = order.index(pk)
    return Neighbours(
        place + 1,
        len(order),
        order[place - 1] if place else None,
        order[place + 1] if place + 1 < len(order) else None,
    )


def _order(sort: str) -> tuple[Any, ...]:
    is_down = sort.startswith("-")
    fields = SORTS.get(sort.removeprefix("-"), SORTS[USUAL])
    if is_down:
        return tuple(F(name).desc(nulls_last=True) for name in fields)
    return tuple(F(name).asc(nulls_last=True) for name in fields)


def _cvs() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(
        owner_type=ContentType.objects.get_for_model(Enrolment),
        owner_id=OuterRef("pk"),
        kind=FileKind.CV,
    )


def _other_person() -> QuerySet[RegistrarRecord]:
    """The registrar has the student number with another national ID."""
    return RegistrarRecord.objects.filter(
        student_number=OuterRef("student__student_number")
    ).exclude(national_id__in=["", OuterRef("student__national_id")])


def _by_rules(rows: QuerySet[Enrolment], look: str) -> QuerySet[Enrolment]:
    """Narrow by how the rules of the decision stand: the same as `broken_rules`, in the database.

    "failed" one is not met · "warning" none failed, one to be looked at · "fine" all met.
    """
    rule = MajorRule.objects.filter(round=OuterRef("round"), major=OuterRef("student__major"))
    rows = rows.annotate(
        needed=Coalesce(
            Subquery(rule.values("min_credits")[:1]),
            F("student__major__min_credits"),
            F("round__min_credits"),
        ),
        least=Coalesce(Subquery(rule.values("min_gpa")[:1]), F("round__min_gpa")),
    )
    low = Q(student__gpa__lt=F("least"))
    probation = Q(student__on_probation=True)
    failed = (
        (
            Q(student__degree=Degree.BSC, student__passed_credits__lt=F("needed"))
            & ~_waived(RuleCode.CREDITS)
        )
        | (low & Q(round__gpa_bars=True) & ~_waived(RuleCode.GPA))
        | (probation & Q(round__probation_bars=True) & ~_waived(RuleCode.PROBATION))
        | (_barred() & ~_waived(RuleCode.BARRED))
    )
    warned = (
        (low & Q(round__gpa_bars=False) & ~_waived(RuleCode.GPA))
        | (probation & Q(round__probation_bars=False) & ~_waived(RuleCode.PROBATION))
        | (~Q(conflict="") & ~_waived(RuleCode.CONFLICT))
    )
    rows = rows.annotate(
        look=Case(
            When(failed, then=Value("failed")),
            When(warned, then=Value("warning")),
            default=Value("fine"),
        )
    )
    return rows.filter(look=look)


def _waived(rule: str) -> Q:
    return Q(Exists(Waiver.objects.filter(enrolment=OuterRef("pk"), rule=rule, ended_at=None)))


def _barred() -> Q:
    """Students whom unexcused withdrawals bar today; few, so their days are reckoned here."""
    students = Withdrawal.objects.filter(state=WithdrawalState.UNEXCUSED).values_list(
        "enrolment__student", flat=True
    )
    days = unexcused_days(set(students))
    barred = Q(pk__in=[])
    if not days:
        return barred
    today = timezone.localdate()
    for round_ in Round.objects.all():
        pks = [
            pk
            for pk, left_on in days.items()
            if (until := Record(left_on=left_on).barred_until(round_)) and today < until
        ]
        if pks:
            barred |= Q(round=round_.pk, student__in=pks)
    return barred
