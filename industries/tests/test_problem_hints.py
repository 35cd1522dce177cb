"""Earlier problems like this one, public words that give something away, threads."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries import selectors, services
from industries.enums import AUDIENCES, Confidentiality, MessageAudience, ProblemState
from industries.models import Problem, ProblemMessage
from industries.selectors.hints import problems_like
from industries.selectors.public_words import slips_in, slips_of
from industries.services.messages import settle_question
from industries.tests.factories import ProblemFactory, UnitPersonFactory
from partnership.core.errors import NotAllowed
from partnership.core.text import search_key
from students.tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db

TITLE = "جدا شدن زیرهٔ کفش در سرمای زمستان"


@pytest.mark.parametrize(
    ("public", "kinds"),
    [
        ("بهبود چسبندگی زیرهٔ کفش", []),
        ("چسبندگی در گام استوار قم", ["unit"]),
        ("چسبندگي در گـام‌ استوار", ["unit"]),
        ("چسبندگی به گفتهٔ خانم کریمی", ["person"]),
        ("چسبندگی به گفتهٔ خانم كريمي", ["person"]),
        ("کاهش مرجوعی ۴٫۲ درصد", ["number"]),
        ("کاهش مرجوعی 4.20 درصد", ["number"]),
        ("کاهش مرجوعی در ۱۲۰۰ جفت", ["number"]),
        ("یک تیم ۴ نفره", []),
        ("تماس: ۰۲۵-۳۶۱۶ ۹۰۰۰", ["contact"]),
        ("سه روز پس از تحویل کفش‌ها در سرما باز می‌شوند", ["copy"]),
        ("", []),
    ],
)
def test_slips_of_public_words(public: str, kinds: list[str]) -> None:
    found = slips_in(
        public,
        "نرخ ۴٫۲ درصد از ۱٬۲۰۰ جفت؛ ۴ خط. سه روز پس از تحویل کفش‌ها در سرما باز می‌شوند.",
        unit_names=("صنایع کفش گام استوار", "Gam Ostovar Shoes"),
        people=("زهرا کریمی",),
        codes=("02536169000", "", "12"),
    )
    assert [slip.kind for slip in found] == kinds


def test_slips_are_shown_to_who_writes_not_to_the_market(
    client: Any, people: SimpleNamespace
) -> None:
    person = UnitPersonFactory(unit__name_fa="صنایع کفش گام استوار")
    problem = ProblemFactory(unit=person.unit, public_title="چسبندگی در گام استوار")
    (slip,) = slips_of(problem)
    for user, sees in ((person.user, True), (people.officer, True), (people.student, False)):
        client.force_login(user)
        page = client.get(problem.get_absolute_url()).content.decode()
        assert (str(slip.sentence) in page) == sees


def test_hints_forgive_spelling_and_tell_only_what_may_be_known(people: SimpleNamespace) -> None:
    mine = UnitPersonFactory()
    own = ProblemFactory(unit=mine.unit, title=TITLE, state=ProblemState.CLOSED_UNSOLVED)
    solved = ProblemFactory(
        title="راز", public_title=TITLE, state=ProblemState.CLOSED_SOLVED, detail="پنهان"
    )
    ProblemFactory(title=TITLE, public_title="چیز دیگری", state=ProblemState.OPEN)
    ProblemFactory(title=TITLE, public_title=TITLE, state=ProblemState.DRAFT)
    ProblemFactory(
        title=TITLE,
        public_title=TITLE,
        state=ProblemState.CLOSED_SOLVED,
        confidentiality=Confidentiality.SECRET,
    )
    asked = "جدا شدن زيره كفش در سرماي زمستان"
    found = problems_like(mine.user, asked)
    assert {(hint.problem.pk, hint.is_full) for hint in found} == {
        (own.pk, True),
        (solved.pk, False),
    }
    words = " ".join(f"{hint.title} {hint.sentence}" for hint in found if not hint.is_full)
    assert TITLE in words
    assert "راز" not in words
    assert {hint.problem.pk for hint in problems_like(people.head, asked)} > {own.pk, solved.pk}
    assert problems_like(people.officer, "کف") == []
    assert own.pk not in {hint.problem.pk for hint in problems_like(mine.user, asked, but=own.pk)}


def test_hints_cost_the_same_for_one_and_four(people: SimpleNamespace) -> None:
    costs = []
    assert people.officer.is_office
    for more in (1, 3):
        for _number in range(more):
            ProblemFactory(title=TITLE, state=ProblemState.CLOSED_SOLVED)
        with CaptureQueriesContext(connection) as caught:
            problems_like(people.officer, TITLE)
        costs.append(len(caught))
    assert costs[0] == costs[1] == 2


def test_hints_search_many_problems_by_both_indexes() -> None:
    one = ProblemFactory()
    words = ("کوره", "قالب", "زیره", "پساب", "بافت", "کاشی", "گرانول", "خشک‌کن", "برق", "روغن")
    rows = [
        Problem(
            unit=one.unit,
            category=one.category,
            detail="-",
            state=ProblemState.CLOSED_SOLVED,
            title=f"{words[n % 10]} {words[n // 10 % 10]} خط {n}",
            public_title=f"{words[n // 7 % 10]} {words[n // 3 % 10]} شماره {n}",
        )
        for n in range(3000)
    ]
    Problem.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        # What an autovacuum does by and by.
        for index in ("problem_title_key", "problem_public_key"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE industries_problem")
        # Three thousand short rows are read through quicker than any index answers.
        cursor.execute("SET LOCAL enable_seqscan = off")
    for column in ("title_key", "public_key"):
        found = Problem.objects.filter(**{f"{column}__trigram_similar": search_key(TITLE)})
        assert f"problem_{column}" in found.explain()


def test_hints_are_a_part_of_the_form(client: Any) -> None:
    person = UnitPersonFactory()
    other = ProblemFactory(public_title=TITLE, title="راز", state=ProblemState.CLOSED_SOLVED)
    page = reverse("industries:hint_problems")
    assert client.post(page, {"title": TITLE}).status_code == 302
    client.force_login(person.user)
    text = client.post(page, {"title": TITLE, "problem": "x"}).content.decode()
    assert other.public_title in text
    assert "راز" not in text
    assert client.post(page, {"title": "\x00" * 9, "problem": "9" * 40}).status_code == 200
    assert client.get(page).status_code == 405


@pytest.mark.parametrize("asked", AUDIENCES)
@pytest.mark.parametrize("wanted", AUDIENCES)
def test_answers_reach_at_most_who_read_the_question(
    asked: str, wanted: str, people: SimpleNamespace
) -> None:
    problem = ProblemFactory()
    question = services.post_message(
        problem_id=problem.pk, actor=people.head, body="؟", audience=asked
    )
    answer = services.post_message(
        problem_id=problem.pk,
        actor=people.officer,
        body="پاسخ",
        audience=wanted,
        reply_to_id=question.pk,
    )
    order = list(AUDIENCES)
    assert order.index(answer.audience) == min(order.index(asked), order.index(wanted))


def test_undertaken_students_read_what_is_meant_for_them(people: SimpleNamespace) -> None:
    problem = ProblemFactory()
    given = EnrolmentFactory(state="trained", round__is_current=True)
    none = EnrolmentFactory(state="submitted", round=given.round)
    late = EnrolmentFactory(state="trained", round=given.round, undertaking_at=None)
    services.post_message(
        problem_id=problem.pk,
        actor=people.officer,
        body="نقشهٔ خط",
        audience=MessageAudience.UNDERTAKEN,
    )
    seen = {
        row.pk
        for row in (given, none, late)
        if ProblemMessage.objects.visible_to(row.student.user).exists()
    }
    assert seen == {given.pk}
    assert ProblemMessage.objects.visible_to(people.professor).exists()


def test_unanswered_questions_wait_for_the_unit_and_the_office(people: SimpleNamespace) -> None:
    person = UnitPersonFactory()
    problem = ProblemFactory(unit=person.unit)
    supervisor = UnitPersonFactory(unit=person.unit, role="supervisor").user
    question = services.post_message(problem_id=problem.pk, actor=people.student, body="از کی؟")
    services.post_message(
        problem_id=problem.pk, actor=people.student, body="راستی", reply_to_id=question.pk
    )

    def waits(user: Any) -> int:
        return sum(task.kind == "question" for task in selectors.waiting_for(user))

    assert (waits(person.user), waits(people.officer), waits(supervisor)) == (1, 1, 0)
    assert waits(UnitPersonFactory().user) == 0
    services.post_message(
        problem_id=problem.pk, actor=person.user, body="از پارسال", reply_to_id=question.pk
    )
    assert (waits(person.user), waits(people.officer)) == (0, 0)
    own = services.post_message(problem_id=problem.pk, actor=person.user, body="کی می‌آیید؟")
    assert (waits(person.user), waits(people.officer)) == (0, 1)
    with pytest.raises(NotAllowed):
        settle_question(message_id=own.pk, actor=people.student)
    settle_question(message_id=own.pk, actor=people.officer)
    assert waits(people.officer) == 0


def test_questions_put_aside_on_the_page(client: Any, people: SimpleNamespace) -> None:
    person = UnitPersonFactory()
    problem = ProblemFactory(unit=person.unit)
    question = services.post_message(problem_id=problem.pk, actor=people.student, body="از کی؟")
    page = reverse("industries:settle_question", kwargs={"pk": question.pk})
    for user, status in (
        (UnitPersonFactory().user, 404),
        (people.student, 403),
        (person.user, 302),
    ):
        client.force_login(user)
        assert client.post(page).status_code == status
    question.refresh_from_db()
    assert not question.wants_answer
