"""Wishes to be with or apart from others: student numbers in, names for the office only."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError
from partnership.core.text import to_persian_digits
from students import services
from students.enums import EnrolmentState, WishKind
from students.forms.companions import NumbersField
from students.models import CompanionWish, Enrolment
from students.selectors import companions_of
from students.services import Application, Profile
from students.tests.factories import EnrolmentFactory, RoundFactory, StudentFactory
from students.tests.test_views_enrol import filled

pytestmark = pytest.mark.django_db


def profile_of(enrolment: Enrolment) -> Profile:
    """The student's record as the form would hand it in again."""
    student = enrolment.student
    same = [name for name in Profile.__dataclass_fields__ if name != "major_id"]
    return Profile(major_id=student.major_id, **{name: getattr(student, name) for name in same})


def save(enrolment: Enrolment, **wishes: Any) -> Enrolment:
    """The student writes the application again, with these wishes."""
    user = enrolment.student.user
    return services.save_enrolment(
        user_id=user.pk,
        actor=user,
        profile=profile_of(enrolment),
        application=Application(**wishes),
    )


@pytest.fixture
def draft() -> Enrolment:
    """An application that may still be written."""
    return EnrolmentFactory(state=EnrolmentState.DRAFT)


def test_wishes_are_matched_with_the_students_of_the_round(draft: Enrolment) -> None:
    here = EnrolmentFactory().student
    elsewhere = StudentFactory()  # has an account, but does not apply in this round
    numbers = (here.student_number, elsewhere.student_number, "4029999999")
    save(draft, together=numbers, apart=("4028888888",))
    rows = draft.companion_wishes.values_list("student_number", "companion", "kind")
    assert list(rows) == [
        (here.student_number, here.pk, WishKind.TOGETHER),
        (elsewhere.student_number, None, WishKind.TOGETHER),
        ("4029999999", None, WishKind.TOGETHER),
        ("4028888888", None, WishKind.APART),
    ]


def test_a_wish_is_linked_when_its_student_applies_later(draft: Enrolment) -> None:
    student = StudentFactory()
    save(draft, together=(student.student_number,))
    other_round = CompanionWish.objects.create(
        enrolment=EnrolmentFactory(round=RoundFactory(term__code="14042", is_current=False)),
        student_number=student.student_number,
        kind=WishKind.TOGETHER,
    )
    late = EnrolmentFactory(student=student, state=EnrolmentState.DRAFT)
    save(late)
    assert draft.companion_wishes.get().companion == student
    other_round.refresh_from_db()
    assert other_round.companion is None


def test_saving_again_replaces_the_wishes(draft: Enrolment) -> None:
    save(draft, together=("4029999999",), apart=("4028888888",))
    save(draft, apart=("4029999999",))
    wish = draft.companion_wishes.get()
    assert (wish.student_number, wish.kind) == ("4029999999", WishKind.APART)


@pytest.mark.parametrize("kind", ["together", "apart"])
def test_nobody_names_oneself(draft: Enrolment, kind: str) -> None:
    with pytest.raises(DomainError) as caught:
        save(draft, **{kind: (draft.student.student_number,)})
    assert caught.value.field == kind
    assert not draft.companion_wishes.exists()


def test_nobody_stands_in_both_lists(draft: Enrolment) -> None:
    with pytest.raises(DomainError):
        save(draft, together=("4029999999",), apart=("4029999999",))


@pytest.mark.parametrize(("kind", "most"), [("together", 3), ("apart", 2)])
def test_lists_are_short(draft: Enrolment, kind: str, most: int) -> None:
    numbers = tuple(f"402777777{n}" for n in range(most + 1))
    save(draft, **{kind: numbers[:most]})
    assert draft.companion_wishes.count() == most
    with pytest.raises(DomainError):
        save(draft, **{kind: numbers})
    assert draft.companion_wishes.count() == most


def test_the_database_keeps_a_number_once_and_never_an_empty_wish(draft: Enrolment) -> None:
    make = CompanionWish.objects.create
    make(enrolment=draft, student_number="4029999999", kind=WishKind.APART)
    with pytest.raises(IntegrityError, match="one_wish_per_companion_number"):
        make(enrolment=draft, student_number="4029999999", kind=WishKind.TOGETHER)


def test_a_wish_names_somebody(draft: Enrolment) -> None:
    with pytest.raises(IntegrityError, match="companion_wish_names_somebody"):
        CompanionWish.objects.create(enrolment=draft, kind=WishKind.APART)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (["۴۰۲۹۹۰۰۰۱", "", " ٤٠٢٩٩٠٠٠٢ "], ("402990001", "402990002")),
        (["402 990 001", "402990001", ""], ("402990001",)),
        (["\u202e402990001", "", ""], ("402990001",)),
        (["", "", ""], ()),
    ],
)
def test_numbers_of_any_keyboard(typed: list[str], clean: tuple[str, ...]) -> None:
    assert NumbersField(most=3, required=False).clean(typed) == clean


