"""Wishes put in another order once the application is decided."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from industries.models import Problem
from industries.services import cancel_problem, hold_problem, refer_problem, reopen_problem
from industries.tests.factories import ProblemFactory
from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from partnership.programme.models import Round
from students.enums import EnrolmentState
from students.models import Enrolment
from students.selectors.wishes import lost_wishes
from students.services import add_wish, drop_wish, rank_wishes, tell_lost_wish
from students.tests.factories import EnrolmentFactory, RoundFactory, TermFactory
from teams.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
OPEN_STATES = ("approved", "trained", "waiting")


@pytest.fixture
def enrolment() -> Enrolment:
    """Approved, with two wishes."""
    enrolment = EnrolmentFactory(state="approved")
    for rank in (1, 2):
        enrolment.preferences.create(problem=ProblemFactory(round=enrolment.round), rank=rank)
    return enrolment


def ranked(enrolment: Enrolment) -> list[int]:
    """Problem ids, the dearest first."""
    return list(enrolment.preferences.order_by("rank").values_list("problem_id", flat=True))


def rank(enrolment: Enrolment, wishes: list[int], **changes: Any) -> Enrolment:
    """As the student."""
    actor = enrolment.student.user
    options = {"actor": actor, "wishes": wishes, "is_flexible": True, **changes}
    return rank_wishes(enrolment_id=enrolment.pk, **options)


@pytest.mark.parametrize("state", OPEN_STATES)
def test_student_changes_the_order(enrolment: Enrolment, state: str) -> None:
    """Turned round, one added, the rest said; the log keeps that it happened."""
    Enrolment.objects.filter(pk=enrolment.pk).update(state=state)
    new = ProblemFactory(round=enrolment.round).pk
    wanted = [new, *reversed(ranked(enrolment))]
    rank(enrolment, wanted, is_flexible=False)
    enrolment.refresh_from_db()
    assert ranked(enrolment) == wanted
    assert enrolment.is_flexible is False
    assert enrolment.state == state
    assert ActionLog.objects.filter(verb="students.enrolment.rank_wishes").count() == 1


def test_same_wishes_leave_no_trace(enrolment: Enrolment) -> None:
    """Saving what stands there already is not a change."""
    rank(enrolment, ranked(enrolment), is_flexible=enrolment.is_flexible)
    assert not ActionLog.objects.filter(verb="students.enrolment.rank_wishes").exists()


def test_no_more_than_five_and_none_twice(enrolment: Enrolment) -> None:
    """What is too much falls off at the end."""
    seven = [ProblemFactory(round=enrolment.round).pk for _ in range(7)]
    rank(enrolment, [seven[0], *seven])
    assert ranked(enrolment) == seven[:5]


@pytest.mark.parametrize("state", sorted(set(EnrolmentState) - set(OPEN_STATES)))
def test_other_states_are_too_early_or_too_late(enrolment: Enrolment, state: str) -> None:
    """Before the decision the form itself is the place; afterwards there is nothing to wish."""
    Enrolment.objects.filter(pk=enrolment.pk).update(state=state)
    with pytest.raises(WrongState):
        rank(enrolment, [])


def test_wishes_close_when_teams_stand(enrolment: Enrolment) -> None:
    """The round's day of formation is the last one."""
    rounds = Round.objects.filter(pk=enrolment.round_id)
    rounds.update(formation_until=timezone.localdate())
    rank(enrolment, [])
    rounds.update(formation_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(WrongState):
        rank(enrolment, [])


@pytest.mark.parametrize("role", ["officer", "head", "student", "professor", "manager"])
def test_nobody_else_ranks_them(enrolment: Enrolment, people: Any, role: str) -> None:
    """Not even the office."""
    with pytest.raises(NotAllowed):
        rank(enrolment, [], actor=getattr(people, role))


@pytest.mark.parametrize("changes", [{"state": "new"}, {"confidentiality": "secret"}])
def test_hidden_problem_is_refused(enrolment: Enrolment, changes: dict[str, str]) -> None:
    """A number that is not on the list is answered like one that does not exist."""
    problem = ProblemFactory(round=enrolment.round)
    type(problem).objects.filter(pk=problem.pk).update(**changes)
    before = ranked(enrolment)
    for pk in (problem.pk, 99_999_999):
        with override("en"), pytest.raises(DomainError, match="no longer open"):
            rank(enrolment, [pk])
    assert ranked(enrolment) == before


def sign_in(user: User) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user)
    return client


