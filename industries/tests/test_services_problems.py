"""Problems: writing, review, secrets, questions."""

from types import SimpleNamespace
from typing import Any

import pytest

from industries import selectors, services
from industries.enums import Confidentiality, MessageAudience, PersonRole, ProblemState, UnitState
from industries.models import Problem, ProblemMessage
from industries.signals import problem_withdrawn
from industries.tests.factories import ProblemFactory, UnitFactory, UnitPersonFactory
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.notifications.models import Message
from partnership.programme.tests.factories import (
    MajorFactory,
    ObstacleCategoryFactory,
    RoundFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def _columns() -> dict[str, Any]:
    return {
        "title": "گرمای کوره",
        "detail": "دما ثابت نمی‌ماند.",
        "category": ObstacleCategoryFactory(code="ENER"),
    }


def test_create_problem_writes_rows_and_majors() -> None:
    person = UnitPersonFactory()
    skill = SkillFactory()
    problem = services.create_problem(
        unit_id=person.unit.pk,
        actor=person.user,
        majors=[MajorFactory()],
        skills=[
            {"skill": skill, "min_level": 4, "weight": 5},
            {"skill": skill, "min_level": 2, "weight": 1},
        ],
        baselines=[{"kpi": "ضایعات", "unit_label": "٪", "current": 7, "goal": 3}],
        **_columns(),
    )
    assert problem.state == ProblemState.DRAFT
    assert problem.created_by == person.user
    assert [row.min_level for row in problem.required_skills.all()] == [2]
    assert [row.kpi for row in problem.baselines.all()] == ["ضایعات"]


@pytest.mark.parametrize("role", [PersonRole.ASSISTANT, PersonRole.OWNER, PersonRole.SIGNATORY])
def test_create_problem_is_open_to_who_writes_for_the_unit(role: str) -> None:
    person = UnitPersonFactory(role=role)
    assert services.create_problem(unit_id=person.unit.pk, actor=person.user, **_columns())


def test_create_problem_refuses_supervisors_and_other_units(people: SimpleNamespace) -> None:
    unit = UnitFactory()
    supervisor = UnitPersonFactory(unit=unit, role=PersonRole.SUPERVISOR)
    for actor in (supervisor.user, UnitPersonFactory().user, people.professor):
        with pytest.raises(NotAllowed):
            services.create_problem(unit_id=unit.pk, actor=actor, **_columns())


def test_update_problem_is_the_units_only_while_it_is_its_turn(people: SimpleNamespace) -> None:
    problem = ProblemFactory(state=ProblemState.SUBMITTED)
    manager = UnitPersonFactory(unit=problem.unit).user
    with pytest.raises(NotAllowed):
        services.update_problem(problem_id=problem.pk, actor=manager, title="دیگر")
    services.update_problem(problem_id=problem.pk, actor=people.officer, title="دیگر")
    problem.refresh_from_db()
    assert problem.title == "دیگر"


def test_update_problem_keeps_the_rows_it_is_not_given(people: SimpleNamespace) -> None:
    problem = ProblemFactory(skills=("A1",))
    row = problem.baselines.get().pk
    services.update_problem(
        problem_id=problem.pk, actor=people.officer, title="نو", baselines=[{"kpi": "توقف"}]
    )
    assert problem.required_skills.count() == 1
    assert problem.baselines.get().pk == row
    assert problem.baselines.get().kpi == "توقف"


def test_update_problem_tells_the_second_writer(people: SimpleNamespace) -> None:
    problem = ProblemFactory(state=ProblemState.DRAFT)
    seen = problem.updated_at.isoformat()
    services.update_problem(problem_id=problem.pk, actor=people.officer, seen=seen, title="یک")
    with pytest.raises(WrongState):
        services.update_problem(problem_id=problem.pk, actor=people.head, seen=seen, title="دو")


def test_submit_problem_needs_an_active_unit_and_a_figure() -> None:
    manager = UnitPersonFactory(unit__state=UnitState.REGISTERED)
    waiting = ProblemFactory(unit=manager.unit, state=ProblemState.DRAFT)
    with pytest.raises(DomainError):
        services.submit_problem(problem_id=waiting.pk, actor=manager.user)
    manager = UnitPersonFactory()
    bare = ProblemFactory(unit=manager.unit, state=ProblemState.DRAFT, baseline=False)
    with pytest.raises(DomainError):
        services.submit_problem(problem_id=bare.pk, actor=manager.user)
    bare.refresh_from_db()
    assert bare.state == ProblemState.DRAFT


def test_submit_problem_tells_the_office_each_time_it_comes(people: SimpleNamespace) -> None:
    manager = UnitPersonFactory()
    problem = ProblemFactory(unit=manager.unit, state=ProblemState.DRAFT)
    services.submit_problem(problem_id=problem.pk, actor=manager.user)
    services.ask_detail_problem(problem_id=problem.pk, actor=people.officer, reason="از کی؟")
    services.submit_problem(problem_id=problem.pk, actor=manager.user)
    assert Message.objects.filter(event="problem.submitted", recipient=people.officer).count() == 2
    triaged = Message.objects.get(event="problem.triaged", recipient=manager.user)
    assert "از کی؟" in triaged.body


def test_accept_problem_settles_public_words_and_round(people: SimpleNamespace) -> None:
    manager = UnitPersonFactory()
    problem = ProblemFactory(
        unit=manager.unit, state=ProblemState.SUBMITTED, public_title="", round=None
    )
    with pytest.raises(DomainError) as refused:
        services.accept_problem(problem_id=problem.pk, actor=people.officer)
    assert refused.value.field == "public_title"
    this_round = RoundFactory()
    services.accept_problem(
        problem_id=problem.pk, actor=people.officer, public_title="کوره", round=this_round
    )
    problem.refresh_from_db()
    assert (problem.state, problem.public_title, problem.round) == (
        ProblemState.OPEN,
        "کوره",
        this_round,
    )
    assert "کوره" in problem.search
    assert Message.objects.filter(event="problem.triaged", recipient=manager.user).count() == 1


def test_accept_problem_refuses_what_no_team_can_solve(people: SimpleNamespace) -> None:
    finance = ObstacleCategoryFactory(code="FIN", for_teams=False)
    problem = ProblemFactory(state=ProblemState.SUBMITTED, category=finance)
    with pytest.raises(DomainError) as refused:
        services.accept_problem(problem_id=problem.pk, actor=people.officer)
    assert refused.value.field == "category"


@pytest.mark.parametrize(
    ("service", "state"),
    [
        (services.cancel_problem, ProblemState.OPEN),
        (services.refer_problem, ProblemState.OPEN),
        (services.hold_problem, ProblemState.ASSIGNED),
    ],
)
def test_withdrawing_a_problem_tells_rooms_above(
    service: Any, state: str, people: SimpleNamespace
) -> None:
    heard: list[int] = []

    def hear(problem_id: int, **kwargs: Any) -> None:
        heard.append(problem_id)

    problem = ProblemFactory(state=state)
    problem_withdrawn.connect(hear)
    try:
        service(problem_id=problem.pk, actor=people.officer, reason="چنین شد")
    finally:
        problem_withdrawn.disconnect(hear)
    assert heard == [problem.pk]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ProblemState.DRAFT, ProblemState.DRAFT),
        (ProblemState.SUBMITTED, ProblemState.SUBMITTED),
        (ProblemState.OPEN, ProblemState.OPEN),
    ],
)
def test_reopened_problem_never_skips_its_review(
    before: str, after: str, people: SimpleNamespace
) -> None:
    problem = ProblemFactory(state=before)
    services.cancel_problem(problem_id=problem.pk, actor=people.officer, reason="فعلاً نه")
    services.reopen_problem(problem_id=problem.pk, actor=people.officer, reason="باز هم")
    problem.refresh_from_db()
    assert problem.state == after


