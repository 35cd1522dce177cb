"""Coded reasons, letters as previewed, returned fields and what changed, decisions for many."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from partnership.notifications.services import preview_letter
from students import emails, services
from students.enums import Decision, EnrolmentState, RejectionCode, ReturnCode, WaitCode
from students.models import Enrolment, EnrolmentRevision, ReviewBatch, StudentSkill
from students.selectors.revisions import changes_of
from students.selectors.verdicts import verdicts_for
from students.services.decisions import Words, preview_decision, seen_stamp
from students.services.revisions import keep_revision
from students.tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    RoundFactory,
    SkillFactory,
    StudentFactory,
)

pytestmark = pytest.mark.django_db

NOTE = "با احترام"
#: decision, arguments of the service, the same as words of the letter.
CASES = [
    *[("approve", {"reason": note}, Words(note=note)) for note in ("", NOTE)],
    *[
        ("wait", {"reason": NOTE, "wait_code": code}, Words(code=code, note=NOTE))
        for code in WaitCode
    ],
    *[
        ("reject", {"reason": NOTE, "rejection_code": code}, Words(code=code, note=NOTE))
        for code in RejectionCode
    ],
    *[
        (
            "return",
            {"reason": NOTE, "return_code": code, "fields": {"gpa": "۱۵ است؟", "cv": ""}},
            Words(code=code, note=NOTE, fields={"gpa": "۱۵ است؟", "cv": ""}),
        )
        for code in ReturnCode
    ],
]


def decide(name: str, enrolment: Enrolment, actor: Any, **more: Any) -> Enrolment:
    """The service of a decision."""
    service = getattr(services, f"{name}_enrolment")
    return service(enrolment_id=enrolment.pk, actor=actor, **more)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(("name", "arguments", "words"), CASES)
def test_the_preview_is_what_is_sent(
    people: Any, language: str, name: str, arguments: dict[str, Any], words: Words
) -> None:
    CourseFactory()
    enrolment = EnrolmentFactory(student__user__language=language)
    enrolment = Enrolment.objects.select_related("student__user", "round").get(pk=enrolment.pk)
    place = 1 if name == "wait" else None
    shown = preview_decision(enrolment, name, words, place=place)
    other = preview_decision(
        enrolment, name, words, place=place, language={"fa": "en", "en": "fa"}[language]
    )
    assert not Message.objects.exists()
    decide(name, enrolment, people.officer, **arguments)
    sent = Message.objects.get(recipient=enrolment.student.user)
    assert (sent.language, sent.subject, sent.body, sent.html) == (
        language,
        shown.subject,
        shown.body,
        shown.html,
    )
    assert other.body != shown.body
    assert enrolment.code in sent.words
    if words.code and words.code != "other":
        labels = {"wait": WaitCode, "reject": RejectionCode, "return": ReturnCode}[name]
        with override(language):
            assert str(labels(words.code).label) in sent.words
    if words.note:
        assert words.note in sent.words
    if words.fields:
        assert ("معدل کل: ۱۵ است؟" if language == "fa" else "Grade-point average: ۱۵") in sent.words


def test_codes_and_fields_are_kept_and_others_emptied(people: Any) -> None:
    enrolment = EnrolmentFactory(wait_code="major", rejection_code="gpa")
    enrolment = decide(
        "return", enrolment, people.officer, return_code="cv", fields={"cv": " خوانا نیست "}
    )
    assert (enrolment.return_code, enrolment.returned_fields) == ("cv", {"cv": "خوانا نیست"})
    assert (enrolment.wait_code, enrolment.rejection_code) == ("", "")
    log = ActionLog.objects.about(enrolment).first()
    assert log.data == {"return_code": "cv", "fields": {"cv": "خوانا نیست"}}
    assert log.reason == ReturnCode.CV.label


@pytest.mark.parametrize(
    ("name", "code"),
    [("wait", "wait_code"), ("reject", "rejection_code"), ("return", "return_code")],
)
def test_another_reason_alone_says_nothing(people: Any, name: str, code: str) -> None:
    enrolment = EnrolmentFactory()
    with pytest.raises(DomainError) as refusal:
        decide(name, enrolment, people.officer, **{code: "other"})
    assert refusal.value.field == "reason"
    assert not Message.objects.exists()
    with pytest.raises(ValueError):
        decide(name, enrolment, people.officer, **{code: "no-such-code"}, reason="x")


@pytest.mark.parametrize("name", list(Decision.values))
def test_what_changed_meanwhile_is_told_not_overwritten(people: Any, name: str) -> None:
    CourseFactory()
    enrolment = EnrolmentFactory()
    seen = seen_stamp(enrolment)
    Enrolment.objects.filter(pk=enrolment.pk).update(revision=2)
    with pytest.raises(WrongState):
        decide(name, enrolment, people.officer, seen=seen, reason="x")
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.SUBMITTED
    decide(name, enrolment, people.officer, seen=seen_stamp(enrolment), reason="x")


class TestRevisions:
    def test_corrected_fields_are_marked(self, people: Any) -> None:
        enrolment = EnrolmentFactory()
        keep_revision(enrolment)
        assert changes_of(enrolment) == []
        decide(
            "return",
            enrolment,
            people.officer,
            return_code="studies",
            fields={"gpa": "کارنامه", "cv": ""},
        )
        student = enrolment.student
        student.gpa = Decimal("15.20")
        student.save()
        StudentSkill.objects.create(student=student, skill=SkillFactory(), level=4)
        again = services.submit_enrolment(enrolment_id=enrolment.pk, actor=student.user)
        assert (again.returned_fields, again.return_code, again.decision_note) == ({}, "", "")
        found = {change.field: change for change in changes_of(again)}
        assert list(found) == ["gpa", "cv", "skills"]
        gpa, cv, skills = found.values()
        assert (gpa.before, gpa.after, gpa.changed, gpa.asked) == (
            "۱۷٫۱",
            "۱۵٫۲",
            True,
            "کارنامه",
        )
        assert (cv.changed, cv.asked, cv.before) == (False, "", "–")
        assert skills.asked is None and skills.before == "–" and "۴" in skills.after

    def test_the_national_id_is_kept_as_a_fingerprint_only(self) -> None:
        enrolment = EnrolmentFactory()
        keep_revision(enrolment)
        student = enrolment.student
        number = student.national_id
        student.national_id = "9990005553"
        student.save()
        enrolment.revision = 2
        keep_revision(enrolment)
        kept = str(list(EnrolmentRevision.objects.values_list("content", flat=True)))
        assert number not in kept and student.national_id not in kept
        (change,) = changes_of(enrolment)
        assert change.field == "national_id" and "*" in change.before

    def test_a_sentence_cannot_break_the_list_of_the_letter(self) -> None:
        lines = emails.Corrections({"gpa": "a\n\n- evil\nb", "cv": ""})
        assert len(list(lines)) == 2 and "\n" not in next(iter(lines))


class TestMany:
    def test_each_row_by_itself(self, people: Any) -> None:
        CourseFactory()
        fine, twin = EnrolmentFactory(), EnrolmentFactory()
        weak = EnrolmentFactory(student=StudentFactory(passed_credits=10))
        moved = EnrolmentFactory()
        rows = [(e.pk, seen_stamp(e)) for e in (fine, twin, weak, moved)]
        decide("reject", moved, people.officer, rejection_code="gpa")
        batch = services.open_review(actor=people.officer, decision="approve", rows=rows)
        assert Enrolment.objects.filter(state="approved").count() == 0
        assert services.run_review(batch_id=batch.pk) == 0
        outcomes = dict(batch.items.values_list("enrolment", "outcome"))
        assert outcomes == {
            fine.pk: "done",
            twin.pk: "done",
            weak.pk: "refused",
            moved.pk: "refused",
        }
        assert all(batch.items.filter(outcome="refused").values_list("sentence", flat=True))
        told = Message.objects.filter(event="application.decided", dedupe__contains="log")
        assert told.count() == 3
        assert services.run_review(batch_id=batch.pk) == 0
        assert told.count() == 3

    def test_the_last_places_go_in_order(self, people: Any) -> None:
        CourseFactory()
        round_ = RoundFactory(capacity=2)
        rows = [EnrolmentFactory(round=round_) for _n in range(4)]
        verdicts = verdicts_for(
            Enrolment.objects.select_related("student__major", "round").order_by("pk"), "approve"
        )
        assert [v.will for v in verdicts] == [True, True, False, False]
        batch = services.open_review(
            actor=people.officer, decision="approve", rows=[(e.pk, seen_stamp(e)) for e in rows]
        )
        services.run_review(batch_id=batch.pk)
        assert [i.outcome for i in batch.items.all()] == ["done", "done", "refused", "refused"]

    def test_a_budget_leaves_the_rest_to_the_sweep(self, people: Any) -> None:
        CourseFactory()
        rows = [(e.pk, seen_stamp(e)) for e in (EnrolmentFactory(), EnrolmentFactory())]
        batch = services.open_review(actor=people.officer, decision="approve", rows=rows)
        assert services.run_review(batch_id=batch.pk, seconds=0) == 2
        assert services.sweep_reviews() == 0
        ReviewBatch.objects.filter(pk=batch.pk).update(updated_at="2020-01-01T00:00Z")
        assert services.sweep_reviews() == 1
        assert batch.items.filter(outcome="done").count() == 2

    def test_who_may_and_what_makes_no_sense(self, people: Any) -> None:
        enrolment = EnrolmentFactory()
        rows = [(enrolment.pk, "")]
        for role in ("student", "professor", "manager", "observer"):
            with pytest.raises(NotAllowed):
                services.open_review(actor=getattr(people, role), decision="approve", rows=rows)
        with pytest.raises(DomainError):
            services.open_review(actor=people.officer, decision="approve", rows=[])
        with pytest.raises(DomainError):
            services.open_review(
                actor=people.officer, decision="approve", rows=[(n, "") for n in range(2001)]
            )
        with pytest.raises(ValueError):
            services.open_review(actor=people.officer, decision="withdraw", rows=rows)
        assert not ReviewBatch.objects.exists()

    def test_many_return_with_the_same_fields(self, people: Any) -> None:
        rows = [EnrolmentFactory(), EnrolmentFactory()]
        batch = services.open_review(
            actor=people.officer,
            decision="return",
            rows=[(e.pk, seen_stamp(e)) for e in rows],
            choice={"return_code": "cv", "reason": "", "fields": {"cv": "خوانا نیست"}},
        )
        services.run_review(batch_id=batch.pk)
        assert (
            list(Enrolment.objects.values_list("returned_fields", flat=True))
            == [{"cv": "خوانا نیست"}] * 2
        )


def test_labels_stand_in_the_readers_language() -> None:
    user = StudentFactory().user
    for language, label in (("fa", "رزومه"), ("en", "CV")):
        letter = preview_letter(
            emails.APPLICATION_RETURNED,
            about=user,
            to=user,
            context={"code": "E-1", "fields": emails.Corrections({"cv": ""})},
            url="/me/",
            language=language,
        )
        assert f"- {label}" in letter.words
