"""Erasing a student: what is planted is found nowhere afterwards, and what counts stays."""

import base64
import io
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from partnership.accounts.services import invite_person
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.core.retention import keep
from partnership.core.snapshots import digest
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.models import Delivery, Message
from partnership.notifications.services import queue_letter
from partnership.testing.doors.world import PDF
from students import emails, services
from students.enums import EnrolmentState as S
from students.enums import RuleCode, WishKind
from students.models import (
    Appeal,
    CompanionWish,
    Enrolment,
    EnrolmentDraft,
    EnrolmentRevision,
    RegistrarImport,
    RegistrarRecord,
    Student,
    Waiver,
    Withdrawal,
)
from students.selectors.erasure import erasure_for
from students.services.erasure import NOBODY_FA
from students.tests.factories import (
    CompletionFactory,
    EnrolmentFactory,
    RoundFactory,
    StudentFactory,
    TermFactory,
    national_id,
)

pytestmark = pytest.mark.django_db

#: The five of R30, and the sentence that stands in every text they wrote.
MARKERS = {
    "name": "نشان‌دارنژاد",
    "latin": "Plantedmarker",
    "mobile": "09709998877",
    "number": "40299887766",
    "national_id": national_id(777_777),
    "email": "planted.marker@student.hamyar.example",
    "text": "متن نشان‌دار زرافه",
}


def database_dump() -> str:
    """Every row of every table as SQL would dump it; packed sessions unpacked."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        parts = []
        for table in sorted(tables):
            out = io.StringIO()
            cursor.cursor.copy_expert(f'copy "{table}" to stdout', out)
            parts.append(f"-- {table}\n{out.getvalue()}")
        cursor.execute("select session_data from django_session")
        parts += [_unpacked(row[0]) for row in cursor.fetchall()]
    return "\n".join(parts)


def _unpacked(session: str) -> str:
    packed = session.split(":")[0]
    if not packed.startswith("."):
        return str(signing.b64_decode(packed.encode()))
    padded = packed[1:] + "=" * (-len(packed[1:]) % 4)
    return zlib.decompress(base64.urlsafe_b64decode(padded)).decode("utf-8", "replace")


def found_in(where: str) -> list[str]:
    """Which markers stand there, each with its table."""
    hits, table = [], ""
    for line in where.splitlines():
        if line.startswith("-- "):
            table = line[3:]
        hits += [f"{name} in {table}" for name, text in MARKERS.items() if text in line]
    return sorted(set(hits))


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """Files of this test alone."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def applicant(media: Path) -> Student:
    """Somebody refused, with traces wherever traces can be."""
    officer = UserFactory(roles=("officer",))
    invite_person(role="student", actor=officer, email=MARKERS["email"], first_name=MARKERS["name"])
    user = UserFactory(
        email=MARKERS["email"],
        mobile=MARKERS["mobile"],
        student_number=MARKERS["number"],
        first_name_fa="زهرا",
        last_name_fa=MARKERS["name"],
        first_name_en="Zahra",
        last_name_en=MARKERS["latin"],
        roles=("student",),
    )
    student = StudentFactory(
        user=user,
        first_name_fa="زهرا",
        last_name_fa=MARKERS["name"],
        first_name_en="Zahra",
        last_name_en=MARKERS["latin"],
        mobile=MARKERS["mobile"],
        student_number=MARKERS["number"],
        national_id=MARKERS["national_id"],
    )
    enrolment = EnrolmentFactory(
        student=student, motivation=MARKERS["text"], conflict=MARKERS["text"], state=S.SUBMITTED
    )
    _leave_traces(student, enrolment, officer)
    services.reject_enrolment(
        enrolment_id=enrolment.pk, actor=officer, reason=MARKERS["text"], rejection_code="credits"
    )
    return student


