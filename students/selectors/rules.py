"""The rules of eligibility: how each stands, the figures behind it, and what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.jalali import format_date
from partnership.core.numbers import format_number
from partnership.programme.enums import Degree
from partnership.programme.models import Round
from students.enums import (
    DECISION_RULES,
    ENROLMENT_ACCEPTED,
    ENROLMENT_EDITABLE,
    WAIVABLE,
    RuleCode,
    Standing,
)
from students.models import Enrolment, Waiver
from students.selectors.rulebook import Demand, Record, Rulebook, records_of

_GATE = {
    Standing.MET: "done",
    Standing.WAIVED: "done",
    Standing.WARNING: "open",
    Standing.MISSING: "waiting",
    Standing.FAILED: "blocked",
}
#: Standings that keep a student out of a letter.
_BARS = frozenset({Standing.MISSING, Standing.FAILED})


@dataclass(frozen=True)
class Rule:
    """One rule: how it stands, the figures, what the student does, and who can mend it.

    `lack` is the sentence for papers and refusals; `turn` is "student", "office" or "".
    """

    code: RuleCode
    standing: Standing
    note: str
    what_to_do: str = ""
    url: str = ""
    action: str = ""
    turn: str = ""
    lack: str = ""
    waiver: Waiver | None = None

    @property
    def label(self) -> str:
        """The rule's name."""
        return str(self.code.label)

    @property
    def state(self) -> str:
        """The state the gates component draws."""
        return _GATE[self.standing]

    @property
    def bars(self) -> bool:
        """Whether it stands in the way of a letter."""
        return self.standing in _BARS

    @property
    def is_waivable(self) -> bool:
        """Whether the office could set it aside now."""
        return self.code in WAIVABLE and (self.bars or self.standing == Standing.WARNING)

    @property
    def who(self) -> str:
        """Who can mend it, in a word."""
        return {"student": _("the student"), "office": _("the office")}.get(self.turn, "")

    @property
    def sentence(self) -> str:
        """What is wrong, for papers and refusals."""
        return self.lack or _("%(rule)s: %(note)s.") % {"rule": self.label, "note": self.note}


@dataclass(frozen=True)
class _Case:
    """Everything one rule is judged by."""

    enrolment: Enrolment
    demand: Demand
    record: Record
    day: date

    @property
    def student(self) -> Any:
        return self.enrolment.student

    @property
    def round(self) -> Round:
        return self.enrolment.round

    @property
    def is_editable(self) -> bool:
        return self.enrolment.state in ENROLMENT_EDITABLE

    @property
    def mend(self) -> dict[str, str]:
        """The link to the form, while the student can still change it."""
        if not self.is_editable:
            return {}
        return {"url": reverse("students:enrol"), "action": _("Open the form")}


def rules_of(enrolments: Iterable[Enrolment], *, on: date | None = None) -> dict[int, list[Rule]]:
    """Every rule of many applications, by application; a fixed number of queries for each round.

    The applications carry their student, major and round.
    """
    rows = list(enrolments)
    books = {row.round_id: row.round for row in rows}
    rulebooks = {pk: Rulebook(round_) for pk, round_ in books.items()}
    records = records_of(rows, on=on)
    return {
        row.pk: judged(row, rulebooks[row.round_id], records[row.student_id, row.pk], on=on)
        for row in rows
    }


def judged(
    enrolment: Enrolment, book: Rulebook, record: Record, *, on: date | None = None
) -> list[Rule]:
    """Every rule of one application, from what is loaded already."""
    case = _Case(
        enrolment, book.demand(enrolment.student.major), record, on or timezone.localdate()
    )
    found = (judge(case) for judge in _JUDGES)
    return [_waived(rule, record) for rule in found if rule is not None]


def _waived(rule: Rule, record: Record) -> Rule:
    """The rule as it stands once the office's waiver is counted; a met rule needs none."""
    waiver = record.waivers.get(rule.code)
    if waiver is None:
        return rule
    if rule.standing == Standing.MET:
        return replace(rule, waiver=waiver)
    return replace(
        rule,
        standing=Standing.WAIVED,
        waiver=waiver,
        what_to_do=_("Nothing: the office has waived this rule for you."),
        url="",
        action="",
        turn="",
    )


def _credits(case: _Case) -> Rule:
    student, needed = case.student, case.demand.min_credits
    figures = {"passed": format_number(student.passed_credits), "needed": format_number(needed)}
    if student.degree != Degree.BSC:
        note = _("Asked of bachelor’s students only; %(passed)s credits passed") % figures
        return Rule(RuleCode.CREDITS, Standing.MET, note)
    note = _("%(passed)s of at least %(needed)s credits passed") % figures
    if student.passed_credits >= needed:
        return Rule(RuleCode.CREDITS, Standing.MET, note)
    todo = (
        _("If the figure is wrong, correct it in the form; else come back once you have enough.")
        if case.is_editable
        else _("If the figure is wrong, write to the office; else come back once you have enough.")
    )
    return Rule(RuleCode.CREDITS, Standing.FAILED, note, todo, turn="student", **case.mend)