def test_page_saves_the_list(enrolment: Enrolment) -> None:
    """The five boxes carry the order; afterwards one is back at the application."""
    client, address = (
        sign_in(enrolment.student.user),
        f"/students/enrolments/{enrolment.pk}/wishes/",
    )
    page = client.get(address)
    assert page.context["form"].initial["preference_1"] == ranked(enrolment)[0]
    first, second = ranked(enrolment)
    form = {"preference_1": second, "preference_2": first, "form_key": str(uuid4())}
    answer = client.post(address, form)
    assert answer.url == enrolment.get_absolute_url()
    assert ranked(enrolment) == [second, first]


def test_page_keeps_what_was_chosen_when_it_refuses(enrolment: Enrolment) -> None:
    """One problem twice is said at its box."""
    client = sign_in(enrolment.student.user)
    problem = ranked(enrolment)[0]
    form = {"preference_1": problem, "preference_2": problem, "form_key": str(uuid4())}
    answer = client.post(reverse("students:rank_wishes", args=[enrolment.pk]), form)
    assert answer.status_code == 422
    assert "preference_2" in answer.context["form"].errors
    assert answer.context["form"]["preference_1"].value() == str(problem)


def test_page_answers_409_when_it_is_too_late(enrolment: Enrolment) -> None:
    """Said in words, before anybody fills anything."""
    Enrolment.objects.filter(pk=enrolment.pk).update(state="withdrawn")
    answer = sign_in(enrolment.student.user).get(f"/students/enrolments/{enrolment.pk}/wishes/")
    assert answer.status_code == 409


