"""Step one for students: what the office decides and records about them."""

from datetime import datetime, timedelta

from django.utils import timezone

from partnership.core.jalali import today
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.words import Words


def approve_enrolments(officer: Guest, count: int) -> None:
    """One after the other, from the list of those that wait."""
    for _ in range(count):
        officer.go("/students/enrolments/?state=submitted")
        row = officer.page.locator('main th a[href^="/students/enrolments/"]').first
        # The page of its own: beside the list the same links open in a panel.
        officer.go(str(row.get_attribute("href")))
        officer.take("approve")


def train(officer: Guest, words: Words, courses: int) -> None:
    """A session of yesterday for each mandatory course, with everybody there."""
    officer.go("/students/sessions/")
    officer.follow('main a[href="/students/sessions/new/"]')
    for place in range(1, courses + 1):
        session = plan_session(officer, words, place, day_at(-1, 7 + place))
        officer.follow(f'main a[href="/students/sessions/{session}/hold/"]')
        everybody_was_there(officer)
        officer.press()


def day_at(days: int, hour: int) -> datetime:
    """So many days from today, at this hour in Iran."""
    start = timezone.localtime() + timedelta(days)
    return start.replace(hour=hour, minute=0)


def plan_session(officer: Guest, words: Words, course: int, starts: datetime, **more: str) -> int:
    """Three quarters of an hour of the course at a place in the list; returns the session."""
    ends = starts + timedelta(minutes=45)
    officer.go("/students/sessions/new/")
    officer.fill(
        course=course if isinstance(course, str) else officer.option("course", course),
        starts_at_date=words.day(starts.date()),
        starts_at_time=words.digits(f"{starts:%H:%M}"),
        ends_at_date=words.day(ends.date()),
        ends_at_time=words.digits(f"{ends:%H:%M}"),
        place=words["place"],
        capacity=words.digits(30),
        **more,
    )
    officer.press()
    return officer.number_in_path()


def everybody_was_there(keeper: Guest) -> None:
    """One tap for each row of the register."""
    others = keeper.page.locator("details.register-others:not([open]) > summary")
    if others.count():
        keeper.tap(others)
    for box in keeper.page.locator('main input[type=radio][value="present"]').all():
        keeper.tick(box)


def record_insurance(officer: Guest, words: Words, count: int) -> None:
    """Insured until next year, and half a credit registered, for each student who lacks it."""
    for _ in range(count):
        officer.go("/students/students/?lacks=insurance")
        student = officer.open_first("/students/students/")
        officer.follow(f'main a[href="/students/students/{student}/record/"]')
        officer.fill(
            insured_until=words.day(today() + timedelta(300)),
            internship_credits=officer.option("internship_credits", 1),
        )
        officer.press()