def _probation(case: _Case) -> Rule:
    if not case.student.on_probation:
        return Rule(RuleCode.PROBATION, Standing.MET, _("Not on academic probation"))
    note = _("On academic probation in the previous term")
    if case.round.probation_bars:
        todo = _("You can take part after a term without probation. A mistake? Tell the office.")
        return Rule(RuleCode.PROBATION, Standing.FAILED, note, todo, turn="student")
    return Rule(
        RuleCode.PROBATION,
        Standing.WARNING,
        note,
        _("Nothing to do: the office looks at it once more."),
        turn="office",
    )


def _gpa(case: _Case) -> Rule:
    figures = {
        "gpa": format_number(case.student.gpa),
        "least": format_number(case.demand.min_gpa),
    }
    is_low = case.student.gpa < case.demand.min_gpa
    if case.round.gpa_bars:
        note = _("%(gpa)s; at least %(least)s is needed") % figures
        if is_low:
            todo = _("If the figure is wrong, write to the office and add your transcript.")
            return Rule(RuleCode.GPA, Standing.FAILED, note, todo, turn="student", **case.mend)
        return Rule(RuleCode.GPA, Standing.MET, note)
    note = _("%(gpa)s; the office looks twice below %(least)s") % figures
    if is_low:
        todo = _("Nothing to do: the office looks at it once more.")
        return Rule(RuleCode.GPA, Standing.WARNING, note, todo, turn="office")
    return Rule(RuleCode.GPA, Standing.MET, note)


def _barred(case: _Case) -> Rule:
    count = format_number(len(case.record.left_on))
    until = case.record.barred_until(case.round)
    if until is not None and case.day < until:
        day = format_date(until, style="medium")
        return Rule(
            RuleCode.BARRED,
            Standing.FAILED,
            _("%(n)s unexcused withdrawals; barred until %(date)s") % {"n": count, "date": day},
            _("You may enrol again from %(date)s on.") % {"date": day},
            turn="student",
        )
    note = (
        _("%(n)s unexcused; nothing bars today") % {"n": count}
        if case.record.left_on
        else _("No unexcused withdrawal")
    )
    return Rule(RuleCode.BARRED, Standing.MET, note)


def _conflict(case: _Case) -> Rule:
    if not case.enrolment.conflict:
        return Rule(RuleCode.CONFLICT, Standing.MET, _("None declared"))
    return Rule(
        RuleCode.CONFLICT,
        Standing.WARNING,
        case.enrolment.conflict,
        _("Nothing to do: the office sees to it that you are not sent to this unit."),
        turn="office",
    )


def _undertaking(case: _Case) -> Rule:
    signed = case.enrolment.undertaking_at
    if signed:
        note = _("Given on %(date)s") % {"date": format_date(signed, style="medium")}
        return Rule(RuleCode.UNDERTAKING, Standing.MET, note)
    return Rule(
        RuleCode.UNDERTAKING,
        Standing.MISSING,
        _("Not given yet"),
        _("Read and accept it in the form.")
        if case.is_editable
        else _("Ask the office to send the application back to you: it is given in the form."),
        turn="student",
        lack=_("The confidentiality undertaking is not signed."),
        **case.mend,
    )


def _training(case: _Case) -> Rule:
    missing = [c for c in case.demand.courses if c.pk not in case.record.completed]
    if not missing:
        return Rule(RuleCode.TRAINING, Standing.MET, _("All mandatory courses passed"))
    names = {"courses": _(", ").join(course.name for course in missing)}
    is_in = case.enrolment.state in ENROLMENT_ACCEPTED
    link = {"url": reverse("students:list_sessions"), "action": _("Training sessions")}
    return Rule(
        RuleCode.TRAINING,
        Standing.MISSING,
        _("Still missing: %(courses)s") % names,
        _("Take a seat in a session of each missing course.")
        if is_in
        else _("Begins once your application is approved."),
        turn="student",
        lack=_("Training is incomplete: %(courses)s.") % names,
        **(link if is_in else {}),
    )


def _insurance(case: _Case) -> Rule | None:
    if not case.round.needs_insurance:
        return None
    insured = case.student.insured_until
    if insured and insured >= case.day:
        note = _("Until %(date)s") % {"date": format_date(insured, style="medium")}
        return Rule(RuleCode.INSURANCE, Standing.MET, note)
    ended = {"date": format_date(insured, style="medium")} if insured else {}
    return Rule(
        RuleCode.INSURANCE,
        Standing.MISSING,
        _("Ended on %(date)s") % ended
        if insured
        else _("Not recorded yet; the office enters it on the student’s page"),
        _("Give the office a proof of your student accident insurance; it enters the date."),
        turn="office",
        lack=_("The accident insurance ended on %(date)s.") % ended
        if insured
        else _("No accident insurance is recorded."),
    )


#: In the order in which they are asked.
_JUDGES: tuple[Callable[[_Case], Rule | None], ...] = (
    _credits,
    _gpa,
    _probation,
    _barred,
    _conflict,
    _undertaking,
    _training,
    _insurance,
)


def is_for_decision(rule: Rule) -> bool:
    """Whether the rule is asked before an application is approved."""
    return rule.code in DECISION_RULES