def test_held_problem_without_team_is_open_again(people: SimpleNamespace) -> None:
    problem = ProblemFactory(state=ProblemState.ASSIGNED)
    services.hold_problem(problem_id=problem.pk, actor=people.officer, reason="تعطیلات")
    services.reopen_problem(problem_id=problem.pk, actor=people.officer, reason="تمام شد")
    problem.refresh_from_db()
    assert problem.state == ProblemState.OPEN


def test_secret_problem_is_seen_by_head_unit_and_named_people_only(people: SimpleNamespace) -> None:
    problem = ProblemFactory(confidentiality=Confidentiality.SECRET)
    manager = UnitPersonFactory(unit=problem.unit)
    services.name_readers(problem_id=problem.pk, actor=people.head, people=[people.professor])
    for user in (people.head, manager.user, people.professor):
        assert Problem.objects.visible_to(user).filter(pk=problem.pk).exists()
    for user in (people.officer, people.student, people.observer, UnitPersonFactory().user):
        assert not Problem.objects.listed_for(user).filter(pk=problem.pk).exists()
    for user in (people.head, people.professor):
        assert not selectors.open_problems_for(user).exists()
    with pytest.raises(NotAllowed):
        services.name_readers(problem_id=problem.pk, actor=people.officer, people=[])


