"""The assessment of the problem on site, and the professor's answer to it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.text import normalise_text
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.services import queue_letter
from teams import emails
from teams.enums import AssessmentState, TeamState
from teams.models import Assessment, Finding, Team
from teams.services import audience
from teams.services.team import require_right
from teams.workflow import assessment as workflow
from teams.workflow import team as team_moves

EDITABLE = frozenset({AssessmentState.DRAFT, AssessmentState.RETURNED})


@transaction.atomic
def save_assessment(
    *,
    team_id: int,
    actor: Any,
    summary: str,
    root_cause: str,
    method: str = "",
    findings: Iterable[dict[str, Any]] = (),
    photos: Iterable[Any] = (),
    attachments: Iterable[Any] = (),
    seen: str = "",
) -> Assessment:
    """Write the team's assessment; it stays a draft until it is sent to the professor.

    `findings` are dicts with `body` and, as known, `category`, `measured`, `cause`; they replace
    the former ones. `seen` is the `updated_at` the writer started from: when a team mate saved
    meanwhile, WrongState is raised and nothing is overwritten.
    """
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.write_assessment", team)
    if team.state != TeamState.ASSESSING:
        raise WrongState(
            _("The assessment is written while the team assesses; it is “%(state)s” now.")
            % {"state": team.get_state_display()}
        )
    paper = Assessment.objects.locked().filter(team=team).first()
    is_new = paper is None
    paper = paper or Assessment(team=team)
    _require_editable(paper, seen)
    paper.summary = normalise_text(summary, multiline=True)
    paper.method = normalise_text(method, multiline=True)
    paper.root_cause = normalise_text(root_cause, multiline=True)
    paper.save()
    _write_findings(paper, findings)
    for kind, files in ((FileKind.PHOTO, photos), (FileKind.ATTACHMENT, attachments)):
        for item in files:
            store_file(upload_or_bytes=item, owner=paper, kind=kind, actor=actor)
    verb = "teams.assessment.create" if is_new else "teams.assessment.edit"
    ActionLog.objects.record(paper, verb=verb, actor=actor, after=paper.state)
    return paper


@transaction.atomic
def submit_assessment(*, assessment_id: int, actor: Any, reason: str = "") -> Assessment:
    """Send it to the professor. Raises DomainError without a finding or a professor."""
    paper, team = _lock(assessment_id)
    apply(workflow.SUBMIT, paper, actor=actor, reason=reason)
    if team.state != TeamState.ASSESSING:
        raise WrongState(
            _("The assessment is written while the team assesses; it is “%(state)s” now.")
            % {"state": team.get_state_display()}
        )
    if not paper.findings.exists():
        raise DomainError(_("Please write down at least one finding."))
    if team.professor_id is None:
        raise DomainError(_("The team has no professor now. Please ask the office."))
    queue_letter(
        emails.team.ASSESSMENT_SUBMITTED,
        about=paper,
        to=audience.professor_users(team),
        context={"team": team},
        dedupe=_turn(paper),
    )
    return paper


@transaction.atomic
def accept_assessment(*, assessment_id: int, actor: Any, reason: str = "") -> Assessment:
    """The professor accepts: the team goes on to design solutions, the unit may read it."""
    paper, team = _lock(assessment_id)
    apply(workflow.ACCEPT, paper, actor=actor, reason=reason)
    apply(team_moves.BEGIN_PROPOSING, team, actor=None, data={"by": actor.pk})
    queue_letter(
        emails.team.ASSESSMENT_ACCEPTED,
        about=paper,
        to=[*audience.member_users(team), *audience.unit_users(team)],
        context={"team": team, "reason": reason},
        dedupe=_turn(paper),
    )
    return paper


@transaction.atomic
def return_assessment(*, assessment_id: int, actor: Any, reason: str = "") -> Assessment:
    """The professor returns it with what to correct."""
    paper, team = _lock(assessment_id)
    paper.version += 1
    apply(workflow.RETURN, paper, actor=actor, reason=reason, also=["version"])
    queue_letter(
        emails.team.ASSESSMENT_RETURNED,
        about=paper,
        to=audience.member_users(team),
        context={"team": team, "reason": reason},
        dedupe=_turn(paper),
    )
    return paper


def _lock(assessment_id: int) -> tuple[Assessment, Team]:
    team_id = Assessment.objects.values_list("team_id", flat=True).get(pk=assessment_id)
    team = Team.objects.locked().get(pk=team_id)
    paper = Assessment.objects.locked().get(pk=assessment_id)
    paper.team = team
    return paper, team


def _require_editable(paper: Assessment, seen: str) -> None:
    if paper.state not in EDITABLE:
        raise WrongState(
            _("The assessment is “%(state)s” and cannot be changed now.")
            % {"state": paper.get_state_display()}
        )
    if paper.pk and seen and seen != paper.updated_at.isoformat():
        raise WrongState(_("Someone else changed this record; please review."))


def _write_findings(paper: Assessment, findings: Iterable[dict[str, Any]]) -> None:
    paper.findings.all().delete()
    rows = [
        Finding(
            assessment=paper,
            order=order,
            body=normalise_text(row["body"]),
            category=row.get("category"),
            measured=normalise_text(row.get("measured", "")),
            cause=normalise_text(row.get("cause", "")),
            translations=row.get("translations", {}),
        )
        for order, row in enumerate(findings)
        if normalise_text(row.get("body", ""))
    ]
    Finding.objects.bulk_create(rows)


def _turn(paper: Assessment) -> str:
    """A letter about one version is sent once."""
    return f"assessment:{paper.pk}:{paper.version}"
