"""How units come in, and their people."""

from types import SimpleNamespace
from typing import Any

import pytest

from industries import services
from industries.enums import IntroductionKind, PersonRole, ProblemState, UnitState
from industries.models import ContactNote, IndustrialUnit, Problem, UnitPerson
from industries.rules import is_unit_manager, is_unit_person
from industries.signals import unit_suspended
from industries.tests.factories import ProblemFactory, UnitFactory, UnitPersonFactory, legal_id
from partnership.accounts.enums import Role
from partnership.accounts.models import Invitation
from partnership.accounts.services import accept_invitation
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from partnership.programme.tests.factories import ObstacleCategoryFactory

pytestmark = pytest.mark.django_db

UNIT = {"name_fa": "صنایع آزمون", "legal_id": legal_id(77)}
MANAGER = {"name_fa": "هوشنگ گام‌آرا", "mobile": "09701000001", "email": "boss@unit.example"}


def test_register_unit_makes_unit_manager_introduction_and_draft(people: SimpleNamespace) -> None:
    unit = services.register_unit(
        unit=UNIT,
        manager=MANAGER,
        trouble="کوره گرم نمی‌شود\nاز پارسال",
        category=ObstacleCategoryFactory(),
    )
    assert unit.state == UnitState.REGISTERED
    assert unit.manager.name_fa == MANAGER["name_fa"]
    assert unit.introductions.get().kind == IntroductionKind.SELF
    draft = unit.problems.get()
    assert (draft.title, draft.state) == ("کوره گرم نمی‌شود", ProblemState.DRAFT)
    told = Message.objects.filter(event="unit.registered")
    assert {row.recipient for row in told} == {people.officer, people.head}
    assert Message.objects.get(event="unit.received").email == "boss@unit.example"


def test_register_unit_again_changes_nothing_and_tells_the_office(people: SimpleNamespace) -> None:
    known = UnitFactory(legal_id=UNIT["legal_id"], name_fa="نام دیگر")
    assert (
        services.register_unit(
            unit=UNIT, manager=MANAGER, trouble="چیزی", category=ObstacleCategoryFactory()
        )
        is None
    )
    known.refresh_from_db()
    assert known.name_fa == "نام دیگر"
    assert not known.persons.exists()
    assert not Problem.objects.exists()
    assert Message.objects.filter(event="unit.registered_again").count() == 2
    assert Message.objects.filter(event="unit.received").count() == 1
    assert ActionLog.objects.about(known).get().data["mobile"] == MANAGER["mobile"]


def test_intake_unit_keeps_the_ministrys_letter(people: SimpleNamespace) -> None:
    letter = {"kind": IntroductionKind.MINISTRY, "letter_no": "123/45"}
    unit = services.intake_unit(
        actor=people.officer, unit=UNIT, manager=MANAGER, introduction=letter
    )
    assert unit.state == UnitState.INTRODUCED
    assert (unit.introductions.get().letter_no, unit.introductions.get().recorded_by) == (
        "123/45",
        people.officer,
    )


def test_intake_unit_refuses_a_known_legal_id_and_strangers(people: SimpleNamespace) -> None:
    UnitFactory(legal_id=UNIT["legal_id"])
    with pytest.raises(DomainError) as refused:
        services.intake_unit(actor=people.officer, unit=UNIT)
    assert refused.value.field == "legal_id"
    with pytest.raises(NotAllowed):
        services.intake_unit(actor=people.manager, unit={**UNIT, "legal_id": legal_id(78)})


def test_approve_unit_invites_the_manager_whose_account_is_linked(people: SimpleNamespace) -> None:
    unit = UnitFactory(state=UnitState.REGISTERED)
    person = UnitPersonFactory(unit=unit, user=None, email="new@unit.example")
    services.approve_unit(unit_id=unit.pk, actor=people.officer)
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.object_pk, invitation.email) == (
        Role.MANAGER,
        person.pk,
        "new@unit.example",
    )
    user = accept_invitation(
        invitation_id=invitation.pk,
        token_hash=invitation.token_hash,
        password="a-long-enough-secret-9",
        first_name_fa="هوشنگ",
        last_name_fa="گام‌آرا",
    )
    person.refresh_from_db()
    assert person.user == user
    assert is_unit_manager(user, unit)
    assert user.has_role(Role.MANAGER)