def test_letters_never_carry_a_secret_title(people: SimpleNamespace) -> None:
    manager = UnitPersonFactory()
    problem = ProblemFactory(
        unit=manager.unit,
        state=ProblemState.DRAFT,
        title="فرمول محرمانه",
        public_title="",
        confidentiality=Confidentiality.SECRET,
    )
    services.submit_problem(problem_id=problem.pk, actor=manager.user)
    services.ask_detail_problem(problem_id=problem.pk, actor=people.head, reason="بیشتر بگویید")
    assert not Message.objects.filter(recipient=people.officer).exists()
    assert Message.objects.count() == 2
    for message in Message.objects.all():
        assert "فرمول محرمانه" not in message.subject + message.body + message.html


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (MessageAudience.OFFICE, {"officer"}),
        (MessageAudience.UNIT, {"officer", "manager"}),
        (MessageAudience.PROFESSORS, {"officer", "manager", "professor"}),
        (MessageAudience.EVERYBODY, {"officer", "manager", "professor", "student"}),
    ],
)
def test_messages_reach_their_audience(
    audience: str, readers: set[str], people: SimpleNamespace
) -> None:
    problem = ProblemFactory()
    UnitPersonFactory(unit=problem.unit, user=people.manager)
    services.post_message(problem_id=problem.pk, actor=people.head, body="پرسش", audience=audience)
    who = {"officer", "manager", "professor", "student"}
    seen = {
        name for name in who if ProblemMessage.objects.visible_to(getattr(people, name)).exists()
    }
    assert seen == readers


def test_answer_to_a_question_reaches_who_asked(people: SimpleNamespace) -> None:
    problem = ProblemFactory()
    UnitPersonFactory(unit=problem.unit, user=people.manager)
    question = services.post_message(problem_id=problem.pk, actor=people.student, body="از کی؟")
    other = UserFactory(roles=("student",))
    assert not ProblemMessage.objects.visible_to(other).exists()
    answer = services.post_message(
        problem_id=problem.pk, actor=people.manager, body="از پارسال", reply_to_id=question.pk
    )
    assert answer in ProblemMessage.objects.visible_to(people.student)
    assert Message.objects.filter(event="problem.asked", recipient=people.student).count() == 1


def test_post_message_refuses_unseen_problems_and_audiences(people: SimpleNamespace) -> None:
    draft, listed = ProblemFactory(state=ProblemState.DRAFT), ProblemFactory()
    with pytest.raises(NotAllowed):
        services.post_message(problem_id=draft.pk, actor=people.student, body="؟")
    with pytest.raises(DomainError):
        services.post_message(
            problem_id=listed.pk, actor=people.student, body="؟", audience=MessageAudience.OFFICE
        )


def test_waiting_for_names_each_ones_turn(people: SimpleNamespace) -> None:
    unit = UnitFactory(state=UnitState.REGISTERED)
    ProblemFactory(state=ProblemState.SUBMITTED)
    detail = ProblemFactory(state=ProblemState.NEEDS_DETAIL)
    manager = UnitPersonFactory(unit=detail.unit)
    office = selectors.waiting_for(people.officer)
    assert [task.kind for task in office] == ["unit", "problem"]
    assert office[0].url == unit.get_absolute_url()
    mine = selectors.waiting_for(manager.user)
    assert [(task.kind, task.url) for task in mine] == [("problem", detail.get_absolute_url())]
    assert selectors.waiting_for(people.student) == []
