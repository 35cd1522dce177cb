"""The review: checklist, asking for detail, referral and its answer."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from industries import services
from industries.enums import CheckAnswer, Confidentiality, ProblemState, TriageItem
from industries.models import Problem, ProblemMessage, Referral
from industries.services.checklist import check_problem
from industries.services.triage import record_referral_answer
from industries.tests.factories import ProblemFactory, UnitPersonFactory
from partnership.core.errors import DomainError, NotAllowed
from partnership.notifications.models import Message
from partnership.programme.tests.factories import ObstacleCategoryFactory, RoundFactory

pytestmark = pytest.mark.django_db


def url(name: str, pk: int) -> str:
    return reverse(f"industries:{name}", kwargs={"pk": pk})


def _submitted(**more: Any) -> tuple[Problem, Any]:
    person = UnitPersonFactory()
    return ProblemFactory(unit=person.unit, state=ProblemState.SUBMITTED, **more), person.user


def _all(answer: str = "yes", note: str = "") -> dict[str, tuple[str, str]]:
    return {item.value: (answer, note) for item in TriageItem}


def test_accepting_names_the_points_that_are_missing(people: SimpleNamespace) -> None:
    problem, _manager = _submitted(checked=False)
    some = dict(list(_all().items())[:6])
    check_problem(problem_id=problem.pk, actor=people.officer, answers=some)
    with pytest.raises(DomainError) as refused:
        services.accept_problem(problem_id=problem.pk, actor=people.officer)
    for item in TriageItem:
        assert (str(item.label) in str(refused.value)) == (item.value not in some)
    check_problem(problem_id=problem.pk, actor=people.officer, answers=_all("not_needed"))
    assert services.accept_problem(problem_id=problem.pk, actor=people.officer)


def test_a_no_opens_with_its_note_but_not_on_public_words(people: SimpleNamespace) -> None:
    problem, _manager = _submitted(checked=False)
    with pytest.raises(DomainError) as refused:
        check_problem(problem_id=problem.pk, actor=people.officer, answers={"data": ("no", "")})
    assert refused.value.field == "note_data"
    check_problem(
        problem_id=problem.pk,
        actor=people.officer,
        answers={
            **_all(),
            "data": ("no", "تیم خودش اندازه می‌گیرد"),
            "public": ("no", "نام واحد هست"),
        },
    )
    with pytest.raises(DomainError) as refused:
        services.accept_problem(problem_id=problem.pk, actor=people.officer)
    assert str(TriageItem.PUBLIC.label) in str(refused.value)
    check_problem(problem_id=problem.pk, actor=people.officer, answers={"public": ("yes", "")})
    assert services.accept_problem(problem_id=problem.pk, actor=people.officer)


def test_who_and_when_stay_until_the_answer_changes(people: SimpleNamespace) -> None:
    problem, _manager = _submitted(checked=False)
    check_problem(problem_id=problem.pk, actor=people.officer, answers=_all())
    check_problem(
        problem_id=problem.pk,
        actor=people.head,
        answers={**_all(), "term": ("no", "یک نیمسال کم است"), "reach": ("", "")},
    )
    by = {row.item: row.by for row in problem.checks.all()}
    assert by["figure"] == people.officer
    assert by["term"] == people.head
    assert "reach" not in by


def test_checklist_is_the_offices(people: SimpleNamespace) -> None:
    problem, manager = _submitted(checked=False)
    for actor in (manager, people.professor, people.student):
        with pytest.raises(NotAllowed):
            check_problem(problem_id=problem.pk, actor=actor, answers=_all())


def test_checklist_page_saves_and_leads_on(client: Any, people: SimpleNamespace) -> None:
    problem, manager = _submitted(checked=False)
    page = url("triage_problem", problem.pk)
    for user, status in ((people.officer, 200), (manager, 403), (people.student, 404)):
        client.force_login(user)
        assert client.get(page).status_code == status
    client.force_login(people.officer)
    form = {f"answer_{item.value}": "yes" for item in TriageItem}
    refused = client.post(page, {**form, "answer_data": "no", "note_term": "یک یادداشت"})
    assert refused.status_code == 422
    assert "یک یادداشت" in refused.content.decode()
    assert client.post(page, {**form, "answer_data": "maybe"}).status_code == 422
    assert not problem.checks.exists()
    assert client.post(page, form).url == page
    assert client.post(page, {**form, "then": "accept"}).url == url("accept_problem", problem.pk)
    assert client.post(page, {**form, "then": "elsewhere"}).url == page
    assert set(problem.checks.values_list("answer", flat=True)) == {CheckAnswer.YES}


def test_accept_page_shows_what_is_missing_and_refuses(
    client: Any, people: SimpleNamespace
) -> None:
    problem, _manager = _submitted(checked=False)
    client.force_login(people.officer)
    page = url("accept_problem", problem.pk)
    assert str(TriageItem.DATA.label) in client.get(page).content.decode()
    form = {
        "public_title": "کوره",
        "category": problem.category_id,
        "round": RoundFactory().pk,
        "teams_wanted": "1",
    }
    assert client.post(page, form).status_code == 422
    problem.refresh_from_db()
    assert problem.state == ProblemState.SUBMITTED


def test_asking_marks_the_fields_and_opens_a_thread(client: Any, people: SimpleNamespace) -> None:
    problem, manager = _submitted()
    client.force_login(people.officer)
    page = url("ask_detail_problem", problem.pk)
    assert client.post(page, {"reason": "", "fix_detail": "on"}).status_code == 422
    sent = {"reason": "کمی بیشتر بگویید", "fix_detail": "on", "say_baselines": "رقم ضایعات"}
    assert client.post(page, sent).status_code == 302
    request = problem.detail_requests.get()
    assert request.fields == {"detail": "", "baselines": "رقم ضایعات"}
    client.force_login(manager)
    form = client.get(url("edit_problem", problem.pk)).content.decode()
    assert form.count("asked-note") == 2
    assert "رقم ضایعات" in form
    shown = client.get(problem.get_absolute_url()).content.decode()
    assert "کمی بیشتر بگویید" in shown
    message = ProblemMessage.objects.get()
    services.post_message(
        problem_id=problem.pk, actor=manager, body="کدام ماه؟", reply_to_id=message.pk
    )
    services.submit_problem(problem_id=problem.pk, actor=manager)
    request.refresh_from_db()
    assert request.answered_at is not None
    client.force_login(people.officer)
    assert client.get(url("triage_problem", problem.pk)).status_code == 200


def test_what_was_asked_for_is_compared_at_the_next_review(
    client: Any, people: SimpleNamespace
) -> None:
    person = UnitPersonFactory()
    problem = services.create_problem(
        unit_id=person.unit.pk,
        actor=person.user,
        title="کوره",
        detail="سرد است",
        category=ObstacleCategoryFactory(code="ENER"),
        baselines=[{"kpi": "دما", "current": 800}],
    )
    services.submit_problem(problem_id=problem.pk, actor=person.user)
    services.ask_detail_problem(
        problem_id=problem.pk,
        actor=people.officer,
        reason="از کی؟",
        fields={"detail": "از کی؟", "baselines": "", "state": "هیچ"},
    )
    services.update_problem(problem_id=problem.pk, actor=person.user, detail="از پارسال سرد است")
    services.submit_problem(problem_id=problem.pk, actor=person.user)
    client.force_login(people.officer)
    changes = client.get(url("triage_problem", problem.pk)).context["changes"]
    assert [(c.field, c.changed) for c in changes] == [("detail", True), ("baselines", False)]


def test_referral_is_numbered_frozen_and_answered(client: Any, people: SimpleNamespace) -> None:
    problem, manager = _submitted(title="وام", category=ObstacleCategoryFactory(code="FIN"))
    client.force_login(people.officer)
    page = url("refer_problem", problem.pk)
    form = {"agency": "بانک عامل", "request": "امهال بدهی", "reason": "از توان تیم بیرون است"}
    assert client.post(page, {**form, "agency": ""}).status_code == 422
    assert client.post(page, form).status_code == 302
    referral = Referral.objects.get()
    assert referral.number.startswith("HS-R-14")
    Problem.objects.filter(pk=problem.pk).update(title="چیز دیگر")
    paper = client.get(url("print_referral", problem.pk))
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    words = str(referral.snapshot)
    assert "وام" in words
    assert {"fa", "en"} == set(referral.snapshot)
    answer = url("record_referral_answer", referral.pk)
    good = {"outcome": "done", "answer": "تمدید شد", "answered_on": "", "answer_no": "۱۲/۳"}
    assert client.post(answer, good).status_code == 422
    assert client.post(answer, {**good, "answered_on": "1399/01/05"}).status_code == 422
    today = timezone.localdate().isoformat()
    assert client.post(answer, {**good, "answered_on": today}).status_code == 302
    referral.refresh_from_db()
    assert (referral.outcome, referral.answer) == ("done", "تمدید شد")
    assert Message.objects.filter(event="problem.referral_answered", recipient=manager).count() == 1
    client.force_login(manager)
    assert "تمدید شد" in client.get(problem.get_absolute_url()).content.decode()
    assert client.get(answer).status_code == 403


def test_referral_answers_cannot_come_from_elsewhere_or_the_future(
    people: SimpleNamespace,
) -> None:
    problem, manager = _submitted()
    services.refer_problem(problem_id=problem.pk, actor=people.officer, reason="وام")
    referral = Referral.objects.get()
    words = {"referral_id": referral.pk, "outcome": "done", "answer": "شد"}
    today = timezone.localdate()
    for actor in (manager, people.student):
        with pytest.raises(NotAllowed):
            record_referral_answer(actor=actor, answered_on=today, **words)
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(DomainError):
            record_referral_answer(actor=people.officer, answered_on=day, **words)


def test_referrals_of_a_secret_problem_stay_secret(client: Any, people: SimpleNamespace) -> None:
    problem, manager = _submitted(confidentiality=Confidentiality.SECRET)
    services.refer_problem(problem_id=problem.pk, actor=people.head, reason="وام")
    referral = Referral.objects.get()
    assert Referral.objects.visible_to(manager).exists()
    for user in (people.officer, people.professor, UnitPersonFactory().user):
        assert not Referral.objects.visible_to(user).exists()
    client.force_login(people.officer)
    assert client.get(url("record_referral_answer", referral.pk)).status_code == 404
    assert client.get(url("print_referral", problem.pk)).status_code == 404
