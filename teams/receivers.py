"""What is heard from lower rooms: one line to a service each."""

from typing import Any

from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.utils.translation import gettext as _

from industries.signals import problem_withdrawn, unit_suspended, units_merged
from students.enums import WithdrawalCode
from students.services import tell_lost_wish
from students.signals import enrolment_withdrawn
from teams.services import membership, merged, pause


def _person(pk: int | None) -> Any:
    return get_user_model().objects.filter(pk=pk).first()


@receiver(problem_withdrawn)
def hold_teams_of_problem(problem_id: int, actor_id: int | None = None, **_extra: Any) -> None:
    """Teams of a withdrawn problem pause."""
    pause.hold_teams_of_problem(
        problem_id=problem_id, actor=_person(actor_id), reason=_("The problem was withdrawn.")
    )


@receiver(problem_withdrawn)
def tell_who_wished(problem_id: int, **_extra: Any) -> None:
    """Students who wished for it are told; their room does not know the problem's."""
    tell_lost_wish(problem_id=problem_id)


@receiver(unit_suspended)
def hold_teams_of_unit(unit_id: int, actor_id: int | None = None, **_extra: Any) -> None:
    """Teams of a suspended unit pause."""
    pause.hold_teams_of_unit(
        unit_id=unit_id, actor=_person(actor_id), reason=_("The industrial unit was suspended.")
    )


@receiver(units_merged)
def follow_merged_units(
    kept_id: int, people: dict[int, int], problem_ids: list[int], actor_id: int, **_extra: Any
) -> None:
    """Teams keep their supervisor where two records of one person became one."""
    merged.follow_merged_units(
        unit_id=kept_id, people=people, problem_ids=problem_ids, actor=_person(actor_id)
    )


@receiver(enrolment_withdrawn)
def release_student(
    student_id: int,
    round_id: int,
    actor_id: int | None = None,
    reason: str = "",
    code: str = "",
    **_extra: Any,
) -> None:
    """A student who leaves the programme leaves the team."""
    membership.release_student(
        student_id=student_id,
        round_id=round_id,
        actor=_person(actor_id),
        reason=reason or _("Withdrew from the programme."),
        is_ill=code == WithdrawalCode.ILLNESS,
    )
