"""Enrolling, sending, withdrawing; and what the office decides."""

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from students import services
from students.enums import EnrolmentState as S
from students.models import Enrolment, Student
from students.selectors import eligibility
from students.services import Application, Profile
from students.signals import enrolment_withdrawn
from students.tests.factories import (
    CompletionFactory,
    CourseFactory,
    EnrolmentFactory,
    MajorFactory,
    RoundFactory,
    SkillFactory,
    StudentFactory,
    national_id,
)

pytestmark = pytest.mark.django_db


def profile(**changes: Any) -> Profile:
    """A good applicant."""
    return Profile(
        **{
            "national_id": national_id(77),
            "student_number": "402990077",
            "mobile": "09700000077",
            "first_name_fa": "سیدعلی",
            "last_name_fa": "گره‌باز",
            "major_id": MajorFactory().pk,
            "passed_credits": 104,
            "gpa": Decimal("16.42"),
            **changes,
        }
    )


def application(**changes: Any) -> Application:
    """Everything needed to send."""
    return Application(
        **{
            "free_blocks": frozenset({("sat", "morning")}),
            "consents_to_data": True,
            "gives_undertaking": True,
            **changes,
        }
    )


def enrol(**changes: Any) -> Enrolment:
    """One call, as the demo makes it."""
    given = {
        "email": "Ali@Student.example",
        "password": "a-long-enough-secret",
        "profile": profile(),
        "application": application(),
        **changes,
    }
    return services.enrol_student(**given)


def messages(event: str) -> list[str]:
    """Who got a letter of this kind."""
    return list(Message.objects.filter(event=event).values_list("recipient__email", flat=True))


class TestEnrol:
    def test_makes_account_record_and_application(self, people: Any) -> None:
        RoundFactory()
        skill = SkillFactory()
        enrolment = enrol(application=application(skills={skill.pk: 4}))
        user = enrolment.student.user
        assert enrolment.state == S.SUBMITTED
        assert enrolment.code.startswith("E-")
        assert user.email == "ali@student.example"
        assert user.has_role("student")
        assert user.student_number == "402990077"
        assert enrolment.student.skills.get().level == 4
        assert enrolment.free_blocks.count() == 1
        assert messages("application.received") == [user.email]
        assert set(messages("application.submitted")) == {people.officer.email, people.head.email}
        log = ActionLog.objects.about(enrolment).first()
        assert (log.verb, log.before, log.after) == (
            "students.enrolment.submit",
            "draft",
            "submitted",
        )

    def test_refuses_outside_the_call(self) -> None:
        RoundFactory(enrol_until=timezone.localdate() - timedelta(days=1))
        with pytest.raises(DomainError):
            enrol()
        assert not User.objects.filter(email="ali@student.example").exists()

    @pytest.mark.parametrize("field", ["national_id", "student_number", "mobile"])
    def test_refuses_a_known_identifier_and_leaves_nothing(self, field: str) -> None:
        RoundFactory()
        known = StudentFactory()
        with pytest.raises(DomainError):
            enrol(profile=profile(**{field: getattr(known, field)}))
        assert Student.objects.count() == 1
        assert User.objects.count() == 1

    def test_a_draft_waits_for_consents(self) -> None:
        RoundFactory()
        draft = enrol(submit=False, application=application(gives_undertaking=False))
        user = draft.student.user
        assert draft.state == S.DRAFT
        with pytest.raises(DomainError):
            services.submit_enrolment(enrolment_id=draft.pk, actor=user)
        services.save_enrolment(
            user_id=user.pk, actor=user, profile=profile(), application=application()
        )
        assert services.submit_enrolment(enrolment_id=draft.pk, actor=user).state == S.SUBMITTED

    def test_a_sent_application_is_not_rewritten(self) -> None:
        RoundFactory()
        user = enrol().student.user
        with pytest.raises(WrongState):
            services.save_enrolment(
                user_id=user.pk,
                actor=user,
                profile=profile(gpa=Decimal(20)),
                application=application(),
            )
        assert Student.objects.get().gpa == Decimal("16.42")

    def test_nobody_writes_for_others(self, people: Any) -> None:
        RoundFactory()
        student = StudentFactory()
        with pytest.raises(NotAllowed):
            services.save_enrolment(
                user_id=student.user_id,
                actor=people.officer,
                profile=profile(),
                application=application(),
            )

    def test_a_returned_application_is_sent_again_after_the_call(self, people: Any) -> None:
        round_ = RoundFactory()
        enrolment = enrol()
        services.return_enrolment(
            enrolment_id=enrolment.pk, actor=people.officer, reason="معدل را اصلاح کنید"
        )
        round_.enrol_until = timezone.localdate() - timedelta(days=1)
        round_.save()
        again = services.submit_enrolment(enrolment_id=enrolment.pk, actor=enrolment.student.user)
        assert again.revision == 2
        assert len(messages("application.returned")) == 1


