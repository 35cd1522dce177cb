"""Counts of several lists in one query."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from partnership.core.tally import Group, Tally, tally
from students.models import Appeal, Enrolment
from students.tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_groups_are_counted_apart_in_one_query(django_assert_num_queries) -> None:
    first, second = EnrolmentFactory(), EnrolmentFactory()
    early = timezone.now() - timedelta(days=3)
    Enrolment.objects.filter(pk=first.pk).update(submitted_at=early)
    with django_assert_num_queries(1):
        found = tally(
            all=Group(Enrolment.objects.all(), since="submitted_at", also=Q(pk=second.pk)),
            none=Group(Appeal.objects.all(), since="created_at", due="answer_due"),
        )
    assert found["none"] == Tally()
    assert (found["all"].n, found["all"].since, found["all"].also) == (2, early, 1)
    assert found["all"].last == second.pk
    assert found["all"].due is None
