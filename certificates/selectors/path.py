"""“What is left for my credit”: every gate from the application to the certificate, in order."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.enums import CertificateState, CreditState
from certificates.enums import Gate as Closed
from certificates.models import Certificate, Credit
from certificates.selectors.gates import Figures, figures_for
from partnership.core.gates import BLOCKED, DONE, OPEN, WAITING, Gate, Stage, Way
from partnership.core.jalali import format_date
from partnership.core.numbers import format_number
from partnership.programme.selectors import min_hours_for
from students.selectors.path import enrolment_stages
from teams.enums import AssessmentState, TeamState
from teams.selectors.path import Standpoint, site_stage, team_stage, work_stage
from teams.selectors.work import confirmed_minutes

_GONE = frozenset({CreditState.SENT, CreditState.RECORDED})


def way_to_credit(here: Standpoint, certificates: list[Certificate]) -> Way:
    """The whole way from a standpoint; `certificates` are the student's own, newest first."""
    enrolment = here.enrolment
    figures = _figures(here)
    credit = _credit(here)
    stages = [
        *enrolment_stages(enrolment),
        team_stage(here),
        site_stage(here, _hours(here, figures)),
        work_stage(here),
        Stage("evaluation", _("Report and evaluation"), _evaluation(here, figures)),
        Stage("credit", _("Internship credit"), _recording(here, figures, credit)),
        Stage("certificate", _("Certificate"), [_certificate(here, credit, certificates)]),
    ]
    return Way.of(stages, **_summary(here))


def _summary(here: Standpoint) -> dict[str, str]:
    """A sentence for the top where the state itself is the news."""
    if here.is_held:
        return {
            "headline": _("Your team is on hold"),
            "text": _("The office tells you when it goes on. Confirmed hours are kept."),
        }
    return {}


def _figures(here: Standpoint) -> Figures | None:
    """Hours, points and grade, once they are evaluated."""
    row = here.membership
    if row is None or here.team is None or here.stands_at(TeamState.EVALUATING) < 0:
        return None
    row.student = here.enrolment.student
    return figures_for([row.pk], members=[row])[row.pk]


def _credit(here: Standpoint) -> Credit | None:
    if here.team is None or here.stands_at(TeamState.EVALUATING) < 0:
        return None
    return Credit.objects.filter(membership=here.membership).first()


def _hours(here: Standpoint, figures: Figures | None) -> Gate:
    label, row = _("Confirmed hours"), here.membership
    if row is None or here.team is None or here.stands_at(TeamState.DISPATCHED) < 0:
        return Gate("hours", label, BLOCKED)
    if figures is not None:
        hours, least = int(figures.hours), figures.min_hours
    else:
        hours = (confirmed_minutes([row.pk]).get(row.pk) or 0) // 60
        registered = here.enrolment.student.internship_credits
        least = min_hours_for(registered) if registered is not None else None
    if least is None:
        note = _("%(hours)s hours confirmed so far") % {"hours": format_number(hours)}
        return Gate("hours", label, WAITING, note, "office")
    note = _("%(hours)s of %(least)s hours confirmed") % {
        "hours": format_number(hours),
        "least": format_number(least),
    }
    state = DONE if hours >= least else WAITING
    return Gate("hours", label, state, note, value=min(hours, least), max=least)


def _evaluation(here: Standpoint, figures: Figures | None) -> list[Gate]:
    is_due = here.stands_at(TeamState.EVALUATING) >= 0
    closed = set(figures.closed) if figures else {gate.value for gate in Closed}
    return [
        _final_report(here, is_due),
        _by_others(
            "supervisor",
            _("Industrial supervisor’s evaluation"),
            is_done=Closed.SUPERVISOR not in closed,
            is_due=is_due,
            turn="unit",
        ),
        _by_others(
            "professor_evaluation",
            _("Supervising professor’s evaluation"),
            is_done=Closed.PROFESSOR not in closed,
            is_due=is_due,
            turn="professor",
        ),
        _grade(figures),
    ]