def _leave_traces(student: Student, enrolment: Enrolment, officer: Any) -> None:
    text, user = MARKERS["text"], student.user
    enrolment.declared = {"name": MARKERS["name"]}
    enrolment.returned_fields = {"motivation": text}
    enrolment.save()
    student.mobile = MARKERS["mobile"]
    student.save()  # one more row of history
    friend = EnrolmentFactory(round=enrolment.round, state=S.SUBMITTED)
    for who, whom in ((enrolment, friend.student), (friend, student)):
        CompanionWish.objects.create(enrolment=who, companion=whom, kind=WishKind.APART)
    Waiver.objects.create(enrolment=enrolment, rule=RuleCode.CREDITS, reason=text)
    Withdrawal.objects.create(enrolment=enrolment, reason=text, professor_view=text)
    Appeal.objects.create(
        enrolment=enrolment,
        code="AP-TEST-1",
        statement=text,
        answer=text,
        answer_due=timezone.localdate(),
        state="dismissed",
    )
    EnrolmentDraft.objects.create(
        round=enrolment.round, user=user, data={"name": [text]}, expires_at=timezone.now()
    )
    EnrolmentRevision.objects.create(
        enrolment=enrolment, number=9, content={"motivation": text, "mobile": MARKERS["mobile"]}
    )
    stranger = EnrolmentFactory(round=enrolment.round, state=S.SUBMITTED)
    CompanionWish.objects.create(
        enrolment=stranger, student_number=MARKERS["number"], kind=WishKind.TOGETHER
    )
    RegistrarRecord.objects.create(
        student_number=MARKERS["number"],
        national_id=MARKERS["national_id"],
        last_name=MARKERS["name"],
    )
    RegistrarImport.objects.create(
        report={"rows": [[3, "refused", f"{MARKERS['number']}: {MARKERS['name']}"]]}
    )
    store_file(
        upload_or_bytes=PDF + MARKERS["text"].encode(),
        name=f"{MARKERS['latin']}.pdf",
        owner=enrolment,
        kind=FileKind.ATTACHMENT,
        actor=user,
    )
    queue_letter(
        emails.ENROLMENT_WITHDRAWN,
        about=enrolment,
        to=[user, officer],
        context={"student": student, "code": enrolment.code, "reason": text},
    )
    ActionLog.objects.record(
        officer, verb="accounts.user.update", actor=officer, data={"for": MARKERS["email"]}
    )
    services.reveal_national_id(student_id=student.pk, actor=officer)


def _age(student: Student, days: int) -> None:
    Enrolment.objects.filter(student=student).update(
        state_changed_at=timezone.now() - timedelta(days=days)
    )


