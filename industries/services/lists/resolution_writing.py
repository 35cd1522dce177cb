"""Write one judged part of a list of the working group: sessions, resolutions, their states."""

from datetime import datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils.translation import gettext as _

from industries.enums import ListVerdict, MeetingKind, MeetingState, ResolutionState
from industries.models import IndustrialUnit, JointMeeting, MinistryList, Resolution
from industries.services.lists.resolutions import open_state
from industries.workflow import meeting as workflow
from partnership.core.jalali import TEHRAN
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.imports.services import Verdict

#: The lists say the day; sessions of the working group begin in the morning.
BEGINS = time(8, 0)
GROUP = "کارگروه تسهیل و رفع موانع تولید"
GROUP_EN = "Production Facilitation and Obstacle-Removal Working Group"
#: The moves from one of the three buckets to another.
_WAYS = {
    (ResolutionState.IN_FOLLOW_UP, ResolutionState.DONE): (workflow.COMPLETE,),
    (ResolutionState.IN_FOLLOW_UP, ResolutionState.NOT_DONE): (workflow.FAIL,),
    (ResolutionState.DONE, ResolutionState.IN_FOLLOW_UP): (workflow.RESUME,),
    (ResolutionState.DONE, ResolutionState.NOT_DONE): (workflow.RESUME, workflow.FAIL),
    (ResolutionState.NOT_DONE, ResolutionState.IN_FOLLOW_UP): (workflow.RESUME,),
    (ResolutionState.NOT_DONE, ResolutionState.DONE): (workflow.COMPLETE,),
}


def write_resolutions(
    handed: MinistryList, chunk: list[Verdict], actor: Any
) -> dict[int, Resolution]:
    """Write the rows that are not refused; {row: its resolution}."""
    good = [verdict for verdict in chunk if not verdict.is_refused]
    meetings = _sessions(handed, good, actor)
    rows = _add([v for v in good if v.kind == ListVerdict.ADDED], meetings, handed, actor)
    for verdict in good:
        if verdict.kind == ListVerdict.MERGED:
            rows[verdict.row] = _merge(verdict, handed, actor)
    return rows


def _sessions(handed: MinistryList, good: list[Verdict], actor: Any) -> dict[str, JointMeeting]:
    meetings: dict[str, JointMeeting] = {}
    for verdict in good:
        number, meeting = verdict.values["session"], verdict.values["meeting"]
        if meeting is None and number not in meetings:
            meeting = JointMeeting.objects.create(
                kind=MeetingKind.WORKING_GROUP,
                state=MeetingState.SIGNED,
                number=number,
                title=f"جلسهٔ {number} {GROUP}",
                translations={"en": {"title": f"Session {number} of the {GROUP_EN}"}},
                starts_at=datetime.combine(verdict.values["day"], BEGINS, TEHRAN),
                place=GROUP,
                version=1,
                organiser=actor,
            )
            ActionLog.objects.record(
                meeting,
                verb="industries.jointmeeting.import",
                actor=actor,
                after=meeting.state,
                data={"list": handed.pk},
            )
        if meeting is not None:
            meetings[number] = meeting
    return meetings


def _add(
    new: list[Verdict], meetings: dict[str, JointMeeting], handed: MinistryList, actor: Any
) -> dict[int, Resolution]:
    """New resolutions; those without a number follow the last one of their session."""
    last = dict(
        Resolution.objects.filter(meeting__in=meetings.values())
        .order_by()
        .values_list("meeting__number")
        .annotate(Max("number"))
    )
    for verdict in new:
        session = verdict.values["session"]
        last[session] = max(last.get(session, 0), verdict.values.get("number", 0))
    made = []
    for verdict in new:
        given, session = verdict.values, verdict.values["session"]
        if "number" not in given:
            last[session] += 1
        made.append(
            Resolution(
                meeting=meetings[session],
                number=given.get("number") or last[session],
                body=given["body"],
                due_on=given.get("due_on"),
                state=open_state(verdict),
                about_unit=given.get("about"),
                **_owner(given),
            )
        )
    Resolution.objects.bulk_create(made)
    kind = ContentType.objects.get_for_model(Resolution)
    ActionLog.objects.bulk_create(
        ActionLog(
            content_type=kind,
            object_id=row.pk,
            verb="industries.resolution.import",
            actor=actor,
            after=row.state,
            data={"list": handed.pk},
        )
        for row in made
    )
    return {verdict.row: row for verdict, row in zip(new, made, strict=True)}


def _owner(given: dict[str, Any]) -> dict[str, Any]:
    """The body named; without one the unit itself has to act."""
    unit: IndustrialUnit | None = given.get("about")
    if given.get("owner"):
        return {"owner_text": given["owner"]}
    return {"owner_unit": unit} if unit else {"owner_text": given.get("unit", "")[:160]}


def _merge(verdict: Verdict, handed: MinistryList, actor: Any) -> Resolution:
    """Complete what is empty and take the state the list says; nothing is doubled."""
    given, row = verdict.values, verdict.values["resolution"]
    filled = verdict.changes.get("filled", {})
    columns = {
        "due_on": given.get("due_on"),
        "owner": given.get("owner"),
        "unit": given.get("about"),
    }
    names = {"due_on": "due_on", "owner": "owner_text", "unit": "about_unit"}
    for name in filled:
        setattr(row, names[name], columns[name])
    if filled:
        row.save(update_fields=[*(names[name] for name in filled), "updated_at"])
    if "state" in verdict.changes:
        reason = _("Letter %(number)s of the working group") % {"number": handed.letter_no}
        for move in _WAYS[row.state, given["state"]]:
            apply(move, row, actor=actor, reason=reason, data={"list": handed.pk})
    return row
