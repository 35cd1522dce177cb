"""Joint meetings with who came, and their resolutions."""

from typing import Any

from industries.enums import ResolutionState
from industries.models import Invitee, JointMeeting, Resolution
from industries.workflow import meeting as moves
from partnership.core.models import Counter
from partnership.demo.loader.base import Cohort, at, english, walk

BUCKET = {"in_progress": ResolutionState.IN_FOLLOW_UP, "standing": ResolutionState.IN_FOLLOW_UP}


def load(cohort: Cohort) -> None:
    """Minutes of the file; numbering goes on after the last one."""
    for item in cohort.data["meeting_minutes"]:
        _meeting(cohort, item)
    last = max(int(item["number"].rsplit("-", 1)[1]) for item in cohort.data["meeting_minutes"])
    Counter.objects.update_or_create(series="minutes", year=1405, defaults={"last": last})


def _person(cohort: Cohort, key: str) -> Any:
    made = cohort[key]
    return getattr(made, "user", made)


def _meeting(cohort: Cohort, item: dict[str, Any]) -> None:
    begins, ends = item["time"].split("–")
    lines = {lang: "\n".join(line[lang] for line in item["agenda"]) for lang in ("fa", "en")}
    officer = cohort["ST2"]
    chair = cohort[item["chair"]]
    meeting = JointMeeting.objects.create(
        kind=item["type"],
        title=item["title"]["fa"],
        place=item["place"]["fa"],
        agenda=lines["fa"],
        translations=english(title=item["title"], place=item["place"], agenda=lines),
        starts_at=at(item["date"], begins),
        ends_at=at(item["date"], ends),
        chair=str(getattr(chair, "manager", None) or chair),
        secretary=str(cohort[item["secretary"]]),
        organiser=officer,
        sequence=1,
        number=item["number"],
        version=1,
    )
    for guest in item["attendees"]:
        who = (
            {"unit": cohort[guest["unit"]]}
            if "unit" in guest
            else {"user": _person(cohort, guest["ref"])}
        )
        Invitee.objects.create(
            meeting=meeting,
            was_present=guest["present"],
            rsvp="yes" if guest["present"] else "no",
            **who,
        )
    for row in item["resolutions"]:
        _resolution(cohort, meeting, row)
    day = at(item["date"], ends)
    steps = [(moves.INVITE, officer, at(item["date"], "08:00")), (moves.HOLD_MEETING, officer, day)]
    if item["scan_uploaded"]:
        steps.append((moves.SIGN, officer, day))
    walk(meeting, *steps)
    problems = {"M02": "P06", "M03": "P06"}
    if item["id"] in problems:
        meeting.problems.set([cohort[problems[item["id"]]]])


def _resolution(cohort: Cohort, meeting: JointMeeting, row: dict[str, Any]) -> None:
    owner = cohort[row["owner"]]
    if row["owner"].startswith("U"):
        who = {"owner_unit": owner}
    elif row["owner"].startswith("T"):
        who = {"owner_user": owner.memberships.get(role="leader", state="active").student.user}
    else:
        who = {"owner_user": getattr(owner, "user", owner)}
    Resolution.objects.create(
        meeting=meeting,
        number=row["no"],
        body=row["text"]["fa"],
        translations=english(body=row["text"]),
        due_on=row["due"],
        state=BUCKET.get(row["status"], ResolutionState.DONE),
        **who,
    )
