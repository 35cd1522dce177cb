"""Teams with members, professors and their way so far."""

from datetime import date
from typing import Any

from partnership.demo.loader.base import Cohort, at, walk
from teams.enums import LeavingCause, MembershipRole, MembershipState, SupervisionState
from teams.models import Membership, Supervision, Team
from teams.workflow import membership as seats
from teams.workflow import team as moves

DATES = {
    "14043": {
        "formed": "2026-07-04",
        "letter": "2026-07-05",
        "start": date(2026, 7, 6),
        "end": date(2026, 9, 22),
    },
    "14051": {
        "formed": "2026-10-05",
        "letter": "2026-10-07",
        "start": date(2026, 10, 10),
        "end": date(2027, 1, 20),
    },
}
LEFT_ON = "2026-11-14"


def load(cohort: Cohort) -> None:
    """Every team of the file."""
    for item in cohort.data["teams"]:
        _team(cohort, item)


def _team(cohort: Cohort, item: dict[str, Any]) -> None:
    days = DATES[item["term"]]
    professor, problem = cohort.get(item["professor"]), cohort.get(item["problem"])
    started = item["stage"] != "forming"
    team = cohort.put(
        item["id"],
        Team.objects.create(
            name_fa=item["name"]["fa"],
            name_en=item["name"]["en"],
            round=cohort[f"round:{item['term']}"],
            problem=problem,
            professor=professor,
            supervisor=cohort.get(f"supervisor:{item['unit']}") if started else None,
            starts_on=days["start"] if started else None,
            ends_on=days["end"] if started else None,
            formation_version=1 if started else 0,
            executed=item["stage"] in ("executing", "evaluating", "certified"),
            under_strength_since=item.get("under_strength_since"),
            replace_by=item.get("replacement_deadline"),
        ),
    )
    for seat, key in enumerate(item["members"], start=1):
        _member(cohort, team, key, seat, leader=key == item["leader"], since=days["formed"])
    for key in item["former_members"]:
        _former(cohort, team, key, days["formed"])
    if professor:
        Supervision.objects.create(
            team=team,
            professor=professor,
            state=SupervisionState.ACCEPTED,
            no_conflict_declared=True,
            asked_by=cohort["ST2"],
        )
    walk(team, *_steps(cohort, item, days))


def _member(cohort: Cohort, team: Team, key: str, seat: int, *, leader: bool, since: str) -> None:
    cohort.put(
        f"membership:{key}",
        Membership.objects.create(
            team=team,
            student=cohort[key],
            term=team.round.term,
            seat=seat,
            role=MembershipRole.LEADER if leader else MembershipRole.MEMBER,
            state=MembershipState.ACTIVE,
            invited_by=cohort["ST2"],
            joined_at=at(since),
        ),
    )


def _former(cohort: Cohort, team: Team, key: str, since: str) -> None:
    membership = cohort.put(
        f"membership:{key}",
        Membership.objects.create(
            team=team,
            student=cohort[key],
            term=team.round.term,
            state=MembershipState.ACTIVE,
            seat=6,
            invited_by=cohort["ST2"],
            joined_at=at(since),
            left_at=at(LEFT_ON),
            leaving_cause=LeavingCause.ILLNESS,
        ),
    )
    student = cohort[key].user
    walk(membership, (seats.LEAVE, student, at(LEFT_ON), "بیماری و مرخصی تحصیلی"))
    Membership.objects.filter(pk=membership.pk).update(seat=None)


def _steps(cohort: Cohort, item: dict[str, Any], days: dict[str, Any]) -> list[Any]:
    stage = item["stage"]
    if stage == "forming":
        return []
    head, officer = cohort["ST1"], cohort["ST2"]
    leader = cohort[item["leader"]].user
    professor = cohort[item["professor"]].user
    summer = item["term"] == "14043"
    steps = [
        (moves.FORM, officer, at(days["formed"])),
        (moves.DISPATCH, head, at(days["letter"])),
        (moves.BEGIN_ASSESSMENT, leader, at(days["start"])),
    ]
    if stage == "assessing":
        return steps
    accepted, decided, begun = (
        ("2026-07-18", "2026-07-28", "2026-07-30")
        if summer
        else ("2026-10-24", "2026-11-07", "2026-11-10")
    )
    steps.append((moves.BEGIN_PROPOSING, professor, at(accepted)))
    if stage == "solutions_submitted":
        return steps
    manager = cohort[f"manager-user:{item['unit']}"]
    steps += [(moves.DECIDE, manager, at(decided)), (moves.EXECUTE, officer, at(begun))]
    if stage == "executing":
        return steps
    steps.append((moves.FINISH, leader, at("2026-09-20")))
    if stage == "certified":
        steps.append((moves.COMPLETE, officer, at("2026-10-03")))
    return steps
