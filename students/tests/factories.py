"""Students, applications and sessions for tests of this room and those above."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory
from partnership.programme.models import (
    Faculty,
    Major,
    Round,
    Skill,
    SkillGroup,
    Term,
    TrainingCourse,
)
from students.enums import CONSENT_VERSION, UNDERTAKING_VERSION, EnrolmentState
from students.models import CourseCompletion, Enrolment, Student, TrainingSession
from students.services.training.snapshot import freeze


def national_id(number: int) -> str:
    """A valid national ID of the unassigned prefix 999."""
    digits = f"999{number % 1_000_000:06d}"
    rest = (
        sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
        % 11
    )
    return f"{digits}{rest if rest < 2 else 11 - rest}"


class _Factory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


class FacultyFactory(_Factory):
    class Meta:
        model = Faculty
        django_get_or_create = ("code",)

    code, name_fa, name_en = "ENG", "فنی", "Engineering"


class MajorFactory(_Factory):
    class Meta:
        model = Major
        django_get_or_create = ("code",)

    code, name_fa, name_en = "POL", "مهندسی پلیمر", "Polymer Engineering"
    faculty = factory.SubFactory(FacultyFactory)


class TermFactory(_Factory):
    class Meta:
        model = Term
        django_get_or_create = ("code",)

    code, name_fa, name_en = "14051", "نیمسال اول ۱۴۰۵–۱۴۰۶", "First semester 1405–1406"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=60))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    completion_deadline = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=75))


class RoundFactory(_Factory):
    """The running round, its call open."""

    class Meta:
        model = Round
        django_get_or_create = ("term",)

    term = factory.SubFactory(TermFactory)
    name_fa, name_en = "دورهٔ پاییز ۱۴۰۵", "Autumn 1405"
    is_current = True
    enrol_from = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    enrol_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    training_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    formation_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    execution_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))


class SkillFactory(_Factory):
    class Meta:
        model = Skill

    group = factory.LazyFunction(
        lambda: SkillGroup.objects.get_or_create(
            code="MAT", defaults={"name_fa": "مواد", "name_en": "Materials"}
        )[0]
    )
    code = factory.Sequence(lambda n: f"SK{n}")
    name_fa = factory.Sequence(lambda n: f"مهارت {n}")
    name_en = factory.Sequence(lambda n: f"Skill {n}")


class CourseFactory(_Factory):
    class Meta:
        model = TrainingCourse
        django_get_or_create = ("code",)

    code, name_fa, name_en = "TR-HSE", "ایمنی", "HSE"
    hours, is_mandatory, valid_months = 8, True, 24


class StudentFactory(_Factory):
    """An eligible student with an account."""

    class Meta:
        model = Student

    first_name_fa = "نرگس"
    last_name_fa = factory.Sequence(lambda n: f"چاره‌جو {n}")
    first_name_en, last_name_en = "Narges", "Chareh-Jou"
    national_id = factory.Sequence(national_id)
    student_number = factory.Sequence(lambda n: f"40299{n:05d}")
    mobile = factory.Sequence(lambda n: f"0970{n:07d}")
    user = factory.SubFactory(
        UserFactory,
        roles=(Role.STUDENT,),
        mobile=factory.SelfAttribute("..mobile"),
        student_number=factory.SelfAttribute("..student_number"),
    )
    major = factory.SubFactory(MajorFactory)
    passed_credits, gpa, entry_year = 98, Decimal("17.10"), 1402


class EnrolmentFactory(_Factory):
    """An application as it stands in some state; consents given."""

    class Meta:
        model = Enrolment

    student = factory.SubFactory(StudentFactory)
    round = factory.SubFactory(RoundFactory)
    state = EnrolmentState.SUBMITTED
    code = factory.Sequence(lambda n: f"E-{n:08d}")
    consent_data_at = factory.LazyFunction(timezone.now)
    undertaking_at = factory.LazyFunction(timezone.now)
    undertaking_version = UNDERTAKING_VERSION
    consent_version = CONSENT_VERSION
    submitted_at = factory.LazyFunction(timezone.now)
    revision = 1


class SessionFactory(_Factory):
    """A session tomorrow; `over=True` makes it yesterday's."""

    class Meta:
        model = TrainingSession

    class Params:
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=26)),
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=24)),
        )

    round = factory.SubFactory(RoundFactory)
    course = factory.SubFactory(CourseFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=24))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=26))
    place = "کلاس ۱۰۱"
    capacity = 20


class CompletionFactory(_Factory):
    class Meta:
        model = CourseCompletion

    student = factory.SubFactory(StudentFactory)
    course = factory.SubFactory(CourseFactory)
    completed_on = factory.LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **options: Any) -> CourseCompletion:
        completion = freeze(model_class(*args, **options))
        completion.save()
        return completion


def trained_student(**options: Any) -> Student:
    """A student who may stand in a letter: trained, bound, insured."""
    student = StudentFactory(insured_until=timezone.localdate() + timedelta(days=200), **options)
    CompletionFactory(student=student)
    EnrolmentFactory(student=student, state=EnrolmentState.TRAINED)
    return student
