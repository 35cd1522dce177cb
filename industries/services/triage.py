"""The review of a problem beside acceptance: ask for detail, refer, record the answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import MessageAudience, ResolutionState
from industries.models import DetailRequest, Problem, ProblemMessage, Referral
from industries.selectors.revisions import FIELDS
from industries.services.common import require_right, said_title, unit_readers
from industries.services.problems import decide, withdraw
from industries.services.referral_text import snapshot_of
from industries.services.revisions import version_of
from industries.workflow import problem as workflow
from partnership.core.errors import DomainError
from partnership.core.jalali import jalali_year
from partnership.core.models import ActionLog, next_number
from partnership.notifications.services import queue_letter


@transaction.atomic
def ask_detail_problem(
    *, problem_id: int, actor: Any, reason: str = "", fields: Mapping[str, str] | None = None
) -> Problem:
    """Something is missing; the unit reads what, sees the fields marked, and may write again.

    `fields` is {field: sentence, may be empty}. The words also stand in the thread of questions,
    where the unit can ask back.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    decide(workflow.ASK_DETAIL, problem, actor, reason)
    problem.detail_requests.filter(answered_at=None).update(answered_at=timezone.now())
    DetailRequest.objects.create(
        problem=problem,
        fields={name: words for name, words in (fields or {}).items() if name in FIELDS},
        note=reason.strip(),
        version=version_of(problem),
        by=actor,
    )
    ProblemMessage.objects.create(
        problem=problem,
        author=actor,
        audience=MessageAudience.UNIT,
        body=reason.strip(),
        wants_answer=False,
    )
    return problem


@transaction.atomic
def refer_problem(
    *, problem_id: int, actor: Any, reason: str = "", agency: str = "", request: str = ""
) -> Problem:
    """The problem goes to the working group with a numbered paper; running work on it ends.

    The paper's words are frozen as they stand now. Numbers have no gaps.
    """
    problem = Problem.objects.locked().select_related("unit", "category").get(pk=problem_id)
    decide(workflow.REFER, problem, actor, reason)
    today = timezone.localdate()
    year = jalali_year(today)
    referral = Referral(
        problem=problem,
        number=f"HS-R-{year}-{next_number('referral', year):03}",
        agency=agency.strip()
        or _("Secretariat of the Production Facilitation and Obstacle-Removal Working Group"),
        request=request.strip() or reason.strip(),
        by=actor,
        referred_on=today,
    )
    referral.snapshot = snapshot_of(referral, reason.strip())
    referral.save()
    withdraw(problem, actor)
    return problem


@transaction.atomic
def record_referral_answer(
    *,
    referral_id: int,
    actor: Any,
    outcome: str,
    answer: str,
    answered_on: date,
    answer_no: str = "",
) -> Referral:
    """What the working group answered; the unit is told. May be corrected by recording again."""
    known = Referral.objects.values_list("problem_id", flat=True).get(pk=referral_id)
    problem = Problem.objects.locked().select_related("unit").get(pk=known)
    referral = Referral.objects.locked().get(pk=referral_id)
    require_right(actor, "industries.triage_problem", problem)
    if not answer.strip():
        raise DomainError(_("Write down what the working group answered."), field="answer")
    if answered_on < referral.referred_on:
        raise DomainError(_("The answer cannot be older than the referral."), field="answered_on")
    if answered_on > timezone.localdate():
        raise DomainError(_("This day has not come yet."), field="answered_on")
    referral.outcome, referral.answer = ResolutionState(outcome), answer.strip()
    referral.answer_no, referral.answered_on = answer_no, answered_on
    referral.save()
    entry = ActionLog.objects.record(
        problem,
        verb="industries.problem.record_answer",
        actor=actor,
        reason=referral.answer,
        data={"referral": referral.number, "outcome": referral.outcome},
    )
    queue_letter(
        emails.REFERRAL_ANSWERED,
        about=problem,
        to=unit_readers(problem.unit),
        context={
            "title": said_title(problem),
            "number": referral.number,
            "outcome": said_outcome(referral.outcome),
            "answer": referral.answer,
        },
        dedupe=f"{problem.pk}:{entry.pk}",
    )
    return referral


def said_outcome(code: str) -> Any:
    """The bucket's name in the language of whoever reads the letter."""
    return ResolutionState(code).label
