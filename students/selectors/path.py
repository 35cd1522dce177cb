"""The students' part of “what is left for my credit”: application, rules, courses."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.gates import BLOCKED, DONE, OPEN, WAITING, Gate, Stage
from partnership.core.jalali import format_date
from partnership.core.numbers import format_number
from partnership.programme.models import Round
from students.enums import (
    ENROLMENT_ACCEPTED,
    ENROLMENT_ALIVE,
    AppealState,
    AttendanceState,
    RuleCode,
    SessionState,
    Standing,
    WithdrawalState,
)
from students.enums import EnrolmentState as S
from students.models import Attendance, Enrolment
from students.selectors.appeals import appeal_deadline, may_appeal
from students.selectors.rulebook import Demand, Record, Rulebook, records_of
from students.selectors.rules import Rule, judged
from students.selectors.withdrawals import last_withdrawal, may_resume


def stages_before_enrolment(round_: Round | None) -> list[Stage]:
    """For a student without an application: the call, and nothing else to be known yet."""
    form = reverse("students:enrol")
    if round_ is None:
        gate = Gate("send", _("Application"), BLOCKED, _("No round is running now."))
    elif round_.is_enrolling():
        until = format_date(round_.enrol_until, style="medium")
        note = _("Open until %(date)s") % {"date": until}
        gate = Gate("send", _("Application"), OPEN, note, "you", form, _("Enrol"))
    elif timezone.localdate() < round_.enrol_from:
        opens = format_date(round_.enrol_from, style="medium")
        note = _("Enrolment opens on %(date)s.") % {"date": opens}
        gate = Gate("send", _("Application"), BLOCKED, note)
    else:
        gate = Gate("send", _("Application"), BLOCKED, _("The call of this round is closed."))
    return [Stage("enrolment", _("Enrolment"), [gate])]


def enrolment_stages(enrolment: Enrolment) -> list[Stage]:
    """Application, rules and courses of one application (with student, major and round)."""
    book = Rulebook(enrolment.round)
    record = records_of([enrolment])[enrolment.student_id, enrolment.pk]
    rules = judged(enrolment, book, record)
    demand = book.demand(enrolment.student.major)
    asked = [*_rule_gates(enrolment, rules)]
    courses = [*_courses(enrolment, demand, record)]
    if enrolment.state not in ENROLMENT_ALIVE:
        # Nothing to do about them while the application is closed.
        asked, courses = _shut(asked), _shut(courses)
    return [
        Stage("enrolment", _("Enrolment"), _application(enrolment)),
        Stage("rules", _("Rules of eligibility"), asked),
        Stage("training", _("Initial training"), courses),
    ]


def _shut(gates: list[Gate]) -> list[Gate]:
    return [
        gate if gate.state == DONE else replace(gate, state=BLOCKED, url="", turn="")
        for gate in gates
    ]


def _application(enrolment: Enrolment) -> list[Gate]:
    form, state = reverse("students:enrol"), enrolment.state
    if state == S.DRAFT:
        until = format_date(enrolment.round.enrol_until, style="medium")
        note = _("A draft until you send it, by %(date)s.") % {"date": until}
        return [
            Gate("send", _("Send the application"), OPEN, note, "you", form, _("Continue")),
            Gate("review", _("The office reviews it"), BLOCKED),
        ]
    if state == S.RETURNED:
        note = enrolment.decision_note or _("The office marked what to correct.")
        return [
            Gate("send", _("Correct and send again"), OPEN, note, "you", form, _("Correct")),
            Gate("review", _("The office reviews it"), BLOCKED),
        ]
    sent = _("Sent on %(date)s") % {"date": format_date(enrolment.submitted_at, style="medium")}
    note = sent if enrolment.submitted_at else ""
    return [Gate("send", _("Application sent"), DONE, note), _review(enrolment)]


def _review(enrolment: Enrolment) -> Gate:
    label, state = _("The office’s approval"), enrolment.state
    if state in ENROLMENT_ACCEPTED:
        return Gate("review", label, DONE)
    if state == S.WAITING:
        note = _("You are on the waiting list; a letter comes as soon as a place is free.")
        return Gate("review", label, WAITING, note, "office")
    if state == S.REJECTED:
        return _rejected(enrolment)
    if state == S.WITHDRAWN:
        return _withdrawn(enrolment)
    note = _("Usually within a few working days; the answer comes by letter.")
    return Gate("review", label, WAITING, note, "office")


def _rejected(enrolment: Enrolment) -> Gate:
    label, page = _("Not accepted"), enrolment.get_absolute_url()
    why = str(enrolment.get_rejection_code_display())
    if may_appeal(enrolment):
        until = format_date(appeal_deadline(enrolment), style="medium")
        note = _("%(why)s. You may appeal until %(date)s.") % {"why": why, "date": until}
        url = reverse("students:open_appeal", kwargs={"pk": enrolment.pk})
        return Gate("review", label, OPEN, note, "you", url, _("Appeal"))
    appeal = enrolment.appeals.filter(state=AppealState.OPEN).first()
    if appeal is not None:
        due = format_date(appeal.answer_due, style="medium")
        note = _("Your appeal is answered by %(date)s.") % {"date": due}
        return Gate("review", label, WAITING, note, "office", page, _("See my application"))
    return Gate("review", label, BLOCKED, why, "", page, _("Read the reason"))


def _withdrawn(enrolment: Enrolment) -> Gate:
    label, left = _("Withdrawn"), last_withdrawal(enrolment)
    day = format_date(enrolment.state_changed_at, style="medium")
    note = _("You left the programme on %(date)s; hours stay on record.") % {"date": day}
    if may_resume(enrolment):
        url = reverse("students:resume_enrolment", kwargs={"pk": enrolment.pk})
        back = _("You may come back while the call is open.")
        if left is not None and left.state == WithdrawalState.PENDING:
            pending = _("The office judges whether your withdrawal is excused.")
            back = f"{pending} {back}"
        return Gate("review", label, OPEN, back, "you", url, _("Take it up again"))
    if left is None:
        return Gate("review", label, BLOCKED, note)
    page = left.get_absolute_url()
    if left.state == WithdrawalState.PENDING:
        judged_by = _("The office judges whether your withdrawal is excused.")
        return Gate("review", label, WAITING, judged_by, "office", page, _("See my withdrawal"))
    return Gate("review", label, BLOCKED, note, "", page, _("See my withdrawal"))


def _rule_gates(enrolment: Enrolment, rules: Iterable[Rule]) -> Iterable[Gate]:
    """Every rule but the training, whose courses stand by themselves."""
    for rule in rules:
        if rule.code == RuleCode.TRAINING:
            continue
        note = rule.note
        if rule.standing == Standing.WAIVED:
            note = _("Waived by the office")
        elif rule.bars and rule.what_to_do:
            note = _("%(note)s. %(todo)s") % {"note": rule.note, "todo": rule.what_to_do}
        state = _rule_state(enrolment, rule)
        url = rule.url if state == OPEN else ""
        turn = {"student": "you"}.get(rule.turn, rule.turn)
        yield Gate(str(rule.code), rule.label, state, note, turn, url, rule.action)


def _rule_state(enrolment: Enrolment, rule: Rule) -> str:
    if rule.standing in (Standing.MET, Standing.WAIVED):
        return DONE
    if rule.standing == Standing.WARNING:
        # Looked at when the application was decided.
        return DONE if enrolment.state in ENROLMENT_ACCEPTED else WAITING
    if rule.turn == "office":
        return WAITING
    return OPEN if rule.url else BLOCKED


def _courses(enrolment: Enrolment, demand: Demand, record: Record) -> Iterable[Gate]:
    is_in = enrolment.state in ENROLMENT_ACCEPTED
    waived = RuleCode.TRAINING in record.waivers
    missing = [course for course in demand.courses if course.pk not in record.completed]
    seats = _seats(enrolment) if is_in and missing and not waived else {}
    until = format_date(enrolment.round.training_until, style="medium")
    for course in demand.courses:
        code, hours = f"course:{course.code}", format_number(course.hours)
        length = _("%(n)s hours") % {"n": hours}
        seat = seats.get(course.pk)
        if course.pk in record.completed:
            yield Gate(code, course.name, DONE, length)
        elif waived:
            yield Gate(code, course.name, DONE, _("Waived by the office"))
        elif seat is not None:
            yield _seat_gate(code, course.name, seat)
        elif is_in:
            url = f"{reverse('students:list_sessions')}?course={course.pk}"
            note = _("%(length)s, by %(date)s") % {"length": length, "date": until}
            yield Gate(code, course.name, OPEN, note, "you", url, _("Choose a session"))
        else:
            yield Gate(code, course.name, BLOCKED, length)


def _seat_gate(code: str, label: Any, seat: Attendance) -> Gate:
    session = seat.session
    day = format_date(session.starts_at, style="day")
    page = session.get_absolute_url()
    if seat.state == AttendanceState.WAITING:
        note = _("On the waiting list for %(day)s") % {"day": day}
        return Gate(code, label, WAITING, note, "office", page, _("See the session"))
    if session.ends_at < timezone.now():
        note = _("The attendance of %(day)s is being recorded.") % {"day": day}
        return Gate(code, label, WAITING, note, "office", page, _("See the session"))
    note = _("Your seat: %(day)s, %(place)s") % {"day": day, "place": session.place}
    return Gate(code, label, WAITING, note, "", page, _("See the session"))


def _seats(enrolment: Enrolment) -> dict[int, Attendance]:
    """Seats in sessions still to be held, by course."""
    rows = Attendance.objects.filter(
        student=enrolment.student_id,
        session__round=enrolment.round_id,
        session__state=SessionState.PLANNED,
    ).select_related("session")
    return {seat.session.course_id: seat for seat in rows.order_by("session__starts_at")}