class TestLostWishes:
    """A wish whose problem is no longer open: said on the pages, and in one letter."""

    @pytest.fixture
    def problem(self, enrolment: Enrolment) -> Any:
        """The dearest wish."""
        return enrolment.preferences.get(rank=1).problem

    def pages(self, enrolment: Enrolment, language: str = "fa") -> list[str]:
        """The application's page and the page of wishes."""
        User.objects.filter(student=enrolment.student).update(language=language)
        client = sign_in(enrolment.student.user)
        urls = (enrolment.get_absolute_url(), f"/students/enrolments/{enrolment.pk}/wishes/")
        return [client.get(url).content.decode() for url in urls]

    def letters(self, enrolment: Enrolment) -> list[Message]:
        """What the student was told of it."""
        rows = Message.objects.filter(event="application.wish_lost")
        return list(rows.filter(recipient=enrolment.student.user).order_by("pk"))

    @pytest.mark.parametrize(
        ("act", "why_fa", "why_en"),
        [
            (cancel_problem, "پس گرفته شد", "taken back"),
            (hold_problem, "فعلاً", "rests"),
            (refer_problem, "کارگروه", "working group"),
        ],
    )
    def test_page_says_which_and_why_and_one_letter_is_written(
        self, enrolment: Enrolment, problem: Any, people: Any, act: Any, why_fa: str, why_en: str
    ) -> None:
        for page in self.pages(enrolment):
            assert "lost" not in page and why_fa not in page
        act(problem_id=problem.pk, actor=people.head, reason="خط تولید تعطیل شد")
        for language, why in (("fa", why_fa), ("en", why_en)):
            for page in self.pages(enrolment, language):
                assert problem.public_title in page
                assert why in page
        (letter,) = self.letters(enrolment)
        assert problem.public_title in letter.words and why_fa in letter.words
        assert problem.title not in letter.words and "تعطیل" not in letter.words
        assert letter.in_inbox and letter.deliveries.filter(channel="email").count() == 1
        tell_lost_wish(problem_id=problem.pk)
        assert len(self.letters(enrolment)) == 1

    def test_second_problem_is_a_second_letter(self, enrolment: Enrolment, people: Any) -> None:
        for pk in ranked(enrolment):
            cancel_problem(problem_id=pk, actor=people.head, reason="-")
        assert len(self.letters(enrolment)) == 2
        assert [wish.rank for wish in lost_wishes(enrolment)] == [1, 2]

    def test_reopened_problem_is_a_wish_again(
        self, enrolment: Enrolment, problem: Any, people: Any
    ) -> None:
        hold_problem(problem_id=problem.pk, actor=people.head, reason="-")
        reopen_problem(problem_id=problem.pk, actor=people.head, reason="-")
        assert lost_wishes(enrolment) == []
        assert tell_lost_wish(problem_id=problem.pk) == []

    def test_choosing_anew_ends_the_note(
        self, enrolment: Enrolment, problem: Any, people: Any
    ) -> None:
        cancel_problem(problem_id=problem.pk, actor=people.head, reason="-")
        rank(enrolment, ranked(enrolment)[1:])
        assert lost_wishes(enrolment) == []

    def test_secret_problem_is_not_named(self, enrolment: Enrolment, problem: Any) -> None:
        """Its title may say more by now than it did."""
        type(problem).objects.filter(pk=problem.pk).update(
            confidentiality="secret", public_title="راز کارخانه"
        )
        (lost,) = lost_wishes(enrolment)
        assert (lost.title, lost.rank) == (problem.category.name, 1)
        tell_lost_wish(problem_id=problem.pk)
        (letter,) = self.letters(enrolment)
        assert "راز" not in letter.words
        assert "راز" not in "".join(self.pages(enrolment))

    @pytest.mark.parametrize("state", ["withdrawn", "rejected"])
    def test_who_left_is_not_told(
        self, enrolment: Enrolment, problem: Any, people: Any, state: str
    ) -> None:
        Enrolment.objects.filter(pk=enrolment.pk).update(state=state)
        cancel_problem(problem_id=problem.pk, actor=people.head, reason="-")
        enrolment.refresh_from_db()
        assert self.letters(enrolment) == lost_wishes(enrolment) == []

    def test_who_has_a_team_or_comes_too_late_is_not_told(
        self, enrolment: Enrolment, problem: Any, people: Any
    ) -> None:
        member = MembershipFactory(student=enrolment.student, team__round=enrolment.round)
        late = EnrolmentFactory(
            state="approved",
            round=RoundFactory(
                term=TermFactory(code="14042"),
                is_current=False,
                formation_until=timezone.localdate() - timedelta(days=1),
            ),
        )
        late.preferences.create(problem=problem, rank=1)
        cancel_problem(problem_id=problem.pk, actor=people.head, reason="-")
        for one in (enrolment, late):
            assert self.letters(one) == lost_wishes(one) == []
        # A team of another term is no team of this one.
        type(member).objects.filter(pk=member.pk).update(term=late.round.term)
        assert len(tell_lost_wish(problem_id=problem.pk)) == 1

    def test_many_who_wished_cost_no_more_queries(
        self, enrolment: Enrolment, problem: Any, django_assert_max_num_queries: Any
    ) -> None:
        for _number in range(5):
            other = EnrolmentFactory(state="submitted", round=enrolment.round)
            other.preferences.create(problem=problem, rank=1)
        type(problem).objects.filter(pk=problem.pk).update(state="cancelled")
        with django_assert_max_num_queries(14):
            assert len(tell_lost_wish(problem_id=problem.pk)) == 6


# --- one by one, from the market -----------------------------------------------------------------


def press(client: Client, name: str, problem: Any, **data: str) -> Any:
    return client.post(reverse(f"students:{name}", kwargs={"pk": problem.pk}), data)


