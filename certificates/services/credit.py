"""Credits: computed from what others confirmed, sent to education, recorded or returned."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from certificates import emails, workflow
from certificates.enums import CreditState
from certificates.models import Credit, GradeList
from certificates.selectors.gates import Figures, figures_for
from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.numbers import format_number
from partnership.core.snapshots import digest
from partnership.core.workflow import apply
from partnership.notifications.emails import Address
from partnership.notifications.services import queue_letter
from partnership.programme.models import Faculty, Term

FROZEN = frozenset({CreditState.SENT, CreditState.RECORDED})
FIGURES = ("credits", "hours", "min_hours", "supervisor_points", "professor_points", "grade")


@transaction.atomic
def refresh_credits(*, membership_ids: Iterable[int]) -> None:
    """Look at the gates of these members again; credits that were sent stay as they went.

    Becoming ready tells the student the final grade, once a version of the result.
    """
    ids = sorted(set(membership_ids))
    figures = figures_for(ids)
    Credit.objects.bulk_create(
        [
            Credit(membership_id=pk, student_id=row.membership.student_id)
            for pk, row in sorted(figures.items())
        ],
        ignore_conflicts=True,
    )
    for credit in Credit.objects.locked().filter(membership__in=ids).exclude(state__in=FROZEN):
        _write_figures(credit, figures[credit.membership_id])


def _write_figures(credit: Credit, row: Figures) -> None:
    """Copy the figures and take the system's move when a gate opened or closed."""
    old_grade = credit.grade
    for name in FIGURES:
        setattr(credit, name, getattr(row, name))
    credit.blocked_by = row.closed
    also = [*FIGURES, "blocked_by", "result_version", "updated_at"]
    is_ready = not row.closed
    if is_ready and credit.state in workflow.MAKE_READY.sources:
        credit.result_version += 1
        apply(workflow.MAKE_READY, credit, actor=None, also=also)
        _tell_result(credit)
    elif not is_ready and credit.state in workflow.BLOCK.sources:
        apply(workflow.BLOCK, credit, actor=None, also=also)
    else:
        if is_ready and old_grade != credit.grade:
            credit.result_version += 1
            _tell_result(credit)
        credit.save(update_fields=also)


def _tell_result(credit: Credit) -> None:
    queue_letter(
        emails.RESULT_FINAL,
        about=credit,
        to=[credit.student.user],
        dedupe=f"result:{credit.pk}:{credit.result_version}",
        context={"grade": credit.grade, "hours": credit.hours},
    )


def require_not_sent(*, membership_ids: Iterable[int]) -> None:
    """Raise DomainError when a grade of these members is at education already."""
    sent = Credit.objects.locked().filter(membership__in=list(membership_ids), state__in=FROZEN)
    if sent.first():
        raise DomainError(
            _(
                "The grade has gone to education. Ask education to return it first; "
                "a corrected list then replaces it."
            )
        )


@transaction.atomic
def send_credits(*, credit_ids: Iterable[int], actor: User) -> list[GradeList]:
    """Freeze ready credits into one versioned grade list per faculty and term, and send them.

    Raises WrongState when one of them is not ready, DomainError for a second credit of a student.
    """
    credits = list(
        Credit.objects.locked()
        .filter(pk__in=list(credit_ids))
        .select_related("student__major__faculty", "membership__team__round__term")
    )
    if not credits:
        raise DomainError(_("No grade is ready to be sent."))
    groups: dict[tuple[int, int], list[Credit]] = defaultdict(list)
    for credit in credits:
        term = credit.membership.team.round.term_id
        groups[term, credit.student.major.faculty_id].append(credit)
    return [_send_list(rows, actor) for _key, rows in sorted(groups.items())]


def send_credit(*, credit_id: int, actor: User) -> Credit:
    """Send one ready credit as a list of its own."""
    send_credits(credit_ids=[credit_id], actor=actor)
    return Credit.objects.get(pk=credit_id)


def _send_list(credits: list[Credit], actor: User) -> GradeList:
    term: Term = credits[0].membership.team.round.term
    # The faculty's row serialises versions of its lists.
    faculty = Faculty.objects.select_for_update(no_key=True).get(
        pk=credits[0].student.major.faculty_id
    )
    last = GradeList.objects.filter(term=term, faculty=faculty).aggregate(v=Max("version"))["v"]
    rows = [_row(credit) for credit in credits]
    listed = GradeList.objects.create(
        term=term,
        faculty=faculty,
        version=(last or 0) + 1,
        rows=rows,
        digest=digest(rows),
        sent_by=actor,
    )
    for credit in credits:
        credit.grade_list = listed
        try:
            with transaction.atomic():
                apply(workflow.SEND, credit, actor=actor, also=["grade_list", "updated_at"])
        except IntegrityError as error:
            raise DomainError(
                _("%(student)s already has an internship credit.") % {"student": credit.student}
            ) from error
    _tell_education(listed, faculty, term)
    return listed


def _row(credit: Credit) -> dict[str, Any]:
    """A line of the list as education types it: ASCII digits, the number as text."""
    student = credit.student
    return {
        "credit": credit.pk,
        "student_number": student.student_number,
        "last_name": student.last_name_fa,
        "first_name": student.first_name_fa,
        "major": student.major.name_fa,
        "credits": _plain(credit.credits),
        "hours": _plain(credit.hours),
        "supervisor_points": _plain(credit.supervisor_points),
        "professor_points": _plain(credit.professor_points),
        "grade": _plain(credit.grade),
    }


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _tell_education(listed: GradeList, faculty: Faculty, term: Term) -> None:
    officers = list(User.objects.with_role(Role.EDUCATION))
    known = {user.email for user in officers}
    to: list[Any] = [*officers]
    if faculty.education_email and faculty.education_email not in known:
        to.append(Address(email=faculty.education_email, name=faculty.name_fa))
    queue_letter(
        emails.CREDIT_SENT,
        about=listed,
        to=to,
        context={"term": term, "faculty": faculty, "count": format_number(len(listed.rows))},
    )


@transaction.atomic
def record_credit(*, credit_id: int, actor: User, education_letter: str) -> Credit:
    """Education has recorded the grade under a letter number.

    Raises DomainError without the number.
    """
    credit = Credit.objects.locked().get(pk=credit_id)
    credit.education_letter = education_letter.strip()
    if not credit.education_letter:
        raise DomainError(
            _("Please give the number of education’s letter."), field="education_letter"
        )
    apply(workflow.RECORD, credit, actor=actor, also=["education_letter", "updated_at"])
    queue_letter(
        emails.CREDIT_RECORDED,
        about=credit,
        to=[credit.student.user],
        dedupe=f"recorded:{credit.pk}:{credit.education_letter}",
    )
    return credit


@transaction.atomic
def return_credit(*, credit_id: int, actor: User, reason: str) -> Credit:
    """Education returns a grade to the office; the office corrects and sends a new list."""
    credit = Credit.objects.locked().get(pk=credit_id)
    entry: ActionLog = apply(
        workflow.RETURN, credit, actor=actor, reason=reason, also=["updated_at"]
    )
    queue_letter(
        emails.CREDIT_RETURNED,
        about=credit,
        to=User.objects.with_role(Role.OFFICER, Role.HEAD),
        dedupe=f"returned:{credit.pk}:{entry.pk}",
        context={"student": credit.student, "reason": reason},
    )
    return credit
