"""Reads of the programme's set-up."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from partnership.core.jalali import add_working_days
from partnership.programme.models import CreditRule, Holiday, Round


def current_round() -> Round:
    """The running round. Raises DomainError when the office has not opened one."""
    found = Round.objects.current()
    if found is None:
        raise DomainError(_("No round is running now. Please ask the Industry Relations Office."))
    return found


def min_hours_for(credits: Decimal) -> int | None:
    """Least confirmed hours for that many registered credits; None when no rule says."""
    rule = CreditRule.objects.filter(credits=credits).first()
    return rule.min_hours if rule else None


def holidays_between(start: date, end: date) -> set[date]:
    """Days off beside the weekend."""
    return set(Holiday.objects.filter(date__range=(start, end)).values_list("date", flat=True))


def holidays_since(start: date) -> set[date]:
    """Holidays from a day on."""
    return set(Holiday.objects.filter(date__gte=start).values_list("date", flat=True))


def working_days_after(start: date, days: int, holidays: set[date] | None = None) -> date:
    """The date that lies `days` working days after `start`, past weekends and holidays.

    With `holidays` given (those since the earliest start) many dates need no query each.
    """
    known = holidays_since(start) if holidays is None else holidays
    return add_working_days(start, days, known)
