"""Joint meetings with who came, their resolutions, and the next one that lies ahead."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from industries.enums import MeetingState, ResolutionState, Rsvp
from industries.models import (
    AgendaItem,
    FollowUp,
    Invitee,
    JointMeeting,
    Resolution,
    ResolutionNote,
)
from industries.selectors.meetings import announcement_of
from industries.services.minutes import freeze_minutes
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
    final = JointMeeting.objects.exclude(state=MeetingState.HELD).order_by("starts_at")
    _number(final)
    for meeting in final:
        freeze_minutes(meeting, cohort["ST2"])
    _next(cohort, final[0])


def _number(final: Any) -> None:
    """Resolutions of final minutes have their numbers of the year."""
    rows = Resolution.objects.filter(meeting__in=final).order_by("meeting__starts_at", "number")
    for last, row in enumerate(rows, start=1):
        row.serial = f"1405-{last:04}"
        row.save(update_fields=["serial"])
        Counter.objects.update_or_create(series="resolutions", year=1405, defaults={"last": last})


def _next(cohort: Cohort, before: JointMeeting) -> None:
    """A meeting next week that follows the first one up, with guests from outside."""
    officer, day = cohort["ST2"], timezone.localdate() + timedelta(days=6)
    while day.weekday() in (3, 4):
        day += timedelta(days=1)
    meeting = JointMeeting.objects.create(
        kind=before.kind,
        title="نشست مشترک پیگیری مصوبات و مسائل تازه",
        place=before.place,
        translations={
            "en": {
                "title": "Joint meeting: follow-up and new problems",
                "place": before.translations.get("en", {}).get("place", ""),
            }
        },
        starts_at=at(day, "10:00"),
        ends_at=at(day, "12:00"),
        chair=before.chair,
        secretary=before.secretary,
        organiser=officer,
        follows=before,
        sequence=1,
    )
    _agenda(cohort, meeting, before)
    _guests(cohort, meeting)
    meeting.announced = announcement_of(meeting)
    meeting.save(update_fields=["announced"])
    walk(meeting, (moves.INVITE, officer, timezone.now() - timedelta(days=1)))


def _agenda(cohort: Cohort, meeting: JointMeeting, before: JointMeeting) -> None:
    """Earlier resolutions first, one of them with a note, then a problem, then the next term."""
    officer, day = cohort["ST2"], timezone.localdate(meeting.starts_at)
    problem = cohort["P01"]
    for order, (title, minutes, more) in enumerate(
        (
            ("پیگیری مصوبات قبلی", 20, {"is_follow_up": True}),
            (problem.title, 40, {"problem": problem, "presenter": "مدیر واحد"}),
            ("برنامهٔ معرفی تیم‌های ترم آینده", 30, {"presenter": "کارشناس دفتر"}),
        )
    ):
        AgendaItem.objects.create(
            meeting=meeting, order=order, title=title, minutes=minutes, **more
        )
    meeting.problems.set([problem])
    open_ones = before.resolutions.filter(state=ResolutionState.IN_FOLLOW_UP)
    FollowUp.objects.bulk_create(FollowUp(meeting=meeting, resolution=row) for row in open_ones)
    for row in open_ones[:1]:
        ResolutionNote.objects.create(
            resolution=row,
            author=officer,
            percent=40,
            body="فهرست واحدهای تازه از ادارهٔ کل گرفته شد؛ بررسی آن ادامه دارد.",
            next_check_on=day,
        )


def _guests(cohort: Cohort, meeting: JointMeeting) -> None:
    """Without an answer, coming, sending somebody else, without an address."""
    told = {"told_sequence": 1, "told_at": timezone.now() - timedelta(days=1)}
    answered = timezone.now() - timedelta(hours=5)
    Invitee.objects.create(meeting=meeting, user=_person(cohort, "MI1"), **told)
    Invitee.objects.create(
        meeting=meeting, unit=cohort["U01"], rsvp=Rsvp.YES, answered_at=answered, **told
    )
    Invitee.objects.create(
        meeting=meeting,
        name="نرگس راستین",
        position="رئیس گروه صنایع",
        organisation="شرکت شهرک‌های صنعتی قم",
        email="n.rastin@estates.example",
        rsvp=Rsvp.DEPUTY,
        deputy_name="حامد پویان",
        deputy_mobile="09120000017",
        rsvp_note="آن روز در مأموریت هستم.",
        answered_at=answered,
        **told,
    )
    Invitee.objects.create(
        meeting=meeting,
        name="سعید مهرجو",
        position="کارشناس انرژی",
        organisation="شرکت توزیع برق",
        mobile="09120000018",
    )


def _person(cohort: Cohort, key: str) -> Any:
    made = cohort[key]
    return getattr(made, "user", made)


def _meeting(cohort: Cohort, item: dict[str, Any]) -> None:
    begins, ends = item["time"].split("–")
    officer = cohort["ST2"]
    chair = cohort[item["chair"]]
    meeting = JointMeeting.objects.create(
        kind=item["type"],
        title=item["title"]["fa"],
        place=item["place"]["fa"],
        translations=english(title=item["title"], place=item["place"]),
        starts_at=at(item["date"], begins),
        ends_at=at(item["date"], ends),
        chair=str(getattr(chair, "manager", None) or chair),
        secretary=str(cohort[item["secretary"]]),
        organiser=officer,
        sequence=1,
        number=item["number"],
        version=1 if item["scan_uploaded"] else 0,
    )
    for order, line in enumerate(item["agenda"]):
        AgendaItem.objects.create(
            meeting=meeting, order=order, title=line["fa"], translations=english(title=line)
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