@pytest.mark.parametrize("typed", ["12", "نرگس", "9" * 40, "402990001; DROP", "x" * 10_000])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        NumbersField(most=3, required=False).clean([typed])


def test_the_form_answers_alike_for_known_and_unknown_numbers(empty_cache: None) -> None:
    """Neither page, nor status, nor what stands on one's own page tells who is known here."""
    RoundFactory()
    known = EnrolmentFactory().student
    answers = []
    for number in (known.student_number, "4029999999"):
        student = EnrolmentFactory(state=EnrolmentState.DRAFT).student
        client = Client()
        client.force_login(student.user)
        own = {"national_id": student.national_id, "mobile": student.mobile}
        response = client.post("/enrol/", filled(**own, together_1=number, student_number=""))
        page = client.get(response.url).content.decode()
        assert to_persian_digits(number) in page
        assert known.last_name_fa not in page
        assert known.get_absolute_url() not in page
        rows = companions_of(student.enrolments.get(), reader=student.user).together
        answers.append((response.status_code, len(rows), rows[0].student, rows[0].answer))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("boxes", "field"),
    [
        ({"together_1": "12"}, "together"),
        ({"apart_2": "abc"}, "apart"),
        ({"together_1": "۴۰۲۹۹۰۰۰۱"}, "together"),
        ({"apart_1": "402990001"}, "apart"),
        ({"together_2": "402990077", "apart_1": "۴۰۲۹۹۰۰۷۷"}, "apart"),
    ],
)
def test_wrong_boxes_are_named_and_kept(
    client: Client, empty_cache: None, boxes: dict[str, str], field: str
) -> None:
    RoundFactory()
    response = client.post("/enrol/", filled(**boxes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    for typed in boxes.values():
        assert f'value="{typed}"' in response.content.decode()
    assert not Enrolment.objects.exists()


def test_only_the_office_sees_who_is_meant(draft: Enrolment) -> None:
    other = EnrolmentFactory()
    save(draft, together=(other.student.student_number,), apart=("4028888888",))
    office, stranger = UserFactory(roles=("officer",)), other.student.user
    seen = companions_of(draft, reader=office)
    assert (seen.together[0].student, seen.apart[0].student) == (other.student, None)
    own = companions_of(draft, reader=draft.student.user)
    assert [wish.student for wish in own.together + own.apart] == [None, None]
    assert own.together[0].number == other.student.student_number
    assert not companions_of(draft, reader=stranger)


def pair(kind: WishKind, state: EnrolmentState = EnrolmentState.SUBMITTED) -> tuple[Any, Any]:
    """Two applications: the first wishes for the second, who answers with `kind`."""
    first, second = EnrolmentFactory(), EnrolmentFactory(state=state)
    for one, wish, other in (
        (first, WishKind.TOGETHER, second),
        (second, kind, first),
    ):
        CompanionWish.objects.create(
            enrolment=one,
            companion=other.student,
            student_number=other.student.student_number,
            kind=wish,
        )
    return first, second


@pytest.mark.parametrize(
    ("kind", "mutual", "refused"),
    [(WishKind.TOGETHER, True, False), (WishKind.APART, False, True)],
)
def test_the_office_sees_what_the_other_wishes(
    client: Client, kind: WishKind, mutual: bool, refused: bool
) -> None:
    first, _second = pair(kind)
    seen = companions_of(first, reader=UserFactory(roles=("officer",)))
    wish = seen.together[0]
    assert (wish.is_mutual, wish.is_refused) == (mutual, refused)
    with override("en"):
        shown = render_to_string(
            "students/parts/companions.html", {"companions": seen, "is_office": True}
        )
    assert ("Mutual" in shown) is mutual
    assert ("The other would rather not" in shown) is refused
    client.force_login(first.student.user)
    page = client.get(first.get_absolute_url()).content.decode()
    assert to_persian_digits(wish.number) in page
    assert "دوسویه" not in page
    assert "طرف دیگر" not in page


def test_a_draft_answers_nothing(draft: Enrolment) -> None:
    first, _second = pair(WishKind.TOGETHER, EnrolmentState.DRAFT)
    office = UserFactory(roles=("officer",))
    assert companions_of(first, reader=office).together[0].answer == ""


def test_reading_costs_the_same_for_one_and_for_three(django_assert_num_queries: Any) -> None:
    office = UserFactory(roles=("officer",))
    assert office.is_office  # its roles are read now
    first, _second = pair(WishKind.TOGETHER)
    with django_assert_num_queries(2):
        companions_of(first, reader=office)
    for other in EnrolmentFactory.create_batch(2):
        CompanionWish.objects.create(
            enrolment=first, companion=other.student, kind=WishKind.TOGETHER
        )
    with django_assert_num_queries(2):
        assert len(companions_of(first, reader=office).together) == 3
