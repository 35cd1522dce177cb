"""Two records of a unit become one."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from industries import services
from industries.enums import PersonRole, UnitState
from industries.models import (
    ContactNote,
    IndustrialUnit,
    Introduction,
    Invitee,
    UnitDocument,
    UnitPerson,
    UnitProduct,
)
from industries.selectors.duplicates import likenesses_of, units_like, with_double
from industries.services.merging import MERGE_GROUPS, belongings_of
from industries.signals import units_merged
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitFactory,
    UnitPersonFactory,
    legal_id,
)
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.core.text import search_q
from partnership.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def pair() -> tuple[IndustrialUnit, IndustrialUnit]:
    """One unit, recorded twice; the second time without its legal ID."""
    kept = UnitFactory(name_fa="شرکت چرم کریمی", licence_no="L1", employees=40)
    merged = UnitFactory(
        name_fa="چرم كريمي", name_en="Karimi Leather", legal_id="", licence_no="", employees=55
    )
    return kept, merged


def merge(kept: Any, merged: Any, actor: Any, **more: Any) -> IndustrialUnit:
    return services.merge_units(keep_id=kept.pk, merge_id=merged.pk, actor=actor, **more)


def test_everything_that_belonged_to_either_belongs_to_the_one(
    pair: Any, people: SimpleNamespace
) -> None:
    kept, merged = pair
    problem = ProblemFactory(unit=merged)
    person = UnitPersonFactory(unit=merged)
    invitee = InviteeFactory(user=None, unit=merged)
    resolution = ResolutionFactory(owner_user=None, owner_unit=merged)
    Introduction.objects.create(unit=merged, kind="ministry", letter_no="5")
    note = ContactNote.objects.create(
        unit=merged, kind="phone", outcome="interested", note="n", author=people.officer
    )
    document = UnitDocument.objects.create(unit=merged, kind="licence")
    product = UnitProduct.objects.create(unit=merged, name_fa="چرم")
    merge(kept, merged, people.officer, take=["employees"], reason="یکی هستند")
    for row, name in (
        (problem, "unit"),
        (person, "unit"),
        (invitee, "unit"),
        (resolution, "owner_unit"),
        (note, "unit"),
        (document, "unit"),
        (product, "unit"),
        (Introduction.objects.get(), "unit"),
    ):
        row.refresh_from_db()
        assert getattr(row, name) == kept, row
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.name_fa, kept.employees, kept.state) == ("شرکت چرم کریمی", 55, "active")
    assert (merged.state, merged.merged_into, merged.employees) == (UnitState.MERGED, kept, 55)
    assert ActionLog.objects.about(merged).first().reason == "یکی هستند"
    assert ActionLog.objects.about(kept).first().data["moved"]["problem"] == 1
    assert belongings_of(merged) == []


def test_old_names_and_numbers_still_find_the_unit(pair: Any, people: SimpleNamespace) -> None:
    kept, merged = pair
    services.update_unit(unit_id=merged.pk, actor=people.officer, name_fa="پوست و چرم آذر")
    merge(kept, merged, people.officer, take=["name_fa"])
    living = IndustrialUnit.objects.living()
    for words in ("كريمي", "Karimi", "آذر"):
        assert list(living.filter(search_q("search", words))) == [kept], words
    kept.refresh_from_db()
    assert kept.name_fa == "پوست و چرم آذر"
    assert "شرکت چرم کریمی" in kept.former_names


def test_a_registration_under_the_old_number_is_the_unit_that_stays(
    people: SimpleNamespace,
) -> None:
    kept, merged = UnitFactory(), UnitFactory()
    merge(kept, merged, people.head, reason="شماره اشتباه بود")
    manager = {"name_fa": "م", "mobile": "09701000001", "email": "m@unit.example"}
    for number in (kept.legal_id, merged.legal_id):
        unit = {"name_fa": "بار دیگر", "legal_id": number}
        assert services.register_unit(unit=unit, manager=manager) is None
        assert [like.unit for like in units_like(legal_id=number)] == [kept]
    assert IndustrialUnit.objects.living().count() == 1
    assert ActionLog.objects.about(kept).filter(verb__endswith="register_again").count() == 2


def test_a_legal_id_is_changed_over_and_stays_unique(people: SimpleNamespace) -> None:
    kept, merged = UnitFactory(), UnitFactory()
    one, other = kept.legal_id, merged.legal_id
    merge(kept, merged, people.head, take=["legal_id"], reason="شمارهٔ درست دومی است")
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.legal_id, merged.legal_id) == (other, one)


def test_a_missing_legal_id_comes_from_the_other_record(people: SimpleNamespace) -> None:
    kept, merged = UnitFactory(legal_id=""), UnitFactory()
    number = merged.legal_id
    merge(kept, merged, people.officer, take=["legal_id"])
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.legal_id, merged.legal_id) == (number, "")


def test_two_legal_ids_are_merged_by_the_head_with_a_reason_only(people: SimpleNamespace) -> None:
    kept, merged = UnitFactory(), UnitFactory()
    with pytest.raises(DomainError, match="head of the Office"):
        merge(kept, merged, people.officer, reason="یکی هستند")
    with pytest.raises(DomainError, match="Say why") as refusal:
        merge(kept, merged, people.head)
    assert refusal.value.field == "reason"
    assert not IndustrialUnit.objects.filter(state=UnitState.MERGED).exists()
    merge(kept, merged, people.head, reason="تغییر شخصیت حقوقی")


def test_merging_is_refused_where_it_makes_no_sense(pair: Any, people: SimpleNamespace) -> None:
    kept, merged = pair
    manager = UnitPersonFactory(unit=kept).user
    with pytest.raises(DomainError, match="two different"):
        merge(kept, kept, people.officer)
    with pytest.raises(NotAllowed):
        merge(kept, merged, manager)
    with pytest.raises(NotAllowed):
        merge(kept, merged, people.liaison)
    closed = UnitFactory(state=UnitState.CLOSED, legal_id="")
    with pytest.raises(DomainError, match="left the programme"):
        merge(closed, kept, people.officer)
    with pytest.raises(WrongState, match="Someone else"):
        merge(kept, merged, people.officer, seen={kept.pk: "2026-01-01T00:00:00+00:00"})
    third = UnitFactory(legal_id="")
    merge(kept, merged, people.officer)
    for one, other in ((merged, third), (third, merged), (kept, merged)):
        with pytest.raises(WrongState, match="merged into"):
            merge(one, other, people.officer)


def test_a_merged_record_takes_nothing_new(pair: Any, people: SimpleNamespace) -> None:
    kept, merged = pair
    merge(kept, merged, people.officer)
    note = {"kind": "phone", "outcome": "interested", "note": "n"}
    for call in (
        lambda: services.add_note(unit_id=merged.pk, actor=people.officer, **note),
        lambda: services.update_unit(unit_id=merged.pk, actor=people.officer, employees=1),
        lambda: services.create_problem(unit_id=merged.pk, actor=people.officer, title="t"),
        lambda: services.add_person(
            unit_id=merged.pk, actor=people.officer, role=PersonRole.OWNER, name_fa="م"
        ),
    ):
        with pytest.raises(WrongState, match="merged"):
            call()


def test_a_chain_of_merges_leads_to_the_last(people: SimpleNamespace) -> None:
    first, second, third = UnitFactory(legal_id=""), UnitFactory(legal_id=""), UnitFactory()
    merge(second, first, people.officer)
    merge(third, second, people.officer)
    first.refresh_from_db()
    assert first.merged_into == third
    third.refresh_from_db()
    assert first.name_fa in third.former_names


def test_whoever_stands_in_both_stays_once(pair: Any, people: SimpleNamespace) -> None:
    kept, merged = pair
    user = UserFactory(roles=("manager",))
    own = UnitPersonFactory(unit=kept, user=user)
    twin = UnitPersonFactory(unit=merged, user=user)
    by_mobile = UnitPersonFactory(
        unit=kept, user=None, role=PersonRole.SUPERVISOR, mobile="09701112233", email=""
    )
    account = UnitPersonFactory(unit=merged, role=PersonRole.SUPERVISOR, mobile="09701112233")
    told: list[dict[int, int]] = []

    def hear(people: dict[int, int], **_extra: Any) -> None:
        told.append(people)

    units_merged.connect(hear)
    try:
        merge(kept, merged, people.officer)
    finally:
        units_merged.disconnect(hear)
    assert told == [{twin.pk: own.pk, by_mobile.pk: account.pk}]
    active = UnitPerson.objects.filter(unit=kept, is_active=True)
    assert set(active) == {own, account}
    assert UnitPerson.objects.filter(unit=kept).count() == 4


def test_a_meeting_of_both_keeps_one_invitation(pair: Any, people: SimpleNamespace) -> None:
    kept, merged = pair
    meeting = MeetingFactory()
    InviteeFactory(meeting=meeting, user=None, unit=kept, was_present=False)
    InviteeFactory(meeting=meeting, user=None, unit=merged, rsvp="yes", was_present=True)
    merge(kept, merged, people.officer)
    row = Invitee.objects.get()
    assert (row.unit, row.rsvp, row.was_present) == (kept, "yes", True)


def test_a_product_of_both_is_not_doubled(pair: Any, people: SimpleNamespace) -> None:
    kept, merged = pair
    UnitProduct.objects.create(unit=kept, name_fa="چرم گاوی")
    UnitProduct.objects.create(unit=merged, name_fa="چرم‌ گاوي")
    UnitProduct.objects.create(unit=merged, name_fa="چرم بزی")
    merge(kept, merged, people.officer)
    assert [row.name_fa for row in kept.product_rows.all()] == ["چرم گاوی", "چرم بزی"]


def test_the_units_people_are_told_once(pair: Any, people: SimpleNamespace) -> None:
    kept, merged = pair
    one, other = UnitPersonFactory(unit=kept).user, UnitPersonFactory(unit=merged).user
    merge(kept, merged, people.officer)
    letters = Message.objects.filter(event="unit.merged")
    assert {letter.recipient for letter in letters} == {one, other}
    assert letters.count() == 2


def test_every_model_that_leads_to_a_unit_is_looked_after() -> None:
    """A new foreign key of this room moves by itself; one of a room above needs its receiver."""
    above = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is IndustrialUnit
        and model._meta.app_label != "industries"
        and not hasattr(model, "pgh_tracked_model")
    }
    assert above == set(), "hear industries.signals.units_merged and move these"
    columns = {column for group in MERGE_GROUPS.values() for column in group}
    own = {field.name for field in IndustrialUnit._meta.concrete_fields}
    settled = {
        *("id", "created_at", "updated_at", "state", "state_changed_at", "merged_into", "former"),
        *("search", "sort_name", "name_key"),
    }
    assert own - columns == settled


class TestLikeness:
    def test_a_page_of_units_needs_one_query(self, django_assert_num_queries: Any) -> None:
        units = [UnitFactory(name_fa=f"چرم {n}", licence_no=f"L{n}") for n in range(3)]
        double = UnitFactory(name_fa="شرکت چرم 1", legal_id="", licence_no="")
        for rows in (units[:1], units):
            with django_assert_num_queries(1):
                found = likenesses_of(rows)
        assert [[like.unit for like in found[unit.pk]] for unit in units] == [[], [double], []]
        assert set(with_double(IndustrialUnit.objects.all())) == {units[1], double}

    def test_two_legal_ids_part_even_the_same_name(self) -> None:
        one = UnitFactory(name_fa="چرم", legal_id=legal_id(1))
        UnitFactory(name_fa="چرم", legal_id=legal_id(2))
        assert likenesses_of([one]) == {one.pk: []}
        assert not with_double(IndustrialUnit.objects.all())