def test_approve_unit_links_an_account_that_is_there_already(people: SimpleNamespace) -> None:
    user = UserFactory(email="known@unit.example")
    unit = UnitFactory(state=UnitState.REGISTERED)
    person = UnitPersonFactory(unit=unit, user=None, email="known@unit.example")
    services.approve_unit(unit_id=unit.pk, actor=people.officer)
    person.refresh_from_db()
    assert person.user == user
    assert Message.objects.filter(event="unit.approved", recipient=user).count() == 1


def test_approve_unit_needs_a_manager_who_can_be_reached(people: SimpleNamespace) -> None:
    unit = UnitFactory(state=UnitState.REGISTERED)
    with pytest.raises(DomainError):
        services.approve_unit(unit_id=unit.pk, actor=people.officer)
    unit.refresh_from_db()
    assert unit.state == UnitState.REGISTERED


def test_suspend_unit_tells_rooms_above(people: SimpleNamespace) -> None:
    heard: list[dict[str, Any]] = []

    def hear(**kwargs: Any) -> None:
        heard.append(kwargs)

    unit = UnitFactory()
    unit_suspended.connect(hear)
    try:
        services.suspend_unit(unit_id=unit.pk, actor=people.officer, reason="دو غیبت")
    finally:
        unit_suspended.disconnect(hear)
    assert [(row["unit_id"], row["actor_id"]) for row in heard] == [(unit.pk, people.officer.pk)]


def test_update_unit_tells_the_second_officer(people: SimpleNamespace) -> None:
    unit = UnitFactory()
    seen = unit.updated_at.isoformat()
    services.update_unit(unit_id=unit.pk, actor=people.officer, seen=seen, phone="02533334444")
    with pytest.raises(WrongState):
        services.update_unit(unit_id=unit.pk, actor=people.head, seen=seen, phone="02511112222")
    unit.refresh_from_db()
    assert unit.phone == "02533334444"


def test_update_unit_writes_only_its_columns(people: SimpleNamespace) -> None:
    unit = UnitFactory()
    with pytest.raises(TypeError):
        services.update_unit(unit_id=unit.pk, actor=people.officer, state=UnitState.CLOSED)


def test_add_person_gives_the_role_and_refuses_it_twice(people: SimpleNamespace) -> None:
    unit, user = UnitFactory(), UserFactory()
    columns = {"role": PersonRole.SUPERVISOR, "name_fa": "ژیلا"}
    services.add_person(unit_id=unit.pk, actor=people.officer, user=user, **columns)
    assert user.has_role(Role.SUPERVISOR)
    with pytest.raises(DomainError):
        services.add_person(unit_id=unit.pk, actor=people.officer, user=user, **columns)
    assert UnitPerson.objects.count() == 1


@pytest.mark.parametrize(
    "person",
    [
        {},
        {"user": None, "is_active": False, "email": "a@b.example"},
        {"user": None, "email": "", "mobile": ""},
    ],
)
def test_invite_unit_person_says_why_not(person: dict[str, Any], people: SimpleNamespace) -> None:
    made = UnitPersonFactory(**person)
    with pytest.raises(DomainError):
        services.invite_unit_person(person_id=made.pk, actor=people.officer)


def test_person_who_left_speaks_for_the_unit_no_more(people: SimpleNamespace) -> None:
    person = UnitPersonFactory()
    assert is_unit_manager(person.user, person.unit)
    services.update_person(person_id=person.pk, actor=people.officer, is_active=False)
    assert not is_unit_person(person.user, person.unit)
    assert not IndustrialUnit.objects.visible_to(person.user).exists()


def test_predicates_find_the_unit_from_whatever_belongs_to_it() -> None:
    person = UnitPersonFactory()
    problem = ProblemFactory(unit=person.unit)
    far = SimpleNamespace(problem=problem)
    farther = SimpleNamespace(team=far)
    for obj in (person.unit, problem, far, farther):
        assert is_unit_manager(person.user, obj)
        assert not is_unit_manager(UnitPersonFactory().user, obj)
    for nothing in (None, SimpleNamespace()):
        assert not is_unit_manager(person.user, nothing)


def test_add_note_is_the_offices(people: SimpleNamespace) -> None:
    person = UnitPersonFactory()
    note = {"unit_id": person.unit.pk, "kind": "phone", "outcome": "interested", "note": "زنگ زدم"}
    services.add_note(actor=people.officer, **note)
    with pytest.raises(NotAllowed):
        services.add_note(actor=person.user, **note)
    assert not ContactNote.objects.visible_to(person.user).exists()
