"""Who may do what with units, problems and meetings.

The predicates on relations take a unit, a problem, or anything that leads to one by `.unit`,
`.problem` or `.team`, so that rooms above ask the same question. Without an object they answer no.
"""

from typing import Any

import rules

from industries.enums import DECIDERS, PROBLEM_EDITABLE, WRITERS, PersonRole, ProblemState
from industries.models import IndustrialUnit, UnitPerson
from industries.workflow.problem import LAPSE
from partnership.accounts.rules import is_head, is_liaison, is_office, is_signed_in
from partnership.core.models import ActionLog


def unit_id_of(obj: Any) -> int | None:
    """The unit an object belongs to, however far away; None when there is none."""
    for _step in range(5):
        if obj is None:
            return None
        if isinstance(obj, IndustrialUnit):
            return obj.pk
        if getattr(obj, "unit_id", None):
            return obj.unit_id
        obj = next(
            (
                getattr(obj, name)
                for name in ("problem", "team", "solution")
                if getattr(obj, name, None)
            ),
            None,
        )
    return None


def holds_in_unit(user: Any, obj: Any, *roles: str) -> bool:
    """Whether the person is active in the object's unit, in one of the roles if any are named."""
    unit_id = unit_id_of(obj)
    if unit_id is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    people = UnitPerson.objects.filter(unit_id=unit_id, user_id=user.pk, is_active=True)
    return people.filter(role__in=roles).exists() if roles else people.exists()


@rules.predicate
def is_unit_manager(user: Any, obj: Any = None) -> bool:
    """The manager or owner of the object's unit: who decides for it."""
    return holds_in_unit(user, obj, *DECIDERS)


@rules.predicate
def is_unit_writer(user: Any, obj: Any = None) -> bool:
    """Somebody who may write for the object's unit."""
    return holds_in_unit(user, obj, *WRITERS)


@rules.predicate
def is_unit_supervisor(user: Any, obj: Any = None) -> bool:
    """The industrial supervisor of the object's unit."""
    return holds_in_unit(user, obj, PersonRole.SUPERVISOR)


@rules.predicate
def is_unit_person(user: Any, obj: Any = None) -> bool:
    """Anybody of the object's unit."""
    return holds_in_unit(user, obj)


@rules.predicate
def is_editable_problem(user: Any, problem: Any = None) -> bool:
    """A problem its unit still writes on."""
    return problem is not None and problem.state in PROBLEM_EDITABLE


@rules.predicate
def is_lapsed_problem(user: Any, problem: Any = None) -> bool:
    """A problem that rests because the detail asked for did not come, and for no other reason."""
    if problem is None or problem.state != ProblemState.ON_HOLD:
        return False
    last = ActionLog.objects.about(problem).filter(after=ProblemState.ON_HOLD).first()
    return last is not None and last.verb == LAPSE.name


@rules.predicate
def is_invited(user: Any, meeting: Any = None) -> bool:
    """Somebody invited to the meeting, themselves or as a person of an invited unit."""
    if meeting is None or not getattr(user, "is_authenticated", False):
        return False
    return meeting.invitees.current().of_person(user).exists()


@rules.predicate
def has_begun(user: Any, meeting: Any = None) -> bool:
    """A meeting whose hour has come; without an object, the right as such."""
    return meeting is None or meeting.has_begun


@rules.predicate
def is_resolution_owner(user: Any, resolution: Any = None) -> bool:
    """Who has to see to the resolution: the person, or those who write for the unit."""
    if resolution is None or not getattr(user, "is_authenticated", False):
        return False
    if resolution.owner_user_id == user.pk:
        return True
    return resolution.owner_unit_id is not None and holds_in_unit(
        user, resolution.owner_unit, *WRITERS
    )


rules.add_perm("industries.add_unit", is_office)
rules.add_perm("industries.list_units", is_office)
rules.add_perm("industries.list_introduced", is_office | is_liaison)
rules.add_perm("industries.edit_unit", is_office | is_unit_manager)
rules.add_perm("industries.manage_people", is_office)
rules.add_perm("industries.see_contacts", is_office)
rules.add_perm("industries.review_unit", is_office)
rules.add_perm("industries.close_unit", is_office)
rules.add_perm("industries.merge_unit", is_office)
rules.add_perm("industries.merge_different_units", is_head)
rules.add_perm("industries.manage_documents", is_office)

rules.add_perm("industries.import_list", is_office)

rules.add_perm("industries.list_problems", is_signed_in)
rules.add_perm("industries.add_problem", is_office | is_unit_writer)
rules.add_perm("industries.edit_problem", is_office | (is_unit_writer & is_editable_problem))
rules.add_perm("industries.submit_problem", is_office | is_unit_writer)
rules.add_perm("industries.cancel_problem", is_office | is_unit_writer)
rules.add_perm("industries.triage_problem", is_office)
rules.add_perm("industries.close_problem", is_office)
rules.add_perm("industries.name_readers", is_head)
rules.add_perm("industries.ask_problem", is_signed_in)
rules.add_perm("industries.take_up_problem", (is_office | is_unit_writer) & is_lapsed_problem)
rules.add_perm("industries.settle_question", is_office | is_unit_writer)

rules.add_perm("industries.list_meetings", is_signed_in)
rules.add_perm("industries.manage_meeting", is_office)
rules.add_perm("industries.record_meeting", is_office & has_begun)
rules.add_perm("industries.unlock_meeting", is_head)
rules.add_perm("industries.answer_meeting", is_invited)
rules.add_perm("industries.follow_resolution", is_office)
rules.add_perm("industries.report_resolution", is_office | is_resolution_owner)
