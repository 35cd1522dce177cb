"""Set-up of the programme for tests; the same code again gives the same row."""

from datetime import date, timedelta
from decimal import Decimal

import factory

from partnership.programme import models


class CodedFactory(factory.django.DjangoModelFactory):
    """A row of a fixed list."""

    class Meta:
        abstract = True
        django_get_or_create = ("code",)

    name_fa = factory.LazyAttribute(lambda row: f"نام {row.code}")
    name_en = factory.LazyAttribute(lambda row: f"Name {row.code}")


class FacultyFactory(CodedFactory):
    """A faculty with its education office."""

    class Meta:
        model = models.Faculty

    code = factory.Sequence(lambda n: f"F{n}")
    education_email = "education@qut.example"


class MajorFactory(CodedFactory):
    """A major."""

    class Meta:
        model = models.Major

    code = factory.Sequence(lambda n: f"MJ{n}")
    faculty = factory.SubFactory(FacultyFactory, code="ENG")


class TermFactory(factory.django.DjangoModelFactory):
    """The running term."""

    class Meta:
        model = models.Term
        django_get_or_create = ("code",)

    code = "14051"
    golestan_code = "4051"
    name_fa = "نیمسال اول ۱۴۰۵–۱۴۰۶"
    name_en = "First semester 1405–1406"
    starts_on = date(2026, 9, 23)
    ends_on = date(2027, 1, 20)
    completion_deadline = date(2027, 2, 4)


class RoundFactory(factory.django.DjangoModelFactory):
    """The running round, its enrolment open around today."""

    class Meta:
        model = models.Round
        django_get_or_create = ("term",)

    name_fa = "دورهٔ اول ۱۴۰۵"
    name_en = "Round 1 of 1405"
    term = factory.SubFactory(TermFactory)
    is_current = True
    enrol_from = factory.LazyFunction(lambda: date.today() - timedelta(days=20))
    enrol_until = factory.LazyFunction(lambda: date.today() + timedelta(days=20))
    training_until = factory.LazyFunction(lambda: date.today() + timedelta(days=40))
    formation_until = factory.LazyFunction(lambda: date.today() + timedelta(days=50))
    execution_until = factory.LazyFunction(lambda: date.today() + timedelta(days=150))


class SkillGroupFactory(CodedFactory):
    """A family of skills."""

    class Meta:
        model = models.SkillGroup

    code = factory.Sequence(lambda n: f"SG{n}")


class SkillFactory(CodedFactory):
    """A skill."""

    class Meta:
        model = models.Skill

    code = factory.Sequence(lambda n: f"SK{n}")
    group = factory.SubFactory(SkillGroupFactory, code="TECH")


class PlaceFactory(CodedFactory):
    """An industrial town."""

    class Meta:
        model = models.Place

    code = factory.Sequence(lambda n: f"PL{n}")


class IsicClassFactory(CodedFactory):
    """An ISIC class."""

    class Meta:
        model = models.IsicClass

    code = factory.Sequence(lambda n: f"{1000 + n}")


class ObstacleCategoryFactory(CodedFactory):
    """A category a team can work on."""

    class Meta:
        model = models.ObstacleCategory

    code = factory.Sequence(lambda n: f"CAT{n}")
    for_teams = True


class CreditRuleFactory(factory.django.DjangoModelFactory):
    """Credits and least hours."""

    class Meta:
        model = models.CreditRule
        django_get_or_create = ("credits",)

    credits = Decimal("2.0")
    min_hours = 240


class EvaluationCriterionFactory(CodedFactory):
    """A row of an evaluation form."""

    class Meta:
        model = models.EvaluationCriterion

    code = factory.Sequence(lambda n: f"EC{n}")
    kind = "industrial_supervisor"
    max_points = 20


class TrainingCourseFactory(CodedFactory):
    """A mandatory course."""

    class Meta:
        model = models.TrainingCourse

    code = factory.Sequence(lambda n: f"TC{n}")
    hours = 8
    is_mandatory = True


class HolidayFactory(factory.django.DjangoModelFactory):
    """A day off."""

    class Meta:
        model = models.Holiday
        django_get_or_create = ("date",)

    date = date(2026, 12, 1)
    name_fa = "تعطیل"
    name_en = "Holiday"
