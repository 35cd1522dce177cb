"""Load `demo.json` whole: every object it names, in the state it names, with its history.

History is written directly (an approval of last summer was not decided today); what happens
after the load goes through the services like everything else.
"""

from django.db import connection, transaction

from partnership.demo.loader import (
    accounts,
    certificates,
    industries,
    lists,
    market,
    meetings,
    problems,
    programme,
    results,
    students,
    teams,
    training,
    unit_life,
    work,
)
from partnership.demo.loader.base import Cohort
from partnership.programme.models import Term

LOCK = 140_514_05


def load() -> bool:
    """Load everything in one transaction; False when it had been loaded before."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        if Term.objects.filter(code="14051").exists():
            return False
        cohort = Cohort()
        for part in (
            programme,
            accounts,
            industries,
            unit_life,
            students,
            training,
            teams,
            market,
            work,
            meetings,
            problems,
            results,
            certificates,
            lists,
        ):
            part.load(cohort)
    return True
