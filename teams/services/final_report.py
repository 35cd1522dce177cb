"""The team's final report: written by members, accepted by the professor."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.core.errors import WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.services import queue_letter
from teams.emails import work as emails
from teams.enums import AssessmentState, TeamState
from teams.models import FinalReport, Team
from teams.services.work_common import (
    member_ids,
    member_users,
    professor_users,
    require_right,
    require_unchanged,
    said,
)
from teams.signals import evaluation_reopening, progress_changed
from teams.workflow import assessment as workflow

WRITABLE = frozenset({TeamState.EXECUTING, TeamState.EVALUATING})


@transaction.atomic
def write_final_report(
    *,
    team_id: int,
    actor: Any,
    summary: str,
    lessons: str = "",
    files: Iterable[Any] = (),
    seen: str = "",
) -> FinalReport:
    """Begin or change the team's final report.

    Raises WrongState before the execution, once it is with the professor, or when somebody else
    saved it after the form was opened.
    """
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.write_final_report", team)
    if team.state not in WRITABLE:
        raise WrongState(_("The final report is written during the execution or the evaluation."))
    report = FinalReport.objects.locked().filter(team=team).first()
    if report is None:
        report = FinalReport.objects.create(team=team, summary=summary, lessons=lessons)
        ActionLog.objects.record(
            report, verb="teams.finalreport.write", actor=actor, after=report.state
        )
    else:
        if report.state not in (AssessmentState.DRAFT, AssessmentState.RETURNED):
            raise WrongState(_("The professor has the final report; it cannot be changed now."))
        require_unchanged(report, seen)
        report.summary, report.lessons = summary, lessons
        report.save()
    for upload in files:
        store_file(upload_or_bytes=upload, owner=report, kind=FileKind.REPORT, actor=actor)
    return report


def _locked(final_report_id: int) -> FinalReport:
    team_id = FinalReport.objects.values_list("team_id", flat=True).get(pk=final_report_id)
    Team.objects.locked().get(pk=team_id)
    return (
        FinalReport.objects.locked().select_related("team__professor__user").get(pk=final_report_id)
    )


def _tell(letter: Any, report: FinalReport, to: list[Any], reason: str, log: Any) -> None:
    queue_letter(
        letter,
        about=report,
        to=to,
        context={"team": said(lambda: report.team.name), "reason": reason},
        dedupe=f"teams.finalreport:{report.pk}:{log.pk}",
    )


@transaction.atomic
def submit_final_report(*, final_report_id: int, actor: Any, reason: str = "") -> FinalReport:
    """Send the report to the professor."""
    report = _locked(final_report_id)
    log = apply(workflow.SUBMIT_FINAL, report, actor=actor)
    _tell(emails.FINAL_REPORT_SUBMITTED, report, professor_users(report.team), "", log)
    return report


@transaction.atomic
def accept_final_report(*, final_report_id: int, actor: Any, reason: str = "") -> FinalReport:
    """The professor accepts: a gate to the credit opens for every member."""
    report = _locked(final_report_id)
    log = apply(workflow.ACCEPT_FINAL, report, actor=actor, reason=reason)
    _tell(emails.FINAL_REPORT_ACCEPTED, report, member_users(report.team), reason, log)
    progress_changed.send(sender=Team, membership_ids=member_ids(report.team))
    return report


@transaction.atomic
def return_final_report(*, final_report_id: int, actor: Any, reason: str = "") -> FinalReport:
    """The professor asks for a correction; also of an accepted report, until credits are sent."""
    report = _locked(final_report_id)
    was_accepted = report.state == AssessmentState.ACCEPTED
    log = apply(workflow.RETURN_FINAL, report, actor=actor, reason=reason)
    members = member_ids(report.team)
    if was_accepted:
        evaluation_reopening.send(sender=Team, membership_ids=members, actor=actor)
    _tell(emails.FINAL_REPORT_RETURNED, report, member_users(report.team), reason, log)
    if was_accepted:
        progress_changed.send(sender=Team, membership_ids=members)
    return report
