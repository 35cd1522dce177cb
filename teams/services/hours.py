"""Weekly reports and the hours that count: written by the student, confirmed on site."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industries.services.linked import write_with_link
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.jalali import TEHRAN, format_date, to_tehran
from partnership.core.models import ActionLog
from partnership.core.numbers import format_number
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from teams.emails import work as emails
from teams.enums import TEAM_ON_SITE, MembershipState, ReportState
from teams.models import HourEntry, Membership, Team, WeeklyReport
from teams.services.work_common import (
    require_right,
    said,
    said_date,
    supervisors_of,
)
from teams.signals import evaluation_reopening, progress_changed
from teams.workflow import execution as workflow

SATURDAY = 5
CONFIRM_PATH = "/teams/hours/confirm/"

Stay = tuple[datetime, datetime]


def week_of(day: date) -> date:
    """The Saturday that begins the day's week."""
    return day - timedelta(days=(day.weekday() - SATURDAY) % 7)


def local(day: date, clock: Any) -> datetime:
    """A time of day in Tehran as a moment."""
    return datetime.combine(day, clock, tzinfo=TEHRAN)


@transaction.atomic
def save_report(
    *,
    membership_id: int,
    actor: Any,
    week_starts_on: date,
    body: str,
    entries: Iterable[Stay] = (),
    send: bool = False,
) -> WeeklyReport:
    """Write a member's week: text and stays (came, left). With `send` it goes to the supervisor.

    Raises WrongState outside the time on site or when the week was sent already, DomainError for
    a stay that is impossible, in the future, too long for a day, or overlaps another.
    """
    membership = (
        Membership.objects.locked()
        .select_related("team__round", "student", "team__problem")
        .get(pk=membership_id)
    )
    require_right(actor, "teams.write_report", membership)
    stays = sorted(entries)
    _require_week(membership, week_starts_on)
    _require_possible(membership, week_starts_on, stays)
    report, created = WeeklyReport.objects.get_or_create(
        membership=membership, week_starts_on=week_starts_on, defaults={"body": body}
    )
    if not created:
        report = WeeklyReport.objects.locked().get(pk=report.pk)
        if report.state not in (ReportState.DRAFT, ReportState.RETURNED):
            raise WrongState(_("This week has been sent already and is not changed any more."))
        report.body = body
        report.save(update_fields=["body", "updated_at"])
    _replace_entries(report, membership, stays)
    if send:
        return submit_report(report_id=report.pk, actor=actor)
    return report


@transaction.atomic
def submit_report(*, report_id: int, actor: Any, reason: str = "") -> WeeklyReport:
    """Send a week for confirmation; the supervisor gets all of them together once a week."""
    report = _locked(report_id)
    apply(workflow.SUBMIT_REPORT, report, actor=actor)
    if not report.body.strip():
        raise DomainError(_("Please write what you did this week."), field="body")
    report.entries.update(confirmed_minutes=None)
    return report


@transaction.atomic
def confirm_report(
    *,
    report_id: int,
    actor: Any,
    reason: str = "",
    minutes: Mapping[int, int] | None = None,
) -> WeeklyReport:
    """Confirm a week; `minutes` maps entry ids to fewer minutes than reported, with a note.

    Raises DomainError for more minutes than reported, or for a correction without a note.
    """
    report = _locked(report_id)
    log = apply(workflow.CONFIRM_REPORT, report, actor=actor, reason=reason)
    corrected = minutes or {}
    for entry in report.entries.all():
        given = corrected.get(entry.pk, entry.minutes)
        if not 0 <= given <= entry.minutes:
            raise DomainError(_("You can confirm at most the time that was reported."))
        if given != entry.minutes:
            if not reason.strip():
                raise DomainError(_("Please say in a note why you confirm less."), field="reason")
            entry.note = reason.strip()[:300]
        entry.confirmed_minutes = given
        entry.save(update_fields=["confirmed_minutes", "note"])
    _tell_student(emails.REPORT_CONFIRMED, report, reason, log)
    progress_changed.send(sender=Team, membership_ids=[report.membership_id])
    return report


def confirm_reports(*, report_ids: Iterable[int], actor: Any) -> tuple[int, list[str]]:
    """Confirm many weeks as reported, each by itself; returns how many, and why others were not."""
    done, refused = 0, []
    for report_id in report_ids:
        try:
            confirm_report(report_id=report_id, actor=actor)
            done += 1
        except (DomainError, NotAllowed) as error:
            refused.append(str(error))
    return done, refused


@transaction.atomic
def return_report(*, report_id: int, actor: Any, reason: str = "") -> WeeklyReport:
    """Send a week back; hours confirmed in it count no longer until it is confirmed anew."""
    report = _locked(report_id)
    was_confirmed = report.state == ReportState.CONFIRMED
    log = apply(workflow.RETURN_REPORT, report, actor=actor, reason=reason)
    if was_confirmed:
        evaluation_reopening.send(sender=Team, membership_ids=[report.membership_id], actor=actor)
    report.entries.update(confirmed_minutes=None)
    _tell_student(emails.REPORT_RETURNED, report, reason, log)
    if was_confirmed:
        progress_changed.send(sender=Team, membership_ids=[report.membership_id])
    return report


@transaction.atomic
def comment_report(*, report_id: int, actor: Any, comment: str = "") -> WeeklyReport:
    """The professor has read the week, and may say something about it."""
    report = _locked(report_id)
    require_right(actor, "teams.comment_report", report)
    if report.state == ReportState.DRAFT:
        raise WrongState(_("The student has not sent this week yet."))
    report.professor_read_at = timezone.now()
    changed = comment.strip() != report.professor_comment
    report.professor_comment = comment.strip()
    report.save(update_fields=["professor_read_at", "professor_comment", "updated_at"])
    if changed and report.professor_comment:
        log = ActionLog.objects.record(report, verb="teams.weeklyreport.comment", actor=actor)
        _tell_student(emails.REPORT_COMMENTED, report, report.professor_comment, log)
    return report


