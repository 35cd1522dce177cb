"""What a student brings to a problem, and where it stands among their wishes: for the market."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.core.numbers import format_number
from partnership.core.seekers import STUDENT, Mark, Seeker, mark_reader, seeker_reader
from partnership.programme.models import Round
from students.enums import ENROLMENT_ALIVE, MAX_WISHES, EnrolmentState
from students.models import Availability, Enrolment, Preference, Student, StudentSkill
from students.selectors.wishes import may_rank_wishes


@seeker_reader(order=10)
def student_seeker(user: Any) -> Seeker | None:
    """Skills with levels, major, days with a free half-day in the running round."""
    student = Student.objects.filter(user=user, anonymised_at=None).first()
    if student is None:
        return None
    skills = StudentSkill.objects.filter(student=student).values_list("skill_id", "level")
    days = Availability.objects.filter(
        enrolment__student=student, enrolment__round__is_current=True
    )
    return Seeker(
        kind=STUDENT,
        skills=dict(skills),
        major_id=student.major_id,
        days=frozenset(days.values_list("weekday", flat=True)),
        complete_url=reverse("students:show_my_enrolment"),
    )


@mark_reader(order=10)
def wish_marks(user: Any, problems: list[Any]) -> dict[int, Mark]:
    """The rank of each problem among one's wishes, and the button that adds it or takes it out."""
    rows = Enrolment.objects.filter(student__user=user, round__is_current=True)
    enrolment = rows.select_related("student", "round").first()
    if enrolment is None:
        return _invitation(user, problems)
    if enrolment.state not in ENROLMENT_ALIVE:
        return {}
    ranks = dict(Preference.objects.filter(enrolment=enrolment).values_list("problem_id", "rank"))
    is_open = may_rank_wishes(enrolment)
    if is_open:
        return {row.pk: _button(row, ranks, enrolment) for row in problems}
    return {row.pk: _in_form(row, ranks, enrolment) for row in problems}


def _invitation(user: Any, problems: list[Any]) -> dict[int, Mark]:
    """A student who has not applied in the running round may, while the call is open."""
    round_ = Round.objects.current() if user.has_role("student") else None
    if round_ is None or not round_.is_enrolling():
        return {}
    label = _("Enrol to choose it")
    return {
        row.pk: Mark(
            label=label, full_label=f"{label}: {row.shown_title}", url=_enrol(), icon="pen"
        )
        for row in problems
    }


def _said(rank: int | None) -> str:
    return _("Your wish %(n)s") % {"n": format_number(rank)} if rank else ""


def _button(problem: Any, ranks: dict[int, int], enrolment: Enrolment) -> Mark:
    rank, title = ranks.get(problem.pk), problem.shown_title
    if rank:
        return Mark(
            said=_said(rank),
            label=_("Take out"),
            full_label=_("Take out of my wishes: %(title)s") % {"title": title},
            url=reverse("students:drop_wish", kwargs={"pk": problem.pk}),
            icon="x-lg",
            is_on=True,
            is_post=True,
        )
    if len(ranks) >= MAX_WISHES:
        return Mark(
            label=_("My wishes are full: choose again"),
            full_label=_("My wishes are full: choose again"),
            url=reverse("students:rank_wishes", kwargs={"pk": enrolment.pk}),
            icon="list-ol",
        )
    return Mark(
        label=_("Add to my wishes"),
        full_label=_("Add to my wishes: %(title)s") % {"title": title},
        url=reverse("students:add_wish", kwargs={"pk": problem.pk}),
        icon="plus-lg",
        is_post=True,
    )


def _in_form(problem: Any, ranks: dict[int, int], enrolment: Enrolment) -> Mark:
    """Before the decision wishes stand in the application itself; afterwards they are settled."""
    rank = ranks.get(problem.pk)
    if enrolment.state in (EnrolmentState.DRAFT, EnrolmentState.RETURNED):
        label = _("Choose it in my application")
        full = f"{label}: {problem.shown_title}"
        return Mark(
            said=_said(rank), label=label, full_label=full, url=_enrol(), icon="pen",
            is_on=bool(rank),
        )  # fmt: skip
    return Mark(said=_said(rank), is_on=bool(rank))


def _enrol() -> str:
    return reverse("students:enrol")
