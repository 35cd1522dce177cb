"""Leaving for free or judged, the professor's view, the bar, coming back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from students import services
from students.enums import EnrolmentState, WithdrawalCode, WithdrawalState
from students.models import Enrolment, Withdrawal
from students.selectors import may_resume, waiting_for
from students.tests.factories import EnrolmentFactory, StudentFactory
from teams.enums import LeavingCause, MembershipState, TeamState
from teams.tests.factories import member_user, team_in

pytestmark = pytest.mark.django_db
S, P = EnrolmentState, WithdrawalState


def on_site() -> tuple[Enrolment, Any]:
    """A trained member of a team whose letter is out, and that team."""
    team = team_in(TeamState.ASSESSING, members=5)
    user = member_user(team, 1)
    return Enrolment.objects.get(student__user=user, round=team.round), team


def pending(code: str = WithdrawalCode.STUDIES) -> Withdrawal:
    """A withdrawal after the letter."""
    enrolment, _team = on_site()
    services.withdraw_enrolment(
        enrolment_id=enrolment.pk,
        actor=enrolment.student.user,
        reason="حجم درس‌ها",
        code=code,
    )
    return Withdrawal.objects.get()


def signed_in(user: Any) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user)
    return client


class TestLeaving:
    @pytest.mark.parametrize("state", [S.SUBMITTED, S.RETURNED, S.WAITING, S.APPROVED, S.TRAINED])
    def test_is_free_before_the_letter(self, state: str) -> None:
        enrolment = EnrolmentFactory(state=state)
        services.withdraw_enrolment(enrolment_id=enrolment.pk, actor=enrolment.student.user)
        row = Withdrawal.objects.get()
        assert (row.state, row.professor, row.enrolment) == (P.FREE, None, enrolment)
        assert Message.objects.filter(event="enrolment.withdrawn").exists()
        assert not Message.objects.filter(event="withdrawal.view_requested").exists()

    def test_is_free_in_a_team_that_still_forms(self) -> None:
        team = team_in(TeamState.FORMED)
        user = member_user(team, 1)
        enrolment = Enrolment.objects.get(student__user=user)
        services.withdraw_enrolment(enrolment_id=enrolment.pk, actor=user)
        assert Withdrawal.objects.get().state == P.FREE

    def test_a_draft_leaves_no_row_and_tells_nobody(self) -> None:
        enrolment = EnrolmentFactory(state=S.DRAFT)
        services.withdraw_enrolment(enrolment_id=enrolment.pk, actor=enrolment.student.user)
        assert not Withdrawal.objects.exists()
        assert not Message.objects.exists()

    def test_needs_words_after_the_letter(self) -> None:
        enrolment, _team = on_site()
        with pytest.raises(DomainError) as refusal:
            services.withdraw_enrolment(
                enrolment_id=enrolment.pk, actor=enrolment.student.user, reason=" "
            )
        assert refusal.value.field == "reason"
        enrolment.refresh_from_db()
        assert enrolment.state == S.TRAINED

    @pytest.mark.parametrize(
        ("code", "cause"),
        [
            (WithdrawalCode.ILLNESS, LeavingCause.ILLNESS),
            (WithdrawalCode.WORK, LeavingCause.WITHDREW),
        ],
    )
    def test_is_judged_after_the_letter(self, code: str, cause: str) -> None:
        enrolment, team = on_site()
        services.withdraw_enrolment(
            enrolment_id=enrolment.pk, actor=enrolment.student.user, reason="دلیل", code=code
        )
        row = Withdrawal.objects.get()
        assert (row.state, row.code, row.professor) == (P.PENDING, code, team.professor.user)
        asked = Message.objects.get(event="withdrawal.view_requested")
        assert asked.recipient == team.professor.user
        member = enrolment.student.memberships.get()
        assert (member.state, member.leaving_cause) == (MembershipState.LEFT, cause)

    def test_whoever_left_the_team_first_is_judged_as_well(self) -> None:
        enrolment, _team = on_site()
        member = enrolment.student.memberships.get()
        member.state, member.seat = MembershipState.LEFT, None
        member.left_at, member.leaving_cause = timezone.now(), LeavingCause.WITHDREW
        member.save()
        services.withdraw_enrolment(
            enrolment_id=enrolment.pk, actor=enrolment.student.user, reason="x"
        )
        assert Withdrawal.objects.get().state == P.PENDING

    def test_whoever_left_before_the_letter_is_free(self) -> None:
        enrolment, _team = on_site()
        member = enrolment.student.memberships.get()
        member.state, member.seat = MembershipState.LEFT, None
        member.left_at = timezone.now() - timedelta(days=3)
        member.leaving_cause = LeavingCause.WITHDREW
        member.save()
        services.withdraw_enrolment(enrolment_id=enrolment.pk, actor=enrolment.student.user)
        assert Withdrawal.objects.get().state == P.FREE


class TestView:
    def test_of_the_professor(self) -> None:
        row = pending()
        assert [t.kind for t in waiting_for(row.professor)] == ["withdrawal"]
        services.give_view(withdrawal_id=row.pk, actor=row.professor, view=" دانشجوی خوبی بود ")
        row.refresh_from_db()
        assert row.professor_view == "دانشجوی خوبی بود"
        assert row.view_given_at
        assert waiting_for(row.professor) == []
        assert ActionLog.objects.about(row).first().verb == "students.withdrawal.give_view"

    def test_of_nobody_else_and_not_too_late(self, people: Any) -> None:
        row = pending()
        for actor in (people.officer, people.professor, row.enrolment.student.user):
            with pytest.raises(NotAllowed):
                services.give_view(withdrawal_id=row.pk, actor=actor, view="x")
        with pytest.raises(DomainError):
            services.give_view(withdrawal_id=row.pk, actor=row.professor, view=" ")
        services.excuse_withdrawal(withdrawal_id=row.pk, actor=people.officer)
        with pytest.raises(WrongState):
            services.give_view(withdrawal_id=row.pk, actor=row.professor, view="x")


class TestJudgement:
    def test_both_ways_and_back(self, people: Any) -> None:
        row, officer = pending(), people.officer
        user = row.enrolment.student.user
        services.excuse_withdrawal(withdrawal_id=row.pk, actor=officer)
        row.refresh_from_db()
        assert row.state == P.EXCUSED
        services.refuse_excuse_withdrawal(withdrawal_id=row.pk, actor=officer, reason="بی‌دلیل")
        row.refresh_from_db()
        assert row.state == P.UNEXCUSED
        services.excuse_withdrawal(withdrawal_id=row.pk, actor=officer, reason="مدرک آورد")
        row.refresh_from_db()
        assert row.state == P.EXCUSED
        letters = Message.objects.filter(event="withdrawal.judged", recipient=user)
        assert letters.count() == 3

    @pytest.mark.parametrize("name", ["excuse_withdrawal", "refuse_excuse_withdrawal"])
    def test_is_the_offices(self, people: Any, name: str) -> None:
        row = pending()
        for actor in (row.professor, row.enrolment.student.user, people.manager):
            with pytest.raises(NotAllowed):
                getattr(services, name)(withdrawal_id=row.pk, actor=actor, reason="x")
        Withdrawal.objects.update(state=P.FREE)
        with pytest.raises(WrongState):
            getattr(services, name)(withdrawal_id=row.pk, actor=people.officer, reason="x")

    def test_counting_needs_a_reason(self, people: Any) -> None:
        row = pending()
        with pytest.raises(DomainError) as refusal:
            services.refuse_excuse_withdrawal(
                withdrawal_id=row.pk, actor=people.officer, reason=" "
            )
        assert refusal.value.field == "reason"

    def test_the_second_one_bars_and_the_letter_says_until_when(self, people: Any) -> None:
        row = pending()
        enrolment = row.enrolment
        Withdrawal.objects.create(enrolment=enrolment, state=P.UNEXCUSED)
        user = enrolment.student.user
        user.language = "en"
        user.save()
        services.refuse_excuse_withdrawal(
            withdrawal_id=row.pk, actor=people.officer, reason="no reason"
        )
        letter = Message.objects.get(event="withdrawal.judged")
        assert "you may enrol again from" in letter.body
        assert not may_resume(enrolment)

    def test_the_offices_task(self, people: Any) -> None:
        row = pending()
        task = next(t for t in waiting_for(people.officer) if t.kind == "withdrawal")
        services.give_view(withdrawal_id=row.pk, actor=row.professor, view="x")
        heard = next(t for t in waiting_for(people.officer) if t.kind == "withdrawal")
        assert task.sentence != heard.sentence
        services.excuse_withdrawal(withdrawal_id=row.pk, actor=people.officer)
        assert "withdrawal" not in {t.kind for t in waiting_for(people.officer)}


class TestComingBack:
    def test_while_the_call_is_open(self) -> None:
        enrolment = EnrolmentFactory(state=S.SUBMITTED, decision_note="x", motivation="شوق")
        user = enrolment.student.user
        services.withdraw_enrolment(enrolment_id=enrolment.pk, actor=user)
        services.resume_enrolment(enrolment_id=enrolment.pk, actor=user)
        enrolment.refresh_from_db()
        assert (enrolment.state, enrolment.motivation) == (S.DRAFT, "شوق")
        assert enrolment.decision_note == ""

    def test_not_after_the_call(self) -> None:
        enrolment = EnrolmentFactory(state=S.WITHDRAWN)
        enrolment.round.enrol_until = timezone.localdate() - timedelta(days=1)
        enrolment.round.save()
        with pytest.raises(DomainError):
            services.resume_enrolment(enrolment_id=enrolment.pk, actor=enrolment.student.user)

    def test_not_when_barred(self) -> None:
        enrolment = EnrolmentFactory(state=S.WITHDRAWN)
        for _n in range(2):
            Withdrawal.objects.create(enrolment=enrolment, state=P.UNEXCUSED)
        with pytest.raises(DomainError):
            services.resume_enrolment(enrolment_id=enrolment.pk, actor=enrolment.student.user)

    def test_not_by_others_nor_from_other_states(self, people: Any) -> None:
        enrolment = EnrolmentFactory(state=S.WITHDRAWN)
        for actor in (people.officer, StudentFactory().user):
            with pytest.raises(NotAllowed):
                services.resume_enrolment(enrolment_id=enrolment.pk, actor=actor)
        for state in set(S) - {S.WITHDRAWN}:
            other = EnrolmentFactory(state=state)
            with pytest.raises(WrongState):
                services.resume_enrolment(enrolment_id=other.pk, actor=other.student.user)

    def test_the_office_may_reopen(self, people: Any) -> None:
        enrolment = EnrolmentFactory(state=S.WITHDRAWN)
        services.reopen_enrolment(enrolment_id=enrolment.pk, actor=people.officer, reason="x")
        enrolment.refresh_from_db()
        assert enrolment.state == S.SUBMITTED


class TestBarredDoor:
    def test_the_form_says_from_when_on(self) -> None:
        enrolment = EnrolmentFactory(state=S.DRAFT)
        for _n in range(2):
            Withdrawal.objects.create(enrolment=enrolment, state=P.UNEXCUSED)
        page = signed_in(enrolment.student.user).get(reverse("students:enrol"))
        assert page.context["barred_until"] > timezone.localdate()
        assert "<form" not in page.content.decode().split("<main")[1].split("</main>")[0]

    def test_a_visitor_sees_the_form_as_ever(self) -> None:
        enrolment = EnrolmentFactory(state=S.DRAFT)
        for _n in range(2):
            Withdrawal.objects.create(enrolment=enrolment, state=P.UNEXCUSED)
        page = Client().get(reverse("students:enrol"))
        assert "barred_until" not in page.context
        assert signed_in(StudentFactory().user).get(reverse("students:enrol")).status_code == 200


class TestPages:
    @pytest.fixture
    def office(self, people: Any, settings: Any) -> Client:
        settings.REQUIRE_STAFF_MFA = False
        return signed_in(people.officer)

    def test_the_form_says_what_will_happen(self) -> None:
        early, (late, _team) = EnrolmentFactory(state=S.APPROVED), on_site()
        for enrolment, judged in ((early, False), (late, True)):
            client = signed_in(enrolment.student.user)
            url = reverse("students:withdraw_enrolment", args=[enrolment.pk])
            page = client.get(url)
            assert page.context["form"].is_judged is judged
            if judged:
                refused = client.post(url, {"code": "work", "reason": ""})
                assert refused.status_code == 422
                assert 'value="work" selected' in refused.content.decode()
            assert client.post(url, {"code": "work", "reason": "کار"}).status_code == 302
            assert client.post(url, {"code": "work", "reason": "کار"}).status_code == 409
        assert Withdrawal.objects.filter(state=P.PENDING).count() == 1

    def test_a_view_through_the_page(self, people: Any) -> None:
        row = pending()
        url = reverse("students:give_view", args=[row.pk])
        professor = signed_in(row.professor)
        assert professor.get(url).status_code == 200
        assert professor.post(url, {"view": " "}).status_code == 422
        assert professor.post(url, {"view": "موجه است"}).status_code == 302
        assert "موجه است" in professor.get(row.get_absolute_url()).content.decode()
        own = signed_in(row.enrolment.student.user)
        assert "موجه است" not in own.get(row.get_absolute_url()).content.decode()
        assert own.get(url).status_code == 403
        for other in (people.professor, StudentFactory().user, people.manager):
            assert signed_in(other).get(row.get_absolute_url()).status_code == 404

    def test_judging_through_the_page(self, office: Client) -> None:
        row = pending(WithdrawalCode.ILLNESS)
        page = office.get(row.get_absolute_url())
        assert page.context["suggests_excuse"]
        assert reverse("students:excuse_withdrawal", args=[row.pk]) in page.content.decode()
        count = reverse("students:refuse_excuse_withdrawal", args=[row.pk])
        assert office.post(count, {"reason": ""}).status_code == 422
        assert office.post(reverse("students:excuse_withdrawal", args=[row.pk])).status_code == 302
        row.refresh_from_db()
        assert row.state == P.EXCUSED

    def test_the_list_costs_the_same_for_one_and_three(
        self, office: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        def one_more() -> None:
            Withdrawal.objects.create(enrolment=EnrolmentFactory(), state=P.PENDING)

        url = reverse("students:list_withdrawals")
        one_more()
        office.get(url)
        with django_assert_max_num_queries(12) as captured:
            assert len(office.get(url).context["object_list"]) == 1
        one_more(), one_more()
        with django_assert_num_queries(len(captured)):
            assert len(office.get(url).context["object_list"]) == 3
        assert len(office.get(url + "?state=excused").context["object_list"]) == 0