def test_wish_is_added_at_the_end_and_taken_out_again(enrolment: Enrolment, client: Client) -> None:
    """Both buttons lead back to where they were; a second press changes nothing."""
    first, second = ranked(enrolment)
    problem = ProblemFactory(round=enrolment.round)
    client.force_login(enrolment.student.user)
    market = reverse("industries:list_problems") + "?q=x"
    for _press in range(2):
        assert press(client, "add_wish", problem, next=market).url == market
        assert ranked(enrolment) == [first, second, problem.pk]
    drop = reverse("students:drop_wish", kwargs={"pk": first})
    for _press in range(2):
        assert client.post(drop, {"next": "https://elsewhere.example/"}).status_code == 302
        assert ranked(enrolment) == [second, problem.pk]
    assert ActionLog.objects.filter(verb="students.enrolment.rank_wishes").count() == 2


def test_five_wishes_are_the_most(enrolment: Enrolment) -> None:
    actor = enrolment.student.user
    for _more in range(3):
        add_wish(problem_id=ProblemFactory().pk, actor=actor)
    with pytest.raises(DomainError, match="Five"), override("en"):
        add_wish(problem_id=ProblemFactory().pk, actor=actor)
    assert len(ranked(enrolment)) == 5


def test_a_closed_wish_keeps_no_other_out(enrolment: Enrolment) -> None:
    """One of the wishes is open no longer: another may still be added, and it may go."""
    first, second = ranked(enrolment)
    Problem.objects.filter(pk=first).update(state="executing")
    new = ProblemFactory()
    add_wish(problem_id=new.pk, actor=enrolment.student.user)
    assert ranked(enrolment) == [first, second, new.pk]
    drop_wish(problem_id=first, actor=enrolment.student.user)
    assert ranked(enrolment) == [second, new.pk]


@pytest.mark.parametrize("more", [{"state": "draft"}, {"confidentiality": "secret"}])
def test_only_listed_problems_are_added(enrolment: Enrolment, more: Any, client: Client) -> None:
    problem = ProblemFactory(**more)
    with pytest.raises(DomainError):
        add_wish(problem_id=problem.pk, actor=enrolment.student.user)
    client.force_login(enrolment.student.user)
    assert press(client, "add_wish", problem).status_code == 404
    assert problem.pk not in ranked(enrolment)


@pytest.mark.parametrize("state", ["submitted", "rejected", "withdrawn", "draft"])
def test_wishes_are_closed_to_other_states(enrolment: Enrolment, state: str) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(state=state)
    before = ranked(enrolment)
    for act, problem in ((add_wish, ProblemFactory().pk), (drop_wish, before[0])):
        with pytest.raises(WrongState):
            act(problem_id=problem, actor=enrolment.student.user)
    assert ranked(enrolment) == before


def test_nobody_else_presses_the_button(client: Client, people: Any) -> None:
    problem = ProblemFactory()
    for role in ("officer", "professor", "manager", "student"):
        client.force_login(getattr(people, role))
        assert press(client, "add_wish", problem).status_code == 403
    assert client.get(reverse("students:add_wish", kwargs={"pk": problem.pk})).status_code == 403


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("approved", "افزودن به اولویت‌ها"),
        ("returned", "انتخاب در فرم ثبت‌نام"),
        ("submitted", ""),
    ],
)
def test_card_offers_what_is_open(state: str, said: str, client: Client) -> None:
    enrolment = EnrolmentFactory(state=state)
    chosen = ProblemFactory()
    enrolment.preferences.create(problem=chosen, rank=1)
    other = ProblemFactory()
    client.force_login(enrolment.student.user)
    page = client.get(other.get_absolute_url()).content.decode()
    assert (said in page) if said else ("اولویت‌ها" not in page)
    assert "اولویت ۱ شما" in client.get(chosen.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_many_presses_at_once_add_one_wish() -> None:
    """Six windows add six problems: five fit, each rank once."""
    enrolment = EnrolmentFactory(state="approved")
    problems = [ProblemFactory().pk for _n in range(6)]
    actor = enrolment.student.user

    def act(problem: int) -> str:
        try:
            add_wish(problem_id=problem, actor=actor)
        except DomainError:
            return "full"
        finally:
            connection.close()
        return "added"

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(act, problems))
    assert sorted(said) == ["added"] * 5 + ["full"]
    assert list(enrolment.preferences.values_list("rank", flat=True)) == [1, 2, 3, 4, 5]
