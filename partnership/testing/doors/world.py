"""The demo cohort, and beside it whatever objects it has none of; states are set door by door."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from certificates.enums import CreditState
from certificates.models import Certificate, Credit, GradeList
from certificates.services import build_snapshot, prepare_certificate, refresh_credits
from partnership.accounts.models import User
from partnership.accounts.services import create_link, invite_person
from partnership.core.snapshots import digest
from partnership.demo.loader import (
    accounts,
    certificates,
    industries,
    meetings,
    problems,
    programme,
    results,
    students,
    teams,
    unit_life,
    work,
)
from partnership.demo.loader.base import Cohort
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.enums import Channel, Group
from partnership.notifications.models import Delivery, EmailTemplate, Message
from partnership.testing.doors import world_industry
from partnership.testing.doors.people import ACCOUNTS
from students.enums import AppealSubject, RuleCode, WishKind, WithdrawalCode, WithdrawalState
from students.models import (
    Appeal,
    Attendance,
    CompanionWish,
    CourseCompletion,
    CourseMaterial,
    Preference,
    RegistrarImport,
    RegistrarRecord,
    ReviewBatch,
    Student,
    TrainingSession,
    Waiver,
    Withdrawal,
)
from teams.enums import EvaluationKind, SolutionState
from teams.models import (
    Evaluation,
    FinalReport,
    FormationRun,
    IntroductionLetter,
    Milestone,
    Outcome,
    ProfessorInterest,
    Solution,
    Visit,
    WeeklyReport,
)
from teams.services.letter_text import hash_of, snapshot_of

SECRETS = {"rival": "رازِ گروه رقیب", "secret": "رازِ واحد نهم"}
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class World:
    """Everybody's account and client, and the objects the table speaks of by name."""

    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def client(self, actor: str) -> Client:
        """The browser this person has been signed in with from the start."""
        return self.clients[actor]


def load_cohort() -> Cohort:
    """The demo cohort, and the names its file gives to the objects."""
    cohort = Cohort()
    parts = (
        programme,
        accounts,
        industries,
        unit_life,
        students,
        teams,
        work,
        meetings,
        problems,
        results,
        certificates,
    )
    for part in parts:
        part.load(cohort)
    return cohort


def build() -> World:
    """Load, add, sign everybody in."""
    cohort, world = load_cohort(), World()
    _add_people(world, cohort)
    world_industry.add(world, cohort)
    _add_students(world, cohort)
    _add_team(world, cohort)
    _add_work(world, cohort)
    _add_results(world)
    _add_papers(world)
    for actor in [*world.users, "anonymous"]:
        world.clients[actor] = Client(raise_request_exception=False)
        if actor in world.users:
            world.clients[actor].force_login(world.users[actor])
    User.objects.filter(pk=world.users["deactivated"].pk).update(is_active=False)
    return world


def _add_people(world: World, cohort: Cohort) -> None:
    for actor, key in ACCOUNTS.items():
        made = cohort[key]
        user = made if isinstance(made, User) else made.user
        # Read anew: the loader set the password behind the object's back.
        world.users[actor] = User.objects.get(pk=user.pk)
    for actor in ("president", "observer", "liaison", "education"):
        world.users[actor] = User.objects.get(role_grants__role=actor)


def _add_students(world: World, cohort: Cohort) -> None:
    student, enrolment = cohort["S01"], cohort["enrolment:S01"]
    appeal = Appeal.objects.create(
        enrolment=enrolment,
        subject=AppealSubject.GRADE,
        code="AP-1405-99",
        statement="لطفاً بازبینی شود.",
        answer_due=timezone.localdate() + timedelta(days=9),
    )
    now = timezone.now()
    session = TrainingSession.objects.create(
        round=enrolment.round,
        course=cohort["TR-HSE"],
        starts_at=now - timedelta(hours=3),
        ends_at=now - timedelta(hours=1),
        place="کلاس ۱۰۱",
        instructor=world.users["professor"],
    )
    coming = TrainingSession.objects.create(
        round=enrolment.round,
        course=cohort["TR-HSE"],
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=1, hours=2),
        place="کلاس ۱۰۲",
    )
    waiver = Waiver.objects.create(
        enrolment=enrolment, rule=RuleCode.GPA, reason="کارنامهٔ خوب", granted_by=None
    )
    withdrawal = Withdrawal.objects.create(
        enrolment=enrolment,
        state=WithdrawalState.PENDING,
        code=WithdrawalCode.STUDIES,
        reason="حجم درس‌ها زیاد است.",
        professor=world.users["professor"],
    )
    world.things |= {
        "waiver": waiver,
        "withdrawal": withdrawal,
        "student": student,
        "enrolment": enrolment,
        "free_enrolment": cohort["enrolment:S34"],
        "appeal": appeal,
        "session": session,
        "coming_session": coming,
    }
    _add_training(world, session, student)


def _add_training(world: World, session: TrainingSession, student: Student) -> None:
    """A course with something to read, and a completion that its session gave."""
    material = CourseMaterial.objects.create(
        course=session.course, title="دستورنامه", link="https://hse.example/a"
    )
    completion = CourseCompletion.objects.filter(student=student, course=session.course).get()
    completion.session = session
    completion.save()
    world.things |= {"course": session.course, "material": material, "completion": completion}


def _add_team(world: World, cohort: Cohort) -> None:
    team = cohort["T01"]
    visit = Visit.objects.create(team=team, date=timezone.localdate(), starts_at="09:00")
    letter = IntroductionLetter.objects.get(team=team)
    letter.snapshot = snapshot_of(letter, team)
    letter.snapshot_hash = hash_of(letter.snapshot)
    letter.save()
    world.things |= {
        "team": team,
        "rival_team": cohort["T02"],
        "membership": cohort["membership:S01"],
        "supervision": team.supervisions.get(),
        "professor_page": cohort["PR02"],
        "letter": letter,
        "visit": visit,
        "assessment": team.assessment,
    }