def remind_missing_reports(today: date | None = None) -> int:
    """Tell every member on site who sent no report for the week that has ended; once a week."""
    day = today or timezone.localdate()
    week = week_of(day) - timedelta(days=7)
    sent = WeeklyReport.objects.filter(week_starts_on=week).exclude(state=ReportState.DRAFT)
    missing = (
        Membership.objects.active()
        .filter(team__state__in=TEAM_ON_SITE, joined_at__date__lte=week + timedelta(days=6))
        .exclude(pk__in=sent.values("membership"))
        .select_related("student__user", "team")
    )
    written = 0
    for membership in missing:
        if membership.team.starts_on and membership.team.starts_on > week + timedelta(days=6):
            continue
        written += len(
            queue_letter(
                emails.REPORT_MISSING,
                about=membership,
                to=[membership.student.user],
                context={"week": said_date(week), "team": said(lambda m=membership: m.team.name)},
                dedupe=f"students.student:{membership.student_id}:{week.isoformat()}",
                url=f"/teams/memberships/{membership.pk}/reports/{week.isoformat()}/",
            )
        )
    return written


def ask_for_confirmation(today: date | None = None) -> int:
    """One digest for each supervisor and week: how many sheets wait, with a link to them all."""
    week = week_of(today or timezone.localdate())
    waiting = WeeklyReport.objects.filter(state=ReportState.SUBMITTED).select_related(
        "membership__team__problem__unit", "membership__team__supervisor__user"
    )
    by_team: dict[int, list[WeeklyReport]] = {}
    for report in waiting:
        by_team.setdefault(report.membership.team_id, []).append(report)
    counts: dict[Any, int] = {}
    readers: dict[Any, Any] = {}
    for reports in by_team.values():
        for reader in supervisors_of(reports[0].membership.team):
            key = getattr(reader, "pk", None) or reader.email
            readers[key] = reader
            counts[key] = counts.get(key, 0) + len(reports)
    written = 0
    for key, reader in readers.items():
        written += _ask_supervisor(reader, counts[key], week)
    return written


@transaction.atomic
def _ask_supervisor(reader: Any, number: int, week: date) -> int:
    about = reader if getattr(reader, "pk", None) else None
    return write_with_link(
        emails.HOURS_TO_CONFIRM,
        about=about,
        to=[reader],
        path=CONFIRM_PATH,
        context={"n": number},
        dedupe=f"hours:{week.isoformat()}",
        lasts=timedelta(days=14),
    )


def _locked(report_id: int) -> WeeklyReport:
    return (
        WeeklyReport.objects.locked()
        .select_related("membership__team", "membership__student__user")
        .get(pk=report_id)
    )


def _tell_student(letter: Any, report: WeeklyReport, reason: str, log: Any) -> None:
    queue_letter(
        letter,
        about=report,
        to=[report.membership.student.user],
        context={"week": said_date(report.week_starts_on), "reason": reason},
        dedupe=f"teams.weeklyreport:{report.pk}:{log.pk}",
    )


def _require_week(membership: Membership, week: date) -> None:
    if membership.state != MembershipState.ACTIVE or membership.team.state not in TEAM_ON_SITE:
        raise WrongState(_("Hours are logged while your team works with the unit."))
    if week.weekday() != SATURDAY:
        raise DomainError(_("A week begins on Saturday."), field="week_starts_on")
    if week > timezone.localdate():
        raise DomainError(_("This week has not begun yet."), field="week_starts_on")


def _require_possible(membership: Membership, week: date, stays: list[Stay]) -> None:
    """Each stay inside its week, over, not before the team began; each day within its limit."""
    team = membership.team
    limit = team.round.hours_a_day_max * 60
    per_day: dict[date, int] = {}
    before: datetime | None = None
    for came, left in stays:
        day = to_tehran(came).date()
        said_day = format_date(day, style="day")
        if left <= came:
            raise DomainError(_("%(day)s: you left before you came.") % {"day": said_day})
        if not week <= day <= week + timedelta(days=6):
            raise DomainError(_("%(day)s does not lie in this week.") % {"day": said_day})
        if left > timezone.now():
            raise DomainError(_("%(day)s: hours in the future do not count.") % {"day": said_day})
        if team.starts_on and day < team.starts_on:
            raise DomainError(
                _("%(day)s: your team began on %(start)s.")
                % {"day": said_day, "start": format_date(team.starts_on, style="medium")}
            )
        if before and came < before:
            raise DomainError(_("%(day)s: two stays overlap.") % {"day": said_day})
        before = left
        per_day[day] = per_day.get(day, 0) + int((left - came).total_seconds() // 60)
        if per_day[day] > limit:
            hours = team.round.hours_a_day_max
            raise DomainError(
                ngettext(
                    "%(day)s: at most %(hours)s hour a day counts.",
                    "%(day)s: at most %(hours)s hours a day count.",
                    hours,
                )
                % {"day": said_day, "hours": format_number(hours)}
            )


def _replace_entries(report: WeeklyReport, membership: Membership, stays: list[Stay]) -> None:
    report.entries.all().delete()
    try:
        with transaction.atomic():
            HourEntry.objects.bulk_create(
                HourEntry(report=report, student=membership.student, starts_at=came, ends_at=left)
                for came, left in stays
            )
    except IntegrityError as error:
        raise DomainError(
            _("One of these stays overlaps hours you have logged in another report.")
        ) from error
