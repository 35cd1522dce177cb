"""Units, problems and meetings for tests."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from industries import models
from industries.enums import CheckAnswer, PersonRole, ProblemState, TriageItem, UnitState
from industries.services.words import keep_words
from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory
from partnership.programme.tests.factories import (
    IsicClassFactory,
    ObstacleCategoryFactory,
    PlaceFactory,
    RoundFactory,
    SkillFactory,
)


def legal_id(n: int) -> str:
    """A valid legal-entity ID of the range nobody holds."""
    head = f"999{n:07d}"
    weights = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)
    tenth = int(head[9]) + 2
    check = sum((int(d) + tenth) * w for d, w in zip(head, weights, strict=True)) % 11
    return head + str(0 if check == 10 else check)


class UnitFactory(factory.django.DjangoModelFactory):
    """An active unit."""

    class Meta:
        model = models.IndustrialUnit

    state = UnitState.ACTIVE
    name_fa = factory.Sequence(lambda n: f"صنایع نمونه {n}")
    name_en = factory.Sequence(lambda n: f"Sample Industries {n}")
    legal_id = factory.Sequence(lambda n: legal_id(n + 1001))
    place = factory.SubFactory(PlaceFactory, code="SHOK")
    isic = factory.SubFactory(IsicClassFactory, code="1520")
    phone = "02520000001"
    employees = 42
    max_teams = 2


class UnitPersonFactory(factory.django.DjangoModelFactory):
    """A manager with an account; `user=None` for somebody only recorded."""

    class Meta:
        model = models.UnitPerson

    unit = factory.SubFactory(UnitFactory)
    role = PersonRole.MANAGER
    user = factory.LazyAttribute(
        lambda row: UserFactory(
            roles=(Role.SUPERVISOR if row.role == PersonRole.SUPERVISOR else Role.MANAGER,)
        )
    )
    name_fa = factory.Sequence(lambda n: f"مدیر نمونه {n}")
    name_en = factory.Sequence(lambda n: f"Sample Manager {n}")
    mobile = factory.Sequence(lambda n: f"0970{n + 1000000:07d}")
    email = factory.LazyAttribute(lambda row: row.user.email if row.user else "")


class ProblemFactory(factory.django.DjangoModelFactory):
    """An open problem with a figure; `baseline=None` for one without."""

    class Meta:
        model = models.Problem
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory)
    round = factory.SubFactory(RoundFactory)
    state = ProblemState.OPEN
    title = factory.Sequence(lambda n: f"جدا شدن زیره در خط {n}")
    detail = "چهار درصد کفش‌ها پس از آزمون خمش باز می‌شوند."
    public_title = factory.Sequence(lambda n: f"بهبود چسبندگی {n}")
    category = factory.SubFactory(ObstacleCategoryFactory, code="QUAL")

    @factory.post_generation
    def baseline(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """One figure that hurts."""
        if create and extracted is not False:
            models.Baseline.objects.create(
                problem=self,
                kpi="نرخ مرجوعی",
                unit_label="٪",
                current=Decimal("4.2"),
                goal=Decimal("1.5"),
            )

    @factory.post_generation
    def skills(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Codes of skills it needs."""
        for code in extracted or ():
            models.RequiredSkill.objects.create(problem=self, skill=SkillFactory(code=code))

    @factory.post_generation
    def checked(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """A submitted problem has its checklist filled; `checked=False` leaves it empty."""
        wanted = self.state == ProblemState.SUBMITTED if extracted is None else extracted
        if create and wanted:
            models.TriageCheck.objects.bulk_create(
                models.TriageCheck(problem=self, item=item, answer=CheckAnswer.YES)
                for item in TriageItem
            )

    @factory.post_generation
    def words(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """What it is found by, as the services write it."""
        if create:
            keep_words(self)


class MeetingFactory(factory.django.DjangoModelFactory):
    """A planned meeting, next week, with two items; `items=()` for none."""

    class Meta:
        model = models.JointMeeting
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"نشست مشترک {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    place = "سالن شورا"
    organiser = factory.SubFactory(UserFactory, roles=(Role.OFFICER,))

    @factory.post_generation
    def items(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Titles of the agenda."""
        titles = ("گزارش دوره", "مسائل اولویت‌دار") if extracted is None else extracted
        models.AgendaItem.objects.bulk_create(
            models.AgendaItem(meeting=self, order=order, title=title)
            for order, title in enumerate(titles)
        )


class InviteeFactory(factory.django.DjangoModelFactory):
    """Somebody invited."""

    class Meta:
        model = models.Invitee

    meeting = factory.SubFactory(MeetingFactory)
    user = factory.SubFactory(UserFactory)


class ResolutionFactory(factory.django.DjangoModelFactory):
    """A resolution owned by a person, due in two days."""

    class Meta:
        model = models.Resolution

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: n + 1)
    body = "فهرست مرجوعی سه ماه اخیر آماده شود."
    owner_user = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=2))