REVIEW = [
    # service, sources, target, letter, extra arguments
    ("approve_enrolment", {S.SUBMITTED, S.WAITING}, S.APPROVED, "application.decided", {}),
    ("wait_enrolment", {S.SUBMITTED}, S.WAITING, "application.decided", {}),
    (
        "reject_enrolment",
        {S.SUBMITTED, S.WAITING},
        S.REJECTED,
        "application.decided",
        {"reason": "ظرفیت", "rejection_code": "other"},
    ),
    (
        "return_enrolment",
        {S.SUBMITTED, S.WAITING},
        S.RETURNED,
        "application.returned",
        {"reason": "اصلاح"},
    ),
    (
        "reopen_enrolment",
        {S.REJECTED, S.WITHDRAWN},
        S.SUBMITTED,
        "application.reopened",
        {"reason": "اشتباه"},
    ),
    (
        "withdraw_enrolment",
        {S.DRAFT, S.SUBMITTED, S.RETURNED, S.WAITING, S.APPROVED, S.TRAINED},
        S.WITHDRAWN,
        "enrolment.withdrawn",
        {},
    ),
]


@pytest.mark.parametrize(
    ("name", "sources", "target", "letter", "extra"), REVIEW, ids=[r[0] for r in REVIEW]
)
class TestDecisions:
    def test_from_every_state(
        self,
        people: Any,
        name: str,
        sources: set[str],
        target: str,
        letter: str,
        extra: dict[str, str],
    ) -> None:
        CourseFactory()
        for state in S:
            enrolment = EnrolmentFactory(state=state)
            call = getattr(services, name)
            if state not in sources:
                with pytest.raises(WrongState):
                    call(enrolment_id=enrolment.pk, actor=people.officer, **extra)
                continue
            moved = call(enrolment_id=enrolment.pk, actor=people.officer, **extra)
            assert moved.state == target
            log = ActionLog.objects.about(enrolment).first()
            assert (log.before, log.after, log.actor) == (state, target, people.officer)
            told = Message.objects.filter(event=letter, recipient=enrolment.student.user)
            assert told.count() == (0 if state == S.DRAFT else 1)

    def test_needs_the_right(
        self,
        people: Any,
        name: str,
        sources: set[str],
        target: str,
        letter: str,
        extra: dict[str, str],
    ) -> None:
        enrolment = EnrolmentFactory(state=sorted(sources)[-1])
        for role in ("student", "professor", "manager", "observer"):
            with pytest.raises(NotAllowed):
                getattr(services, name)(
                    enrolment_id=enrolment.pk, actor=getattr(people, role), **extra
                )
        assert not Message.objects.exists()

    def test_wants_its_reason(
        self,
        people: Any,
        name: str,
        sources: set[str],
        target: str,
        letter: str,
        extra: dict[str, str],
    ) -> None:
        if not extra:
            return
        enrolment = EnrolmentFactory(state=sorted(sources)[-1])
        with pytest.raises(DomainError) as refusal:
            getattr(services, name)(
                enrolment_id=enrolment.pk, actor=people.officer, **{**extra, "reason": " "}
            )
        assert refusal.value.field == "reason"
        enrolment.refresh_from_db()
        assert enrolment.state in sources