def _add_work(world: World, cohort: Cohort) -> None:
    team, membership = cohort["T01"], cohort["membership:S01"]
    evaluations = {
        kind: Evaluation.objects.create(membership=membership, kind=kind, total="30")
        for kind in EvaluationKind.values
    }
    world.things |= {
        "solution": cohort["SOL01"],
        "rival_solution": cohort["SOL02"],
        "secret_solution": Solution.objects.create(
            problem=cohort["P14"],
            title=SECRETS["secret"],
            state=SolutionState.REJECTED,
            weeks=3,
            cost_rial=7_000_000_000,
        ),
        "milestone": Milestone.objects.create(
            team=team, title="نصب تونل", due_on=timezone.localdate()
        ),
        "report": WeeklyReport.objects.create(
            membership=membership, week_starts_on=date(2026, 11, 14), body="کار در خط"
        ),
        "final_report": FinalReport.objects.create(team=team, summary="انجام شد."),
        "outcome": Outcome.objects.create(
            team=team, summary="مرجوعی کم شد.", benefit_claimed_rial=5_400_000_000
        ),
        "supervisor_evaluation": evaluations[EvaluationKind.SUPERVISOR],
        "professor_evaluation": evaluations[EvaluationKind.PROFESSOR],
    }


def _add_results(world: World) -> None:
    membership = world.things["membership"]
    refresh_credits(membership_ids=[membership.pk])
    credit = Credit.objects.get(membership=membership)
    Credit.objects.filter(pk=credit.pk).update(state=CreditState.READY, credits="2", grade="17.5")
    certificate = prepare_certificate(membership_id=membership.pk, actor=world.users["officer"])
    # As an issued one: the states a door is tried in follow one another without its services.
    certificate.snapshot = build_snapshot(certificate)
    certificate.snapshot_hash = digest(certificate.snapshot)
    certificate.save()
    grades = GradeList.objects.create(
        term=membership.term, faculty=membership.student.major.faculty, rows=[], digest="0" * 64
    )
    world.things |= {"credit": credit, "certificate": certificate, "grade_list": grades}
    world.words["code"] = Certificate.objects.exclude(code="").first().code


def _add_papers(world: World) -> None:
    leader, officer = world.users["leader"], world.users["officer"]
    solution = world.things["solution"]
    world.things["file"] = store_file(
        upload_or_bytes=PDF,
        name="design.pdf",
        owner=solution,
        kind=FileKind.ATTACHMENT,
        actor=leader,
    )
    world.things["message"] = Message.objects.create(
        event="team.formed",
        group=Group.TEAM,
        recipient=leader,
        language="fa",
        in_inbox=True,
        subject="تیم تشکیل شد",
        body="سلام",
        dedupe="doors",
        addressee=leader.email,
    )
    _link, address = create_link(
        user=world.users["supervisor"], purpose="hours", path="/teams/hours/confirm/", actor=officer
    )
    world.words["link"] = address.strip("/").split("/")[-1]
    invited = invite_person(
        role="professor", actor=officer, email="new@staff.hamyar.example", send=False
    )
    world.words |= {
        "file": str(world.things["file"].public_id),
        "completion": str(world.things["completion"].pk),
        "waiver": str(world.things["waiver"].pk),
        "week": "2026-11-14",
    }
    world.words["invitation"] = invited.url.strip("/").split("/")[-1]
    _add_rare(world)


def _add_rare(world: World) -> None:
    """One row of each model the cohort has none of, so that the office's pages show one."""
    enrolment, officer = world.things["enrolment"], world.users["officer"]
    batch = ReviewBatch.objects.create(actor=officer, decision="approve")
    batch.items.create(enrolment=enrolment, outcome="refused", sentence="ظرفیت پر است")
    enrolment.revisions.get_or_create(number=1, defaults={"content": {"gpa": "17"}})
    world.things |= {"review": batch, "round": enrolment.round}
    Preference.objects.create(enrolment=enrolment, problem=world.things["open_problem"], rank=1)
    ProfessorInterest.objects.create(
        professor=world.users["professor"].professor, problem=world.things["open_problem"]
    )
    CompanionWish.objects.create(
        enrolment=enrolment,
        companion=Student.objects.get(user=world.users["member"]),
        kind=WishKind.values[0],
    )
    Attendance.objects.create(
        session=world.things["session"], student=world.things["student"], recorded_by=officer
    )
    handed = RegistrarImport.objects.create(
        created_by=officer,
        rows_total=1,
        columns={"student_number": "شماره دانشجویی"},
        report={
            "added": 0,
            "changed": 0,
            "same": 0,
            "refused": 1,
            "warned": 0,
            "mended": 0,
            "rows": [
                {
                    "row": 4,
                    "verdict": "refused",
                    "number": "402990077",
                    "name": "نرگس چاره‌جو",
                    "reasons": [["gpa_high", "27"]],
                }
            ],
            "majors": {"پلیمر گرایش صنایع": 1},
            "headers": ["شماره دانشجویی", "معدل"],
        },
    )
    world.things["import"] = handed
    RegistrarRecord.objects.create(student_number="402990077", last_name="چاره‌جو", source=handed)
    FormationRun.objects.create(round=enrolment.round, started_by=officer)
    EmailTemplate.objects.create(key="team.formed", language="fa", subject="تیم", body="سلام")
    world.things["delivery"] = Delivery.objects.create(
        message=world.things["message"], channel=Channel.EMAIL, to="s01@student.hamyar.example"
    )