def test_erasing_leaves_no_trace(
    applicant: Student, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """R30: planted markers stand in no table and no file afterwards; control: they did before."""
    certificate = CompletionFactory(student=applicant)
    before = found_in(database_dump())
    assert {hit.split(" in ")[0] for hit in before} == set(MARKERS)
    assert {"name", "latin", "number"} == {
        hit.split(" in ")[0] for hit in before if hit.endswith(" in students_coursecompletion")
    }
    with django_capture_on_commit_callbacks(execute=True):
        services.anonymise_student(student_id=applicant.pk, actor=None)
    assert found_in(database_dump()) == []
    stored = b"".join(path.read_bytes() for path in media.rglob("*") if path.is_file())
    assert not any(text.encode() in stored for text in MARKERS.values())
    # What counts is still counted.
    enrolment = Enrolment.objects.get(student=applicant)
    assert enrolment.state == S.REJECTED and enrolment.student.major_id == applicant.major_id
    assert not Student.objects.get(pk=applicant.pk).user.is_active
    # The certificate of a course is still genuine, and nobody's.
    certificate.refresh_from_db()
    assert certificate.snapshot_hash == digest(certificate.snapshot)
    told = Client().get(f"/verify/{certificate.code}/?format=json").json()
    assert (told["valid"], told["name"]) == (True, NOBODY_FA)
    assert services.course_certificates([certificate]).startswith(b"%PDF")


def test_erasing_twice_changes_nothing(applicant: Student) -> None:
    """The second run finds it done."""
    first = services.anonymise_student(student_id=applicant.pk, actor=None)
    again = services.anonymise_student(student_id=applicant.pk, actor=None)
    assert again.anonymised_at == first.anonymised_at
    done = ActionLog.objects.filter(verb="students.student.anonymise")
    assert done.count() == 1


def test_other_people_stay_as_they_were(applicant: Student) -> None:
    """A namesake's letters and rows are not touched."""
    namesake = StudentFactory(
        first_name_fa="زهرا", last_name_fa=MARKERS["name"], student_number="40211112222"
    )
    other = EnrolmentFactory(student=namesake, motivation="من هم هستم")
    queue_letter(
        emails.ENROLMENT_WITHDRAWN,
        about=other,
        to=[namesake.user],
        context={"student": namesake, "code": other.code, "reason": "سفر"},
    )
    services.anonymise_student(student_id=applicant.pk, actor=None)
    assert MARKERS["name"] in Message.objects.get(recipient=namesake.user).subject
    assert Enrolment.objects.get(pk=other.pk).motivation == "من هم هستم"


def test_retention_writes_first_and_erases_a_month_later(applicant: Student) -> None:
    """Eleven months: a letter, once. A year, and a month after the letter: anonymous."""
    _age(applicant, 300)
    assert keep()["students.notices"] == 0
    _age(applicant, 400)
    assert keep(dry_run=True)["students.notices"] == 1
    assert keep()["students.notices"] == 1
    assert keep()["students.notices"] == 0
    # Told today: not erased today, however old.
    assert Student.objects.get(pk=applicant.pk).anonymised_at is None
    Message.objects.filter(event="privacy.retention_notice").update(
        created_at=timezone.now() - timedelta(days=31)
    )
    assert keep(dry_run=True)["students.applicants"] == 1
    assert Student.objects.get(pk=applicant.pk).anonymised_at is None
    assert keep()["students.applicants"] == 1
    assert Student.objects.get(pk=applicant.pk).anonymised_at is not None
    assert keep()["students.applicants"] == 0


@pytest.mark.parametrize("state", [S.SUBMITTED, S.WAITING, S.APPROVED, S.TRAINED, S.RETURNED])
def test_retention_leaves_running_applications_alone(applicant: Student, state: str) -> None:
    """Whatever its age, an application under way is no past one."""
    Enrolment.objects.filter(student=applicant).update(state=state)
    _age(applicant, 2000)
    counts = keep(dry_run=True)
    assert counts["students.notices"] == counts["students.applicants"] == 0


def test_retention_leaves_somebody_once_accepted_alone(applicant: Student) -> None:
    """Whoever was taken on and left later has been part of the programme."""
    enrolment = Enrolment.objects.get(student=applicant)
    ActionLog.objects.record(enrolment, verb="x", actor=None, before=S.SUBMITTED, after=S.APPROVED)
    _age(applicant, 2000)
    assert keep(dry_run=True)["students.notices"] == 0


def test_a_new_application_starts_the_year_anew(applicant: Student) -> None:
    """The last answer counts, and a letter about an older one does not."""
    _age(applicant, 400)
    keep()
    later = EnrolmentFactory(
        student=applicant,
        round=RoundFactory(term=TermFactory(code="4042"), is_current=False),
        state=S.SUBMITTED,
    )
    assert keep(dry_run=True)["students.applicants"] == 0
    Enrolment.objects.filter(pk=later.pk).update(
        state=S.REJECTED, state_changed_at=timezone.now() - timedelta(days=340)
    )
    Message.objects.filter(event="privacy.retention_notice").update(
        created_at=timezone.now() - timedelta(days=60)
    )
    counts = keep(dry_run=True)
    assert (counts["students.notices"], counts["students.applicants"]) == (1, 0)


def test_logs_and_letters_go_after_two_years(applicant: Student) -> None:
    """Old rows go, younger ones stay, and the log stays append-only for everybody else."""
    old = timezone.now() - timedelta(days=800)
    ActionLog.objects.create(
        content_type_id=ActionLog.objects.first().content_type_id, object_id=1, verb="x", at=old
    )
    Message.objects.update(created_at=old)
    letters, rows = Message.objects.count(), ActionLog.objects.count()
    counts = keep()
    assert counts["core.log"] == 1 and ActionLog.objects.count() == rows - 1
    assert counts["notifications.letters"] == letters and not Delivery.objects.exists()
    with pytest.raises(Exception, match="append_only"):
        ActionLog.objects.first().delete()


def test_command_counts_and_changes_nothing(applicant: Student, capsys: Any) -> None:
    """`retention --dry-run` prints one line a rule."""
    _age(applicant, 400)
    call_command("retention", "--dry-run")
    assert "students.notices: 1" in capsys.readouterr().out
    assert not Message.objects.filter(event="privacy.retention_notice").exists()


class TestOwnWish:
    """A student's own wish to be forgotten."""

    def test_refused_applicant_is_erased_at_once(self, applicant: Student) -> None:
        """Nothing stands in the way."""
        assert erasure_for(applicant).is_open
        services.erase_my_data(student_id=applicant.pk, actor=applicant.user)
        assert Student.objects.get(pk=applicant.pk).anonymised_at

    @pytest.mark.parametrize("state", [S.SUBMITTED, S.WAITING, S.APPROVED, S.TRAINED])
    def test_running_application_is_withdrawn_first(self, applicant: Student, state: str) -> None:
        """The sentence says what to do."""
        Enrolment.objects.filter(student=applicant).update(state=state)
        with pytest.raises(DomainError, match=r"Withdraw|انصراف"):
            services.erase_my_data(student_id=applicant.pk, actor=applicant.user)
        assert not Student.objects.get(pk=applicant.pk).anonymised_at

    def test_open_appeal_and_counted_withdrawal_wait(self, applicant: Student) -> None:
        """Neither an appeal nor a bar is escaped by being forgotten."""
        Appeal.objects.filter(enrolment__student=applicant).update(state="open")
        assert not erasure_for(applicant).is_open
        Appeal.objects.filter(enrolment__student=applicant).update(state="dismissed")
        Withdrawal.objects.filter(enrolment__student=applicant).update(state="unexcused")
        assert not erasure_for(applicant).is_open

    def test_nobody_decides_for_another(self, applicant: Student) -> None:
        """Not even the office, by this way."""
        with pytest.raises(NotAllowed):
            services.erase_my_data(student_id=applicant.pk, actor=UserFactory(roles=("officer",)))