def _final_report(here: Standpoint, is_due: bool) -> Gate:
    label, team = _("Final report"), here.team
    if team is None or not is_due:
        return Gate("report", label, BLOCKED)
    report = getattr(team, "final_report", None)
    state = report.state if report is not None else ""
    if state == AssessmentState.ACCEPTED:
        return Gate("report", label, DONE)
    if state == AssessmentState.SUBMITTED:
        return Gate("report", label, WAITING, _("The professor reads it."), "professor")
    url = reverse("teams:write_final_report", kwargs={"pk": team.pk})
    note = (
        _("The professor asks for a correction.")
        if state == AssessmentState.RETURNED
        else _("One report for the whole team")
    )
    return Gate("report", label, OPEN, note, "you", url, _("Write the final report"))


def _by_others(code: str, label: Any, *, is_done: bool, is_due: bool, turn: str) -> Gate:
    state = DONE if is_done else WAITING if is_due else BLOCKED
    return Gate(code, label, state, "", turn)


def _grade(figures: Figures | None) -> Gate:
    label = _("Pass grade")
    if figures is None or figures.grade is None:
        return Gate("grade", label, BLOCKED, _("Follows from both evaluations"))
    note = _("%(grade)s out of 20; %(least)s is needed.") % {
        "grade": format_number(figures.grade),
        "least": format_number(figures.pass_grade.normalize()),
    }
    return Gate("grade", label, DONE if figures.grade >= figures.pass_grade else BLOCKED, note)


def _recording(here: Standpoint, figures: Figures | None, credit: Credit | None) -> list[Gate]:
    """Registered, sent, recorded; a second participation brings no credit, so nothing is left."""
    if figures is not None and figures.already_credited:
        note = _("Credit is awarded once; a second participation gives a certificate only.")
        return [Gate("once", _("Credit received before"), DONE, note)]
    student = here.enrolment.student
    registered = student.internship_credits
    is_due = here.stands_at(TeamState.DISPATCHED) >= 0
    state = DONE if registered is not None else WAITING if is_due else BLOCKED
    note = (
        _("%(credits)s credits registered") % {"credits": format_number(registered.normalize())}
        if registered is not None
        else _("Ask the office to record the internship course you have registered.")
    )
    return [
        Gate("registered", _("Internship course registered"), state, note, "office"),
        _sent(credit),
        _recorded(credit),
    ]


def _sent(credit: Credit | None) -> Gate:
    label = _("Grade sent to education")
    if credit is None:
        return Gate("sent", label, BLOCKED)
    if credit.state in _GONE:
        return Gate("sent", label, DONE)
    if credit.state == CreditState.READY:
        return Gate("sent", label, WAITING, _("The office sends the list."), "office")
    if credit.state == CreditState.RETURNED:
        note = _("Education sent it back; the office corrects it.")
        return Gate("sent", label, WAITING, note, "office")
    return Gate("sent", label, BLOCKED)


def _recorded(credit: Credit | None) -> Gate:
    label = _("Credit recorded")
    if credit is not None and credit.state == CreditState.RECORDED:
        note = _("Education’s letter %(number)s") % {"number": credit.education_letter}
        return Gate("recorded", label, DONE, note if credit.education_letter else "")
    if credit is not None and credit.state == CreditState.SENT:
        return Gate("recorded", label, WAITING, "", "education")
    return Gate("recorded", label, BLOCKED)


def _certificate(here: Standpoint, credit: Credit | None, certificates: list[Certificate]) -> Gate:
    label, row = _("Certificate of participation"), here.membership
    mine = [c for c in certificates if row is not None and c.membership_id == row.pk]
    valid = next((c for c in mine if c.state == CertificateState.ISSUED), None)
    if valid is not None:
        note = _("Issued on %(date)s") % {"date": format_date(valid.issued_on, style="medium")}
        url = valid.get_absolute_url()
        return Gate("certificate", label, DONE, note, "", url, _("Open the certificate"))
    if mine:
        note = _("Revoked; the office tells you about a new one.")
        return Gate("certificate", label, WAITING, note, "office", mine[0].get_absolute_url())
    if credit is not None and credit.state in _GONE:
        note = _("The office prepares it, the head issues it.")
        return Gate("certificate", label, WAITING, note, "office")
    return Gate("certificate", label, BLOCKED)
