"""The rules of eligibility, each with its state and a sentence; and who meets them all."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.jalali import format_date
from partnership.core.numbers import format_number
from partnership.programme.enums import Degree
from partnership.programme.models import Round
from students.enums import EnrolmentState, Standing
from students.models import Enrolment, Student
from students.selectors.training import missing_courses

_GATE = {
    Standing.MET: "done",
    Standing.WARNING: "open",
    Standing.MISSING: "waiting",
    Standing.FAILED: "blocked",
}


@dataclass(frozen=True)
class Rule:
    """One rule: a code, its name, how it stands, and the figures behind it."""

    code: str
    label: str
    standing: Standing
    note: str

    @property
    def state(self) -> str:
        """The state the gates component draws."""
        return _GATE[self.standing]


def eligibility(enrolment: Enrolment) -> list[Rule]:
    """Every rule of an application: for the decision first, then what must come before a letter."""
    return [*_decision_rules(enrolment), *_later_rules(enrolment)]


def broken_rules(enrolment: Enrolment) -> list[Rule]:
    """Rules that forbid approval and are not waived."""
    waived = set(enrolment.waivers.filter(ended_at=None).values_list("rule", flat=True))
    return [
        rule
        for rule in _decision_rules(enrolment)
        if rule.standing == Standing.FAILED and rule.code not in waived
    ]


def missing_for_letter(
    student: Student, *, round_: Round | None = None, on: date | None = None
) -> list[str]:
    """What a student still lacks before a letter of introduction may name them, as sentences."""
    day = on or timezone.localdate()
    lacks = []
    courses = missing_courses(student, on=day)
    if courses:
        names = _(", ").join(course.name for course in courses)
        lacks.append(_("Training is incomplete: %(courses)s.") % {"courses": names})
    if not has_undertaking(student, round_=round_):
        lacks.append(_("The confidentiality undertaking is not signed."))
    if student.insured_until is None:
        lacks.append(_("No accident insurance is recorded."))
    elif student.insured_until < day:
        until = format_date(student.insured_until, style="medium")
        lacks.append(_("The accident insurance ended on %(date)s.") % {"date": until})
    return lacks


def has_undertaking(student: Student, *, round_: Round | None = None) -> bool:
    """Whether the student gave the undertaking for the round (the running one by default)."""
    which = Q(round=round_) if round_ else Q(round__is_current=True)
    return student.enrolments.filter(which, undertaking_at__isnull=False).exists()


def eligible_students(round_: Round, *, on: date | None = None) -> QuerySet[Student]:
    """Trained, bound by the undertaking, insured, and in no active team of the term."""
    day = on or timezone.localdate()
    ready = Enrolment.objects.filter(
        round=round_, state=EnrolmentState.TRAINED, undertaking_at__isnull=False
    )
    membership: Any = Student._meta.get_field("memberships").related_model
    taken = membership.objects.filter(term=round_.term_id, state="active").values("student")
    return (
        Student.objects.filter(pk__in=ready.values("student"), insured_until__gte=day)
        .exclude(pk__in=taken)
        .annotate(enrolment_id=Subquery(ready.filter(student=OuterRef("pk")).values("pk")[:1]))
        .select_related("major", "user")
    )


def _decision_rules(enrolment: Enrolment) -> list[Rule]:
    student, round_ = enrolment.student, enrolment.round
    needed = student.major.min_credits or round_.min_credits
    figures = {
        "passed": format_number(student.passed_credits),
        "needed": format_number(needed),
        "gpa": format_number(student.gpa),
        "least": format_number(round_.min_gpa),
    }
    enough = student.passed_credits >= needed or student.degree != Degree.BSC
    return [
        Rule(
            "credits",
            _("Credits passed"),
            Standing.MET if enough else Standing.FAILED,
            _("%(passed)s of at least %(needed)s credits passed") % figures,
        ),
        Rule(
            "probation",
            _("Academic probation"),
            Standing.FAILED if student.on_probation else Standing.MET,
            _("On academic probation in the previous term")
            if student.on_probation
            else _("Not on academic probation"),
        ),
        Rule(
            "gpa",
            _("Grade-point average"),
            Standing.WARNING if student.gpa < round_.min_gpa else Standing.MET,
            _("%(gpa)s; the office looks twice below %(least)s") % figures,
        ),
        Rule(
            "conflict",
            _("Ties to an industrial unit"),
            Standing.WARNING if enrolment.conflict else Standing.MET,
            enrolment.conflict or _("None declared"),
        ),
    ]


def _later_rules(enrolment: Enrolment) -> list[Rule]:
    student = enrolment.student
    signed = enrolment.undertaking_at
    insured = student.insured_until
    courses = missing_courses(student)
    insurance = (
        _("Until %(date)s") % {"date": format_date(insured, style="medium")}
        if insured
        else _("Not recorded yet; the office enters it on the student’s page")
    )
    return [
        Rule(
            "undertaking",
            _("Confidentiality undertaking"),
            Standing.MET if signed else Standing.MISSING,
            _("Given on %(date)s") % {"date": format_date(signed, style="medium")}
            if signed
            else _("Not given yet"),
        ),
        Rule(
            "training",
            _("Initial training"),
            Standing.MISSING if courses else Standing.MET,
            _("Still missing: %(courses)s") % {"courses": _(", ").join(c.name for c in courses)}
            if courses
            else _("All mandatory courses passed"),
        ),
        Rule(
            "insurance",
            _("Accident insurance"),
            Standing.MET if insured and insured >= timezone.localdate() else Standing.MISSING,
            insurance,
        ),
    ]