class TestApproval:
    @pytest.mark.parametrize("broken", [{"passed_credits": 62}, {"on_probation": True}])
    def test_a_broken_rule_needs_a_waiver(self, people: Any, broken: dict[str, Any]) -> None:
        CourseFactory()
        enrolment = EnrolmentFactory(student=StudentFactory(**broken))
        with pytest.raises(DomainError):
            services.approve_enrolment(enrolment_id=enrolment.pk, actor=people.officer)
        services.approve_enrolment(
            enrolment_id=enrolment.pk, actor=people.officer, waiver="ترم آخر"
        )
        enrolment.refresh_from_db()
        assert enrolment.state == S.APPROVED
        assert set(enrolment.waivers.values_list("reason", flat=True)) == {"ترم آخر"}

    def test_the_major_sets_its_own_minimum(self, people: Any) -> None:
        CourseFactory()
        student = StudentFactory(passed_credits=62, major=MajorFactory(code="IND", min_credits=60))
        enrolment = EnrolmentFactory(student=student)
        assert (
            services.approve_enrolment(enrolment_id=enrolment.pk, actor=people.officer).state
            == S.APPROVED
        )

    def test_a_low_average_only_warns(self, people: Any) -> None:
        enrolment = EnrolmentFactory(student=StudentFactory(gpa=Decimal(11)))
        assert {r.code: r.standing for r in eligibility(enrolment)}["gpa"] == "warning"
        CourseFactory()
        assert (
            services.approve_enrolment(enrolment_id=enrolment.pk, actor=people.officer).state
            == S.APPROVED
        )

    def test_trained_at_once_when_nothing_is_missing(self, people: Any) -> None:
        enrolment = EnrolmentFactory()
        CompletionFactory(student=enrolment.student)
        assert (
            services.approve_enrolment(enrolment_id=enrolment.pk, actor=people.officer).state
            == S.TRAINED
        )

    def test_the_last_place(self, people: Any) -> None:
        CourseFactory()
        round_ = RoundFactory(capacity=1)
        first, second = EnrolmentFactory(round=round_), EnrolmentFactory(round=round_)
        services.approve_enrolment(enrolment_id=first.pk, actor=people.officer)
        with pytest.raises(DomainError):
            services.approve_enrolment(enrolment_id=second.pk, actor=people.officer)

    def test_withdrawal_of_an_accepted_student_is_signalled(self, people: Any) -> None:
        heard: list[dict[str, Any]] = []

        def listen(sender: Any, signal: Any, **facts: Any) -> None:
            heard.append(facts)

        enrolment_withdrawn.connect(listen)
        try:
            enrolment = EnrolmentFactory(state=S.TRAINED)
            actor = enrolment.student.user
            services.withdraw_enrolment(enrolment_id=enrolment.pk, actor=actor, reason="بیماری")
            early = EnrolmentFactory(state=S.SUBMITTED)
            services.withdraw_enrolment(
                enrolment_id=early.pk, actor=early.student.user, reason="انصراف"
            )
        finally:
            enrolment_withdrawn.disconnect(listen)
        assert heard == [
            {
                "student_id": enrolment.student_id,
                "round_id": enrolment.round_id,
                "actor_id": actor.pk,
                "reason": "بیماری",
                "code": "other",
            }
        ]


@pytest.mark.django_db(transaction=True)
def test_two_officers_cannot_give_the_last_place_twice(people: Any) -> None:
    CourseFactory()
    round_ = RoundFactory(capacity=1)
    ids = [EnrolmentFactory(round=round_).pk for _place in range(4)]
    barrier, refused = threading.Barrier(len(ids)), []

    def approve(pk: int) -> None:
        try:
            barrier.wait(10)
            services.approve_enrolment(enrolment_id=pk, actor=people.officer)
        except DomainError:
            refused.append(pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=(pk,)) for pk in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Enrolment.objects.filter(state=S.APPROVED).count() == 1
    assert len(refused) == len(ids) - 1
